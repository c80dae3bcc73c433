/// Conformal p-values of a stream of scores: how strange the newest is among all so far.
///
/// ```text
/// pₙ = (#{i ≤ n: aᵢ > aₙ} + τₙ #{i ≤ n: aᵢ = aₙ})/n        τₙ uniform in 0…1
/// ```
/// For exchangeable scores the p-values are independent and uniform, exactly. Once `capacity` scores are held the history starts anew: for independent scores of one law the
/// p-values stay independent and uniform through it, while the memory of the old scores is lost.
///
/// - Complexity: expected O(log n) a score; O(capacity) memory, allocated once.
///
/// Source: Vovk, Gammerman & Shafer 2005.
public struct ConformalRanks: Hashable, Sendable, Codable {
  /// Scores held at most.
  public let capacity: Int
  private var treap: PrefixTreap

  /// An empty history.
  ///
  /// - Parameter capacity: 1…10⁷.
  public init(capacity: Int) {
    precondition((1...10_000_000).contains(capacity), "a history holds 1…10⁷ scores")
    self.capacity = capacity
    treap = PrefixTreap(capacity: capacity)
  }

  /// Scores held.
  public var count: Int { treap.count }

  /// Takes in a score and returns its p-value, in 0…1.
  ///
  /// - Parameters:
  ///   - score: no NaN.
  ///   - tau: breaks ties, uniform in 0…1.
  public mutating func pValue(_ score: Double, tau: Double) -> Double {
    if treap.count == capacity { treap.clear() }
    treap.add(score, copies: 1, weight: 0)
    let rank = treap.rank(score)
    let count = treap.count
    return (Double(count - rank.below - rank.equal) + tau * Double(rank.equal)) / Double(count)
  }

  /// Forgets all scores.
  public mutating func clear() { treap.clear() }
}
