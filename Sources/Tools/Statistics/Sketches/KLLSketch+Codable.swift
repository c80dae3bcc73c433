extension KLLSketch: Codable, Equatable {
  private enum CodingKeys: String, CodingKey {
    case capacity, decay, count, minimum, maximum, worstRankError, squaredErrorSum, levels, coins
  }

  /// Values travel as their 64 bits, so that infinities pass through JSON and the sketch that comes back goes on bit for bit.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(capacity, forKey: .capacity)
    try container.encode(decay, forKey: .decay)
    try container.encode(count, forKey: .count)
    try container.encode(minimum.bitPattern, forKey: .minimum)
    try container.encode(maximum.bitPattern, forKey: .maximum)
    try container.encode(worstRankError, forKey: .worstRankError)
    try container.encode(squaredErrorSum.bitPattern, forKey: .squaredErrorSum)
    try container.encode(levels.map { $0.map(\.bitPattern) }, forKey: .levels)
    try container.encode(coins, forKey: .coins)
  }

  /// Reads a sketch back and refuses one whose parts contradict each other: its bound could not be believed.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let capacity = try container.decode(Int.self, forKey: .capacity)
    let decay = try container.decode(Double.self, forKey: .decay)
    guard (16...1 << 20).contains(capacity), (0.5...1).contains(decay) else {
      throw DecodingError.dataCorruptedError(
        forKey: .capacity, in: container, debugDescription: "a capacity of 16…2²⁰ and a decay of 0.5…1")
    }
    self.init(capacity: capacity, decay: decay, seed: try container.decode(UInt64.self, forKey: .coins))
    count = try container.decode(Int.self, forKey: .count)
    minimum = Double(bitPattern: try container.decode(UInt64.self, forKey: .minimum))
    maximum = Double(bitPattern: try container.decode(UInt64.self, forKey: .maximum))
    worstRankError = try container.decode(Int.self, forKey: .worstRankError)
    squaredErrorSum = Double(bitPattern: try container.decode(UInt64.self, forKey: .squaredErrorSum))
    levels = try container.decode([[UInt64]].self, forKey: .levels).map { $0.map { Double(bitPattern: $0) } }
    if let fault = inconsistency { throw DecodingError.dataCorruptedError(forKey: .levels, in: container, debugDescription: fault) }
  }

  /// What contradicts itself; `nil` for a sound sketch.
  var inconsistency: String? {
    guard !levels.isEmpty, levels.count <= 48 else { return "1…48 levels" }
    var weight = 0
    for (level, values) in levels.enumerated() {
      guard values.count <= 2 * capacity else { return "level \(level) holds \(values.count) values, more than twice the capacity" }
      weight += values.count << level
      if values.contains(where: \.isNaN) { return "level \(level) holds NaN" }
      if level > 0, zip(values, values.dropFirst()).contains(where: { $0 > $1 }) { return "level \(level) is not ascending" }
    }
    guard weight == count else { return "values of weight \(weight) for a count of \(count)" }
    guard worstRankError >= 0, squaredErrorSum >= 0, levels.count == 1 || worstRankError >= (1 << (levels.count - 1)) - 1 else {
      return "an error bound below what the levels show"
    }
    return nil
  }

  /// The same values kept, bounds and coins to come.
  public static func == (left: KLLSketch, right: KLLSketch) -> Bool {
    left.capacity == right.capacity && left.decay == right.decay && left.count == right.count && left.minimum == right.minimum
      && left.maximum == right.maximum && left.worstRankError == right.worstRankError && left.squaredErrorSum == right.squaredErrorSum
      && left.coins == right.coins && left.levels == right.levels
  }
}
