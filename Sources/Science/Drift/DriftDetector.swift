/// A detector that reads a stream one value at a time and says whether it has changed.
///
/// One protocol for every detector, so that one set of laws runs over all: the same values give the same alarms; `reset` makes it as new; a
/// state that is encoded and decoded goes on bit-equal.
public protocol DriftDetector: Sendable, Codable {
  /// Takes in one value. NaN is a programmer's error: drop it and count it before.
  mutating func update(_ value: Double)
  /// Did the latest update raise the alarm?
  var alarm: Bool { get }
  /// Did the latest update raise a warning? Detectors without a warning level say false.
  var warning: Bool { get }
  /// Forgets everything but the parameters.
  mutating func reset()
  /// Name and parameters.
  var key: DetectorKey { get }
  /// What a report shows of the inner state.
  var readings: [DetectorReading] { get }
  /// The error rate it claims, with the condition under which the claim holds, in one sentence; nil where it claims none.
  var guarantee: String? { get }
}

extension DriftDetector {
  /// Most detectors claim no level: what their thresholds give under continuous looking is measured, not proven.
  public var guarantee: String? { nil }
}
