/// Bins cut at a reference's quantiles: bin of a value = number of edges ≤ it, the outer bins reach to ±∞.
public struct QuantileBins: Hashable, Sendable {
  /// How the edges are chosen.
  public enum Rule: String, Sendable, Codable, CaseIterable {
    /// `psi_qa`: the inner quantiles, and a bin of its own for every value that fills a whole quantile step (an atom). The default: plain quantile
    /// bins are blind to some shifts of few-valued data.
    case atomAware = "psi_qa"
    /// `psi_q`: the distinct inner quantiles alone.
    case classic = "psi_q"
  }

  /// The rule used.
  public let rule: Rule
  /// Ascending, distinct.
  public let edges: [Double]

  /// Bins of a reference.
  ///
  /// ```text
  /// q_k = type-7 quantile at k/B, k = 0…B; a value met twice or more among them is an atom v
  /// atomAware: edges = unique(q_1 … q_(B−1), v, v.nextUp)        classic: edges = unique(q_1 … q_(B−1))
  /// ```
  /// - Parameters:
  ///   - reference: sorted ascending, at least one value, no NaN.
  ///   - count: B, 2…100.
  ///   - rule: how atoms are treated.
  public init(reference: Span<Double>, count: Int = 10, rule: Rule = .atomAware) {
    precondition((2...100).contains(count), "2…100 bins")
    self.rule = rule
    var candidates = [Double]()
    candidates.reserveCapacity(3 * count)
    var previous = Double.nan
    for k in 0...count {
      let quantile = Quantile.linear(sorted: reference, probability: Double(k) / Double(count))
      if k > 0 && k < count { candidates.append(quantile) }
      if rule == .atomAware, quantile == previous {
        candidates.append(quantile)
        candidates.append(quantile.nextUp)
      }
      previous = quantile
    }
    candidates.sort()
    var distinct = [Double]()
    for edge in candidates where distinct.last != edge { distinct.append(edge) }
    edges = distinct
  }

  /// Number of bins.
  public var count: Int { edges.count + 1 }
}
