#if canImport(Glibc)
internal import Glibc
#endif
internal import Statistics

/// Seeded streams with a known law: what error rates and delays are measured on.
public struct StudyStream: Sendable {
  /// Dependence and tails while nothing drifts.
  public enum Law: String, Sendable, CaseIterable {
    /// Independent normal values.
    case independent
    /// xₜ = ½ xₜ₋₁ + √¾ noise: variance 1, an effective sample of a third.
    case autoregressive
    /// Independent, Student's t with 2 degrees of freedom: no variance.
    case heavyTailed = "heavy-tailed"
  }

  /// What changes.
  public enum Change: String, Sendable, CaseIterable {
    /// The mean moves by one deviation at once.
    case abrupt
    /// The mean moves by one deviation over 1,000 values.
    case gradual
    /// The deviation doubles, the mean stays.
    case variance
    /// Two components become correlated (0 → 0.8), each keeps its law.
    case correlation
  }

  let law: Law
  let change: Change?
  let changeAt: Int
  private var dice: SplitMix
  private var state = (0.0, 0.0)
  private var row = 0

  /// A stream from its start.
  ///
  /// - Parameters:
  ///   - law: of the values before the change.
  ///   - change: nil for none.
  ///   - changeAt: 0-based row of the change.
  ///   - seed: of the dice.
  public init(_ law: Law, change: Change? = nil, at changeAt: Int = 0, seed: UInt64) {
    self.law = law
    self.change = change
    self.changeAt = changeAt
    dice = SplitMix(seed: seed)
  }

  private mutating func normal() -> Double {
    let radius = 1 - dice.unit()
    return (-2 * log(radius)).squareRoot() * cos(2 * .pi * dice.unit())
  }

  private mutating func noise() -> Double {
    guard law == .heavyTailed else { return normal() }
    // t₂ by its quantile function.
    let u = 2 * dice.unit() - 1
    return u * (2 / max(1 - u * u, 0x1p-50)).squareRoot()
  }

  /// The next pair of components; a stream of numbers is the first.
  public mutating func next() -> (Double, Double) {
    let memory = law == .autoregressive ? 0.5 : 0.0
    let fresh = (1 - memory * memory).squareRoot()
    let first = noise()
    var second = noise()
    let changed = change != nil && row >= changeAt
    if changed, change == .correlation { second = 0.8 * first + 0.6 * second }
    state.0 = memory * state.0 + fresh * first
    state.1 = memory * state.1 + fresh * second
    defer { row += 1 }
    guard changed else { return state }
    switch change {
    case .abrupt: return (state.0 + 1, state.1)
    case .gradual: return (state.0 + min(1, Double(row - changeAt) / 1000), state.1)
    case .variance: return (2 * state.0, state.1)
    default: return state
    }
  }

  /// A number as a detector of this input reads it: itself; its place in 0…1 with mean ½; or 1 above the 80 % point.
  public static func read(_ value: Double, as input: DetectorEntry.Input) -> Double {
    switch input {
    case .real: value
    case .unit: erfc(-value / 2.0.squareRoot()) / 2
    case .errors: value > 0.8416 ? 1 : 0
    }
  }
}
