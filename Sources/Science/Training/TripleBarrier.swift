/// What the future of a row is asked: which of up to three barriers the price meets first.
///
/// ```text
/// upper = p (1 + up)        lower = p (1 − down)        horizon: t + H
/// by volatility:            up and down multiply the row's σ, upper = p (1 + up σ)
/// ```
///
/// Without `down` it is the threshold label, without both the forward return. Distances are ratios of integers: a price that lies exactly on a barrier touches.
/// Source: López de Prado, Advances in Financial Machine Learning (2018), §3.4.
public struct TripleBarrier: Hashable, Sendable, Codable {
  /// H in ns, above 0. A price at exactly t + H belongs to it, one at t does not.
  public let horizonNanoseconds: Int64
  /// Relative distance of the upper barrier, or its multiple of σ; `nil` for none.
  public let up: ExactRatio?
  /// The same of the lower one.
  public let down: ExactRatio?
  /// Are the distances multiples of each row's volatility?
  public let isVolatilityMultiple: Bool

  /// Barriers. A distance below 0 is possible; where the barriers cross, the upper one is looked at first.
  ///
  /// - Precondition: the horizon is above 0.
  public init(horizonNanoseconds: Int64, up: ExactRatio?, down: ExactRatio?, isVolatilityMultiple: Bool = false) {
    precondition(horizonNanoseconds > 0, "a label needs a horizon above 0")
    self.horizonNanoseconds = horizonNanoseconds
    self.up = up?.reduced
    self.down = down?.reduced
    self.isVolatilityMultiple = isVolatilityMultiple
  }

  private enum CodingKeys: String, CodingKey { case horizonNanoseconds, up, down, isVolatilityMultiple }

  /// Reads barriers; what the initialiser would trap on is refused.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let horizon = try container.decode(Int64.self, forKey: .horizonNanoseconds)
    let up = try container.decodeIfPresent(ExactRatio.self, forKey: .up)
    let down = try container.decodeIfPresent(ExactRatio.self, forKey: .down)
    guard horizon > 0 else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "a label needs a horizon above 0, not \(horizon)"))
    }
    self.init(
      horizonNanoseconds: horizon, up: up, down: down, isVolatilityMultiple: try container.decode(Bool.self, forKey: .isVolatilityMultiple))
  }
}
