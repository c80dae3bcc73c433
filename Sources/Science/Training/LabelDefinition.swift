/// What a prediction is about: an event of the mid price within a horizon, decided in integers.
///
/// ```text
/// touch:  max { mid(s) : s in (t, t + H] }          ≥ mid(t) · (1 + threshold)
/// end:    mid at the last tick of (t, t + H]        ≥ mid(t) · (1 + threshold)
/// ```
///
/// Mids are doubled (bid + ask, in price units), so that a half tick is exact; the threshold is a ratio of integers.
public struct LabelDefinition: Hashable, Sendable, Codable {
  /// Which mid of the horizon decides.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The highest.
    case touch
    /// The last.
    case end
  }

  /// Which mid of the horizon decides.
  public let kind: Kind
  /// H, above 0. A tick at exactly t + H belongs to it, one at t does not.
  public let horizonNanoseconds: Int64
  /// Relative rise that counts.
  public let threshold: ExactRatio

  /// The default of the main job: touched 0.1 % above within five minutes.
  public static let standard = LabelDefinition(
    kind: .touch, horizonNanoseconds: 300_000_000_000, threshold: ExactRatio(numerator: 1, denominator: 1000))

  /// A label.
  ///
  /// - Precondition: the horizon is above 0.
  public init(kind: Kind, horizonNanoseconds: Int64, threshold: ExactRatio) {
    precondition(horizonNanoseconds > 0, "a label needs a horizon above 0")
    self.kind = kind
    self.horizonNanoseconds = horizonNanoseconds
    self.threshold = threshold
  }

  /// Does the deciding mid lie at least `threshold` above the start?
  ///
  /// ```text
  /// decided · d ≥ start · (d + n)        for the threshold n / d, in 128 bits: exact for all mids
  /// ```
  @inlinable public func happened(from start: Int64, to decided: Int64) -> Bool {
    Int128(decided) * Int128(threshold.denominator) >= Int128(start) * (Int128(threshold.denominator) + Int128(threshold.numerator))
  }

  private enum CodingKeys: String, CodingKey { case kind, horizonNanoseconds, threshold }

  /// Reads a definition; a horizon that the initialiser would trap on is refused.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let horizon = try container.decode(Int64.self, forKey: .horizonNanoseconds)
    guard horizon > 0 else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "a label needs a horizon above 0, not \(horizon)"))
    }
    self.init(
      kind: try container.decode(Kind.self, forKey: .kind), horizonNanoseconds: horizon, threshold: try container.decode(ExactRatio.self, forKey: .threshold))
  }
}
