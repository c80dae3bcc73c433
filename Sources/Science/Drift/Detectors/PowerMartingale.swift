#if canImport(Glibc)
internal import Glibc
#endif

/// The power martingale: a bet that p-values are small.
///
/// ```text
/// S ← S · ε p^(ε − 1)        ε = 0.92
/// ```
/// A martingale when the p-values are independent and uniform. A p-value of exactly 0 counts as 2⁻⁵³.
///
/// - Complexity: O(1).
///
/// Source: Vovk, Nouretdinov & Gammerman 2003.
public struct PowerMartingale: Hashable, Sendable, Codable {
  /// ε.
  public let epsilon: Double
  /// ln S.
  public private(set) var logCapital = 0.0

  /// Capital 1.
  ///
  /// - Parameter epsilon: 0…1, exclusive below.
  public init(epsilon: Double = 0.92) {
    precondition(epsilon > 0 && epsilon <= 1, "the exponent lies in 0…1")
    self.epsilon = epsilon
  }

  /// Bets on a p-value in 0…1; returns the factor S grows by.
  public mutating func update(_ p: Double) -> Double {
    let step = log(epsilon) + (epsilon - 1) * log(max(p, 0x1p-53))
    logCapital += step
    return exp(step)
  }

  /// Capital 1 again.
  public mutating func reset() { logCapital = 0 }
}
