internal import Domain
internal import Statistics

/// What the monitor knows of one feature: its frozen reference and the latest test's numbers.
struct MonitoredFeature: Sendable {
  /// The numbers of one test.
  struct Finding: Sendable {
    var count = 0
    var missing = 0
    var distance = 0.0
    /// Independent values: n/τ.
    var reference = 0.0
    var current = 0.0
    var distanceP: Double?
    var index = 0.0
    var indexP: Double?
    /// Medians, for the sentence.
    var referenceMedian = 0.0
    var currentMedian = 0.0
  }

  let name: String
  /// Sorted; empty until frozen or when the feature was missing throughout.
  var reference: [Double] = []
  var bins: QuantileBins?
  var referenceBins: [Int] = []
  /// τ of the reference's ranks with its safety margin; nil for a constant reference.
  var referenceTime: Double?
  var finding = Finding()
  /// Severity under which KS and PSI are alarming now; nil when quiet.
  var distanceAlarm: Severity?
  var indexAlarm: Severity?

  init(name: String) { self.name = name }
}
