/// What may be made of a prediction before anybody acts on it: block what is no probability, warn of what deserves doubt, and name the signal.
///
/// ```text
/// p ∉ [0, 1] or not a number        blocked: no signal, counted, never acted on
/// confidence < 0.5                  warning; confidence is max(p, 1 − p) unless the model states its own
/// p ∉ [0.05, 0.95] in a calm market warning: so sure, though nothing moves
/// p > 0.65 buy · p < 0.35 sell · else hold; hold also when confidence < 0.6
/// ```
///
/// Blocking and warnings are the engine's, on every prediction of the champion; the strategy has a threshold of its own and does not ask for the signal.
/// Pure and O(1). Row ML-33.
public struct SignalRules: Sendable {
  /// The rules' numbers; each lies in 0…1 but the volatility.
  public struct Parameters: Sendable, Hashable {
    /// Above it: buy.
    public var buyAbove = 0.65
    /// Below it: sell.
    public var sellBelow = 0.35
    /// Below it no signal is given.
    public var minimumConfidence = 0.6
    /// Below it a warning is given.
    public var doubtfulConfidence = 0.5
    /// Beyond `extreme` and 1 − `extreme` a calm market is no reason to be so sure.
    public var extreme = 0.05
    /// Realised volatility per √s below which a market is calm; 0: no market is.
    public var calmVolatility = 0.0

    /// The plan's numbers.
    public init() {}
  }

  /// The rules' numbers.
  public let parameters: Parameters

  /// Rules with these numbers.
  ///
  /// - Precondition: `sellBelow` ≤ `buyAbove`.
  public init(_ parameters: Parameters = Parameters()) {
    precondition(parameters.sellBelow <= parameters.buyAbove, "what says sell must not say buy")
    self.parameters = parameters
  }

  /// Judges a prediction.
  ///
  /// - Parameters:
  ///   - probability: of the event the model predicts.
  ///   - confidence: the model's own, 0…1; `nil` for max(p, 1 − p).
  ///   - volatility: realised volatility of the market now; `nil` while it is missing: then the calm-market warning is not given.
  public func assess(probability: Double, confidence: Double? = nil, volatility: Double? = nil) -> SignalAssessment {
    guard probability >= 0, probability <= 1 else { return SignalAssessment(signal: .hold, isBlocked: true, warnings: []) }
    let confidence = confidence ?? max(probability, 1 - probability)
    var warnings: SignalAssessment.Warnings = []
    // Negated, so that a confidence that is no number is doubtful too.
    if !(confidence >= parameters.doubtfulConfidence) { warnings.insert(.doubtful) }
    if let volatility, volatility < parameters.calmVolatility, probability < parameters.extreme || probability > 1 - parameters.extreme {
      warnings.insert(.extremeWhileCalm)
    }
    guard confidence >= parameters.minimumConfidence else { return SignalAssessment(signal: .hold, isBlocked: false, warnings: warnings) }
    let signal: SignalAssessment.Signal = probability > parameters.buyAbove ? .buy : probability < parameters.sellBelow ? .sell : .hold
    return SignalAssessment(signal: signal, isBlocked: false, warnings: warnings)
  }
}
