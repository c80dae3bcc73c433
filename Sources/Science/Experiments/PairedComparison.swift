#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
public import Domain

/// Champion against challenger on the same outcomes, with a bound that holds at every moment one looks.
///
/// For each outcome dᵢ = (squared error of the champion) − (squared error of the challenger), in −1…1; above 0 the challenger was better.
/// Δₙ is the running mean of the dᵢ's conditional expectations: how much better the challenger *was* on these n outcomes. For each bet λ in (0, ½)
///
/// ```text
/// exp( λ·Σ(dᵢ − Δₙ) − ψ(λ)·Vₙ )          Vₙ = Σ (dᵢ − γᵢ)²,  ψ(λ) = (−ln(1 − 2λ) − 2λ) / 4
/// ```
///
/// is at most a supermartingale that starts at 1 (γᵢ: mean of the earlier dᵢ), and so is its mean over a fixed grid of bets. By Ville's inequality it exceeds
/// 1/α with probability at most α *ever*: looking after each outcome costs nothing, unlike a t-test looked at repeatedly.
///
/// The guarantee does not ask for independent or equally distributed outcomes, but that each dᵢ was unknown when it was entered: outcomes with overlapping
/// horizons carry each other's news, so that the evidence is then optimistic. Enter at most one outcome a horizon and instrument where the bound must hold.
///
/// Source: Choe and Ramdas 2023, *Comparing Sequential Forecasters*, Theorems 2 and 3; Howard et al. 2021, Theorem 4; Fan et al. 2015.
public struct PairedComparison: Sendable {
  /// What can be said now.
  public enum Standing: String, Hashable, Sendable, Codable {
    case challengerBetter, championBetter, undecided
  }

  /// Bets: 0.49 · 2⁻ᵏ, so that effects of every size have one near their best.
  private static let bets: [(bet: Double, cost: Double)] = (0..<16).map { step in
    let bet = 0.49 * exp2(-Double(step))
    // −log1p(−x) − x loses digits for small x: its series x²/2 + x³/3 + … takes over.
    let x = 2 * bet
    let cost = x < 1e-3 ? x * x * (0.5 + x * (1 / 3.0 + x * 0.25)) : -log1p(-x) - x
    return (bet, cost / 4)
  }

  /// Outcomes entered.
  public private(set) var count = 0
  private var sum = 0.0
  private var variation = 0.0

  /// Nothing compared yet.
  public init() {}

  /// Mean of the differences so far, 0 before the first: above 0 the challenger has the smaller errors.
  public var meanDifference: Double { count == 0 ? 0 : sum / Double(count) }

  /// Enters one outcome.
  ///
  /// - Parameters:
  ///   - champion: squared error of the champion, 0…1.
  ///   - challenger: squared error of the challenger on the same outcome, 0…1.
  /// - Precondition: both in 0…1.
  public mutating func enter(champion: Double, challenger: Double) {
    precondition(champion >= 0 && champion <= 1 && challenger >= 0 && challenger <= 1, "squared errors of probabilities lie in 0…1")
    let difference = champion - challenger
    let surprise = difference - meanDifference
    variation += surprise * surprise
    sum += difference
    count += 1
  }

  /// Enters the two models' outcomes of the same event.
  ///
  /// - Precondition: same instrument, time and result.
  public mutating func enter(champion: Outcome, challenger: Outcome) {
    precondition(champion.prediction.instrument == challenger.prediction.instrument, "one instrument")
    precondition(champion.prediction.time == challenger.prediction.time, "one event")
    precondition(champion.happened == challenger.happened, "one result")
    enter(champion: champion.squaredError, challenger: challenger.squaredError)
  }

  /// ln of the evidence that `sign`·Δ lies above `value`: of the mean over all bets.
  private func logEvidence(sign: Double, above value: Double) -> Double {
    let lead = sign * sum - Double(count) * value
    var largest = -Double.infinity
    for (bet, cost) in Self.bets { largest = max(largest, bet * lead - cost * variation) }
    var total = 0.0
    for (bet, cost) in Self.bets { total += exp(bet * lead - cost * variation - largest) }
    return largest + log(total / Double(Self.bets.count))
  }

  /// Evidence against "the challenger is not better", 1 at the start: an e-value, whose inverse bounds a p-value at any stopping time.
  public var evidenceForChallenger: Double { exp(min(logEvidence(sign: 1, above: 0), 700)) }

  /// Evidence against "the champion is not better".
  public var evidenceForChampion: Double { exp(min(logEvidence(sign: -1, above: 0), 700)) }

  /// The anytime-valid interval for Δ: with probability at least 1 − α it holds Δₙ for all n at once.
  ///
  /// - Parameter alpha: 0 < α < 1, half of it spent on each side.
  /// - Returns: within −1…1; all of it before the first outcome.
  /// - Complexity: O(1): 60 bisections over 16 bets a side.
  public func interval(alpha: Double) -> ClosedRange<Double> {
    precondition(alpha > 0 && alpha < 1, "α lies between 0 and 1")
    let threshold = -log(alpha / 2)
    return refuted(sign: 1, threshold)...(-refuted(sign: -1, threshold))
  }

  /// The largest value, at most `sign`·mean, that the evidence refutes; −1 when it refutes none.
  private func refuted(sign: Double, _ threshold: Double) -> Double {
    var refuted = -1.0
    guard logEvidence(sign: sign, above: refuted) >= threshold else { return refuted }
    var open = sign * meanDifference
    for _ in 0..<60 {
      let middle = (refuted + open) / 2
      if logEvidence(sign: sign, above: middle) >= threshold { refuted = middle } else { open = middle }
    }
    return refuted
  }

  /// Who is better; the chance of ever naming the wrong one is at most α.
  public func standing(alpha: Double) -> Standing {
    let threshold = -log(alpha / 2)
    if logEvidence(sign: 1, above: 0) >= threshold { return .challengerBetter }
    if logEvidence(sign: -1, above: 0) >= threshold { return .championBetter }
    return .undecided
  }
}
