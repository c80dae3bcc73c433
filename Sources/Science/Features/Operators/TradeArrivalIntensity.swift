/// Trades and volume per second under an exponential kernel of event time.
///
/// ```text
/// count = Σ e^(−(t − tᵢ)/τ) / τ        volume = Σ qᵢ e^(−(t − tᵢ)/τ) / τ        τ in seconds; the trade itself counts fully
/// ```
///
/// NaN until the first trade. O(1). Parameter: `tau_ns`. Source: the golden definition `trade_intensity`.
public struct TradeArrivalIntensity: FeatureOperator {
  public static let calculator = "trade_intensity"
  public static let cost = OperatorCost.constant
  private let scale: DecimalScale
  private let tau: Int64
  private var order = EventOrder()
  private var count = 0.0
  private var volume = 0.0

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    tau = try parameters.nanoseconds("tau_ns")
    scale = parameters.scale
  }

  public var outputs: [String] { ["count", "volume"] }

  public mutating func update(_ trade: TradePoint) -> Bool {
    guard trade.quantity >= 0 else { return false }
    let earlier = order.latest
    guard order.admit(trade.time) else { return false }
    if let earlier, earlier < trade.time {
      let kept = decay(from: earlier, to: trade.time)
      count *= kept
      volume *= kept
    }
    count += 1
    volume += Double(trade.quantity)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    guard let latest = order.latest else {
      values[0] = .nan
      values[1] = .nan
      return
    }
    let perSecond = decay(from: latest, to: now) / (Double(tau) * 1e-9)
    values[0] = count * perSecond
    values[1] = volume * perSecond / scale.quantityPower
  }

  /// The ends of time lie further apart than 64 bits say; everything has decayed by then.
  private func decay(from earlier: Int64, to later: Int64) -> Double {
    let (span, overflow) = later.subtractingReportingOverflow(earlier)
    return overflow ? 0 : MathFunctions.decay(max(0, span), tau: Double(tau))
  }
}
