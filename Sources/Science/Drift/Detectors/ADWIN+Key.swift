extension ADWIN {
  /// One way of cutting the window, with its numbers.
  public struct Cut: Hashable, Sendable, Codable {
    /// |μ₀ − μ₁|.
    public var difference: Double
    /// ε: the difference it must exceed.
    public var threshold: Double
    /// μ₀.
    public var olderMean: Double
    /// μ₁.
    public var newerMean: Double
    /// n₀.
    public var olderCount: Int
    /// n₁.
    public var newerCount: Int
  }

  static let parameterNames = ["delta", "clock", "max_buckets", "min_window_length", "grace_period", "bound"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey, resets: Bool) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    self.init(
      delta: try reader.number("delta", default: 0.002, above: 0, below: 1),
      clock: try reader.whole("clock", default: 32, in: 1...1_000_000),
      maxBuckets: try reader.whole("max_buckets", default: 5, in: 2...64),
      minWindowLength: try reader.whole("min_window_length", default: 5, in: 1...1_000_000),
      gracePeriod: try reader.whole("grace_period", default: 10, in: 0...1_000_000_000),
      resets: resets,
      bound: Bound(rawValue: try reader.choice("bound", default: "moa", among: Bound.allCases.map(\.rawValue))) ?? .moa)
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      name: resets ? "adwin_river" : "adwin_nonreset",
      parameters: [
        .init(name: "delta", value: "\(delta)"), .init(name: "clock", value: "\(clock)"), .init(name: "max_buckets", value: "\(maxBuckets)"),
        .init(name: "min_window_length", value: "\(minWindowLength)"), .init(name: "grace_period", value: "\(gracePeriod)"),
        .init(name: "bound", value: bound.rawValue),
      ])
  }

  /// Width, total, mean, variance.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(width)), DetectorReading("total", total), DetectorReading("estimation", estimation),
      DetectorReading("variance", variance),
    ]
  }
}
