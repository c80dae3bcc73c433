extension ConformalDetector {
  /// The claim of its form.
  public var guarantee: String? { form.claim(threshold, "while the values are independent of one law, whichever") }

  static let parameterNames = ["arl", "form", "bet", "capacity", "seed"]

  /// The detector a key describes; `arl` is the threshold.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let form = try reader.choice("form", default: "sr", among: SequentialForm.allCases.map(\.rawValue))
    let bet = try reader.choice("bet", default: "jumper", among: Bet.allCases.map(\.rawValue))
    self.init(
      threshold: try reader.number("arl", default: 1e6, above: 1, below: 1e300), form: SequentialForm(rawValue: form) ?? .sr,
      bet: Bet(rawValue: bet) ?? .jumper, capacity: try reader.whole("capacity", default: 4096, in: 16...10_000_000),
      seed: UInt64(try reader.whole("seed", default: 1, in: 0...Int.max)))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "conformal",
      ["arl": "\(threshold)", "form": form.rawValue, "bet": bet.rawValue, "capacity": "\(capacity)", "seed": "\(seed)"])
  }

  /// The statistic and the latest p-value.
  public var readings: [DetectorReading] {
    [DetectorReading("statistic", statistic), DetectorReading("p_value", pValue), DetectorReading("threshold", threshold)]
  }
}
