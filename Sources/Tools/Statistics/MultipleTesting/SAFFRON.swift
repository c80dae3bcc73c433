#if canImport(Glibc)
internal import Glibc
#endif

/// SAFFRON: online false discovery rate that spends level only on candidates, tests with p ≤ λ, and so wastes little on clear nulls.
///
/// ```text
/// αₜ = min(λ, (1 − λ)(w₀ γ(t − C₀) + (α − w₀) γ(t − τ₁ − C₁) + α Σ_{j ≥ 2} γ(t − τⱼ − Cⱼ)))
/// γ(k) = k^(−1.6)/ζ(1.6);   Cⱼ the candidates between the j-th rejection τⱼ and t, both exclusive, C₀ those before t
/// ```
/// FDR ≤ α for independent p-values. Rejections older than the 4,096 latest (but the first) are forgotten, which only lowers the levels.
///
/// Source: Ramdas, Zrnic, Wainwright & Jordan 2018.
public struct SAFFRON: Sendable, Hashable, Codable {
  /// FDR level.
  public let alpha: Double
  /// Candidate bound λ.
  public let lambda: Double
  /// Initial wealth w₀.
  public let initialWealth: Double
  /// Tests decided.
  public private(set) var count = 0
  /// Candidates among them.
  public private(set) var candidates = 0
  /// Time and candidates, itself included, at a rejection.
  private struct Rejection: Sendable, Hashable, Codable {
    var time: Int
    var candidates: Int
  }
  private var first: Rejection?
  private var later: [Rejection] = []

  /// Rejections remembered beside the first.
  public static var memory: Int { 4096 }

  /// Starts with no test decided.
  ///
  /// - Parameters:
  ///   - alpha: 0…1, exclusive.
  ///   - lambda: 0…1, exclusive; default ½.
  ///   - initialWealth: 0…α; default α/2.
  public init(alpha: Double, lambda: Double = 0.5, initialWealth: Double? = nil) {
    precondition(alpha > 0 && alpha < 1, "a level lies in 0…1")
    precondition(lambda > 0 && lambda < 1, "λ lies in 0…1")
    let wealth = initialWealth ?? alpha / 2
    precondition(wealth > 0 && wealth <= alpha, "initial wealth lies in 0…α")
    self.alpha = alpha
    self.lambda = lambda
    self.initialWealth = wealth
  }

  /// The level of the next test.
  ///
  /// - Complexity: O(rejections remembered).
  public var level: Double {
    let time = count + 1
    var sum = initialWealth * Self.gamma(time - candidates)
    if let first { sum += (alpha - initialWealth) * Self.gamma(time - first.time - (candidates - first.candidates)) }
    for rejection in later { sum += alpha * Self.gamma(time - rejection.time - (candidates - rejection.candidates)) }
    return min(lambda, (1 - lambda) * sum)
  }

  /// Decides one test; NaN is no candidate and not rejected, and counts.
  public mutating func decide(_ pValue: Double) -> OnlineTest {
    let level = level
    count += 1
    let rejected = pValue <= level
    if pValue <= lambda { candidates += 1 }
    if rejected {
      let rejection = Rejection(time: count, candidates: candidates)
      if first == nil {
        first = rejection
      } else {
        if later.count == Self.memory { later.removeFirst() }
        later.append(rejection)
      }
    }
    return OnlineTest(level: level, rejected: rejected)
  }

  /// γ(k), k ≥ 1; 1/ζ(1.6) rounded down.
  static func gamma(_ k: Int) -> Double { 0.4374901657 * pow(Double(k), -1.6) }
}
