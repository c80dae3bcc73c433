#if canImport(Glibc)
internal import Glibc
#endif

/// LORD++: false discovery rate over an endless sequence of tests, each decided as it comes.
///
/// ```text
/// αₜ = w₀ γₜ + (α − w₀) γₜ₋τ₁ + α Σ_{j ≥ 2} γₜ₋τⱼ        γₜ = 0.07720838 ln(max(t, 2)) / (t e^√(ln t)),  Σ γ ≤ 1;  τⱼ the time of the j-th rejection
/// ```
/// Every rejection earns level for later tests, silence spends it slowly. FDR ≤ α for independent p-values, mFDR ≤ α where each is valid given the past.
/// Rejections older than the 4,096 latest (but the first) are forgotten, which only lowers the levels.
///
/// Source: Ramdas, Yang, Wainwright & Jordan 2017; Javanmard & Montanari 2018 for γ.
public struct LORD: Sendable, Hashable, Codable {
  /// FDR level.
  public let alpha: Double
  /// Initial wealth w₀.
  public let initialWealth: Double
  /// Tests decided.
  public private(set) var count = 0
  private var first: Int?
  private var later: [Int] = []

  /// Rejections remembered beside the first.
  public static var memory: Int { 4096 }

  /// Starts with no test decided.
  ///
  /// - Parameters:
  ///   - alpha: 0…1, exclusive.
  ///   - initialWealth: 0…α; default α/10.
  public init(alpha: Double, initialWealth: Double? = nil) {
    precondition(alpha > 0 && alpha < 1, "a level lies in 0…1")
    let wealth = initialWealth ?? alpha / 10
    precondition(wealth > 0 && wealth <= alpha, "initial wealth lies in 0…α")
    self.alpha = alpha
    self.initialWealth = wealth
  }

  /// The level of the next test.
  ///
  /// - Complexity: O(rejections remembered).
  public var level: Double {
    let time = count + 1
    var level = initialWealth * Self.gamma(time)
    if let first { level += (alpha - initialWealth) * Self.gamma(time - first) }
    for rejection in later { level += alpha * Self.gamma(time - rejection) }
    return level
  }

  /// Decides one test; NaN is not rejected, and counts.
  public mutating func decide(_ pValue: Double) -> OnlineTest {
    let level = level
    count += 1
    let rejected = pValue <= level
    if rejected {
      if first == nil {
        first = count
      } else {
        if later.count == Self.memory { later.removeFirst() }
        later.append(count)
      }
    }
    return OnlineTest(level: level, rejected: rejected)
  }

  /// γₜ, t ≥ 1.
  static func gamma(_ t: Int) -> Double {
    let time = Double(t)
    return 0.07720838 * log(max(time, 2)) / (time * exp(log(time).squareRoot()))
  }
}
