extension RDDM {
  static let parameterNames = [
    "warning_level", "drift_level", "max_concept_size", "min_concept_size", "max_num_instances_warning", "min_num_instances", "as",
  ]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    var limits = Limits()
    limits.warningLevel = try reader.number("warning_level", default: limits.warningLevel, above: 0, below: 1e6)
    limits.driftLevel = try reader.number("drift_level", default: limits.driftLevel, above: 0, below: 1e6)
    limits.maximumConcept = try reader.whole("max_concept_size", default: limits.maximumConcept, in: 1...1_000_000_000)
    limits.minimumConcept = try reader.whole("min_concept_size", default: limits.minimumConcept, in: 1...1_000_000)
    limits.warningLimit = try reader.whole("max_num_instances_warning", default: limits.warningLimit, in: 1...1_000_000_000)
    limits.minimumCount = try reader.whole("min_num_instances", default: limits.minimumCount, in: 0...1_000_000_000)
    self.init(limits: limits, dialect: try reader.dialect(among: [.moa, .frouros]))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "rddm",
      [
        "warning_level": "\(limits.warningLevel)", "drift_level": "\(limits.driftLevel)", "max_concept_size": "\(limits.maximumConcept)",
        "min_concept_size": "\(limits.minimumConcept)", "max_num_instances_warning": "\(limits.warningLimit)",
        "min_num_instances": "\(limits.minimumCount)", "as": dialect.rawValue,
      ])
  }

  /// Values of the concept, its error rate, and the lowest level.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(count)), DetectorReading("estimation", estimation),
      DetectorReading("least", count > 0 && leastRate < 1e300 ? leastRate + leastDeviation : 0),
    ]
  }
}
