#if canImport(Glibc)
internal import Glibc
#endif

/// The Simple Jumper: a bet on uniform p-values that changes its mind.
///
/// ```text
/// ε ∈ {−1, 0, 1}: C_ε ← (1 − J) C_ε + J/3 · S,  C_ε ← C_ε · (1 + ε(p − ½)),  S = Σ C_ε
/// ```
/// S is a martingale when the p-values are independent and uniform; its logarithm is kept, so that it neither overflows nor dies.
///
/// - Complexity: O(1).
///
/// Source: Vovk, Petej, Nouretdinov, Ahlberg, Carlsson & Gammerman 2021.
public struct SimpleJumper: Hashable, Sendable, Codable {
  /// J: share of the capital that changes sides at each step.
  public let jump: Double
  /// ln S.
  public private(set) var logCapital = 0.0
  /// The three shares of S.
  private var low = 1.0 / 3
  private var middle = 1.0 / 3
  private var high = 1.0 / 3

  /// Capital 1.
  ///
  /// - Parameter jump: 0…1.
  public init(jump: Double = 0.01) {
    precondition(jump >= 0 && jump <= 1, "the jumping share lies in 0…1")
    self.jump = jump
  }

  /// Bets on a p-value in 0…1; returns the factor S grows by, in ½…3/2.
  public mutating func update(_ p: Double) -> Double {
    let jumped = jump / 3
    low = ((1 - jump) * low + jumped) * (1.5 - p)
    middle = (1 - jump) * middle + jumped
    high = ((1 - jump) * high + jumped) * (0.5 + p)
    let factor = low + middle + high
    low /= factor
    middle /= factor
    high /= factor
    logCapital += log(factor)
    return factor
  }

  /// Capital 1 again.
  public mutating func reset() { self = SimpleJumper(jump: jump) }
}
