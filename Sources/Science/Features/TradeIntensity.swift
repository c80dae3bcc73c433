/// Trades per second under an exponential kernel of event time.
///
/// ```text
/// λₜ = Σ e^(−(t − tᵢ)/τ) / τ       τ in seconds; the trade itself counts fully
/// ```
///
/// Missing until the first trade. O(1), no allocation. Source: the golden definition `trade_intensity`.
public struct TradeIntensity: Sendable {
  /// Nanoseconds until a trade counts 1/e.
  public let tau: Int64
  private var sum = 0.0
  private var time: Int64?

  public init(tau: Int64) {
    precondition(tau > 0, "a time constant is longer than nothing")
    self.tau = tau
  }

  /// Counts a trade at `now`, not below any earlier call's.
  public mutating func update(at now: Int64) {
    if let time { sum *= MathFunctions.decay(now - time, tau: Double(tau)) }
    sum += 1
    time = now
  }

  /// Trades per second at `now`.
  public func value(at now: Int64) -> Double? {
    guard let time else { return nil }
    return sum * MathFunctions.decay(now - time, tau: Double(tau)) / (Double(tau) * 1e-9)
  }
}
