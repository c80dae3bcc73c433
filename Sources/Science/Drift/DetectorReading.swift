/// One number of a detector's state, for reports.
public struct DetectorReading: Hashable, Sendable {
  /// `width`, `estimation`, …
  public var name: String
  /// Its value now.
  public var value: Double

  /// A name and its value.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}
