/// What one detector said over one column, in order.
public struct DetectorRun: Sendable {
  /// Name and all parameters of the detector.
  public let key: DetectorKey
  /// Rows read, NaN included.
  public let count: Int
  /// Rows that were NaN and left out.
  public let nanCount: Int
  /// 0-based rows at which it raised the alarm.
  public let alarms: [Int]
  /// 0-based rows at which it warned.
  public let warnings: [Int]
  /// Its state at the end.
  public let readings: [DetectorReading]

  /// Runs the detector that a key names.
  ///
  /// - Parameters:
  ///   - key: name and parameters.
  ///   - values: in order; NaN is dropped and counted, but keeps its row number.
  /// - Throws: ``DriftError`` when the key names no detector or a parameter is wrong.
  public init(_ key: DetectorKey, over values: [Double]) throws(DriftError) {
    var detector = try DetectorCatalogue.detector(key)
    self.init(&detector, over: values)
  }

  /// Runs a detector on from the state it is in.
  public init(_ detector: inout any DriftDetector, over values: [Double]) {
    var alarms: [Int] = []
    var warnings: [Int] = []
    var missing = 0
    for (row, value) in values.enumerated() {
      if value.isNaN {
        missing += 1
        continue
      }
      detector.update(value)
      if detector.alarm { alarms.append(row) }
      if detector.warning { warnings.append(row) }
    }
    key = detector.key
    count = values.count
    nanCount = missing
    self.alarms = alarms
    self.warnings = warnings
    readings = detector.readings
  }
}
