/// Written as its two integers; a denominator of 0 or less is refused.
extension ExactRatio: Codable {
  private enum Key: String, CodingKey { case numerator, denominator }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let denominator = try container.decode(Int64.self, forKey: .denominator)
    guard denominator > 0 else {
      throw DecodingError.dataCorruptedError(forKey: .denominator, in: container, debugDescription: "a denominator is above 0, not \(denominator)")
    }
    self.init(numerator: try container.decode(Int64.self, forKey: .numerator), denominator: denominator)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(numerator, forKey: .numerator)
    try container.encode(denominator, forKey: .denominator)
  }

  /// The same ratio in lowest terms: 80/10 is 8/1.
  public var reduced: ExactRatio {
    var (larger, smaller) = (numerator.magnitude, denominator.magnitude)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    let divisor = Int64(larger)
    return ExactRatio(numerator: numerator / divisor, denominator: denominator / divisor)
  }
}
