/// Bins cut at a reference's quantiles, or of equal width over both samples: bin of a value = number of edges ≤ it, the outer bins reach to ±∞.
public struct QuantileBins: Hashable, Sendable {
  /// How the edges are chosen.
  public enum Rule: String, Sendable, Codable, CaseIterable {
    /// `psi_qa`: the inner quantiles, and a bin of its own for every value that fills a whole quantile step (an atom). The default: plain quantile
    /// bins are blind to some shifts of few-valued data.
    case atomAware = "psi_qa"
    /// `psi_q`: the distinct inner quantiles alone.
    case classic = "psi_q"
    /// `psi_w`: equal widths from the least to the greatest value of both samples. One outlier makes it blind: for peers' numbers only.
    case equalWidth = "psi_w"
  }

  /// The rule used.
  public let rule: Rule
  /// Inner edges, ascending, distinct.
  public let edges: [Double]
  /// Least and greatest edge of equal widths; nil for the others, whose outer bins have no end.
  public let range: ClosedRange<Double>?

  /// Bins of a reference.
  ///
  /// ```text
  /// q_k = type-7 quantile at k/B, k = 0…B; a value met twice or more among them is an atom v
  /// atomAware: edges = unique(q_1 … q_(B−1), v, v.nextUp)        classic: edges = unique(q_1 … q_(B−1))
  /// ```
  /// - Parameters:
  ///   - reference: sorted ascending, at least one value, no NaN.
  ///   - count: B, 2…100.
  ///   - rule: how atoms are treated; not ``Rule/equalWidth``, which needs both samples.
  public init(reference: Span<Double>, count: Int = 10, rule: Rule = .atomAware) {
    precondition((2...100).contains(count), "2…100 bins")
    self.init(
      quantiles: (0...count).map { k in Quantile.linear(sorted: reference, probability: Double(k) / Double(count)) }, rule: rule)
  }

  /// From the quantiles at k/B, k = 0…B.
  init(quantiles: [Double], rule: Rule) {
    precondition(rule != .equalWidth, "equal widths need both samples")
    self.rule = rule
    range = nil
    let count = quantiles.count - 1
    var candidates = [Double]()
    candidates.reserveCapacity(3 * count)
    var previous = Double.nan
    for (k, quantile) in quantiles.enumerated() {
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

  /// Bins of two samples by any rule.
  ///
  /// Equal widths are numpy's `histogram_bin_edges`: `low + k·(high − low)/count`, the last edge exact; a single value v gives v − ½ … v + ½.
  /// - Parameters:
  ///   - reference: sorted ascending, at least one value, no NaN; finite for equal widths.
  ///   - current: the same.
  ///   - count: 2…100.
  ///   - rule: how the edges are chosen.
  public init(reference: Span<Double>, current: Span<Double>, count: Int = 10, rule: Rule) {
    guard rule == .equalWidth else {
      self.init(reference: reference, count: count, rule: rule)
      return
    }
    precondition((2...100).contains(count), "2…100 bins")
    self.init(
      from: min(reference[0], current[0]), to: max(reference[reference.count - 1], current[current.count - 1]), count: count)
  }

  /// Bins of equal width over a range; `from` = `to` widens it by ½ on each side. Values outside fall into the outer bins.
  ///
  /// - Parameters:
  ///   - from: least edge, finite.
  ///   - to: greatest edge, finite, not below.
  ///   - count: at least 1.
  public init(from low: Double, to high: Double, count: Int) {
    precondition(low.isFinite && high.isFinite && low <= high, "equal widths need a finite range")
    let (low, high) = low == high ? (low - 0.5, high + 0.5) : (low, high)
    rule = .equalWidth
    let step = (high - low) / Double(count)
    var inner: [Double] = []
    // Widths below the values' spacing make edges coincide: each counts once.
    for k in 1..<max(count, 1) where low + Double(k) * step > (inner.last ?? low) { inner.append(low + Double(k) * step) }
    edges = inner
    range = low...high
  }

  /// All edges of equal widths, the outer ones included; otherwise ``edges``.
  public var allEdges: [Double] { range.map { [$0.lowerBound] + edges + [$0.upperBound] } ?? edges }

  /// Number of bins.
  public var count: Int { edges.count + 1 }
}
