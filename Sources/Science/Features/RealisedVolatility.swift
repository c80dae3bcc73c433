/// Realised volatility of the mid per √second, exponentially weighted in event time.
///
/// ```text
///           Σ rᵢ² 2^(−(t − tᵢ)/h)                    rᵢ = ln(midᵢ / midᵢ₋₁)
/// σ²ₜ = ───────────────────────────────     weight of the time observed: ∫ 2^(−(t − s)/h) ds from t₀ to t, in seconds
///        (h / ln 2) (1 − 2^(−(t − t₀)/h))
/// ```
///
/// Dividing by the observed time rather than by the number of returns makes the answer independent of how often the mid is quoted.
/// Missing until `warmUp` has passed since the first mid. Zero when the mid never moved, which is an answer.
///
/// - Complexity: O(1), no allocation.
public struct RealisedVolatility: Sendable {
  /// Nanoseconds until a squared return counts half.
  public let halfLife: Int64
  /// Nanoseconds of observation before an answer is given.
  public let warmUp: Int64
  private var first: Int64?
  private var time: Int64 = 0
  private var doubledMid: Int64 = 0
  private var sum = 0.0

  /// - Parameter warmUp: nanoseconds; a quarter of the half-life unless given.
  public init(halfLife: Int64, warmUp: Int64? = nil) {
    precondition(halfLife > 0, "a half-life is longer than nothing")
    self.halfLife = halfLife
    self.warmUp = max(1, warmUp ?? halfLife / 4)
  }

  /// Observes a mid (any fixed unit, positive, below 2⁵³) at `time`, not below any earlier call's.
  public mutating func update(doubledMid mid: Int64, at now: Int64) {
    guard first != nil else {
      first = now
      time = now
      doubledMid = mid
      return
    }
    guard mid != doubledMid else { return }
    let move = MathFunctions.logRatio(mid, over: doubledMid)
    sum = sum * MathFunctions.halvings(now - time, halfLife: Double(halfLife)) + move * move
    time = now
    doubledMid = mid
  }

  /// The volatility per √second at `now`, not below any earlier call's.
  public func value(at now: Int64) -> Double? {
    guard let first, now - first >= warmUp else { return nil }
    let life = Double(halfLife)
    let observed = life / 0.693_147_180_559_945_3 * 1e-9 * (1 - MathFunctions.halvings(now - first, halfLife: life))
    return (sum * MathFunctions.halvings(now - time, halfLife: life) / observed).squareRoot()
  }
}
