#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The population stability index of two sketched samples over bins cut at the reference sketch's quantiles, with the interval that holds the exact value
/// over the same bins.
///
/// ```text
/// PSI = Σ f(pᵢ, qᵢ),   f(p, q) = (q − p) ln(q/p),   shares of 0 count as 10⁻⁴
/// ```
///
/// A share F(b) − F(a) of an inner bin is off by at most 2ε, of an outer one by ε. f grows as p and q move apart (∂f/∂q > 0 > ∂f/∂p for q > p), so over a
/// box of shares its least value is 0 where p = q is inside, else that of the nearest corner, and its greatest that of one of the two far corners.
public struct SketchedPSI: Sendable, Hashable {
  /// What the sketches' shares give.
  public let value: Double
  /// The exact value over these bins is not below this, certain.
  public let least: Double
  /// Nor above this.
  public let greatest: Double
  /// Edges, ascending: a value's bin is the number of edges ≤ it.
  public let edges: [Double]
  /// Shares of the reference, one a bin.
  public let reference: [Double]
  /// Shares of the current sample, one a bin.
  public let current: [Double]

  /// Shares of 0 count as this.
  public static var floor: Double { 1e-4 }

  /// Computes it.
  ///
  /// - Parameters:
  ///   - bins: quantile steps, 2…100.
  ///   - rule: how atoms are treated.
  /// - Throws: ``StatisticsError/sampleTooSmall(count:minimum:)`` when a sketch is empty.
  public init(reference: KLLSketch, current: KLLSketch, bins: Int = 10, rule: QuantileBins.Rule = .atomAware) throws(StatisticsError) {
    guard reference.count > 0, current.count > 0 else { throw .sampleTooSmall(count: min(reference.count, current.count), minimum: 1) }
    let (left, right) = (SketchedRanks(reference), SketchedRanks(current))
    if reference.isExact {
      edges = QuantileBins(reference: left.values.span, count: bins, rule: rule).edges
    } else {
      // One value a quantile step: their type-7 quantiles at k/B are these values themselves.
      var steps: [Double] = []
      for step in 0...bins { steps.append(left.quantile(Double(step) / Double(bins)) ?? .nan) }
      edges = QuantileBins(reference: steps.span, count: bins, rule: rule).edges
    }
    self.reference = Self.shares(left, edges)
    self.current = Self.shares(right, edges)
    var (value, least, greatest) = (0.0, 0.0, 0.0)
    for bin in self.reference.indices {
      let ends = bin == 0 || bin == edges.count ? 1.0 : 2.0
      let (p, q) = (self.reference[bin], self.current[bin])
      let left = Self.range(p, ends * reference.worstError, reference.count)
      let right = Self.range(q, ends * current.worstError, current.count)
      value += Self.term(p == 0 ? Self.floor : p, q == 0 ? Self.floor : q)
      if right.low > left.high {
        least += Self.term(left.high, right.low)
      } else if left.low > right.high {
        least += Self.term(left.low, right.high)
      }
      greatest += max(Self.term(left.low, right.high), Self.term(left.high, right.low))
    }
    self.value = value
    self.least = min(value, least)
    self.greatest = max(value, greatest)
  }

  /// (q − p) ln(q/p).
  private static func term(_ p: Double, _ q: Double) -> Double { (q - p) * log(q / p) }

  /// What a share may truly be, as it enters the sum: a true 0 as the floor, else at least one value.
  private static func range(_ share: Double, _ error: Double, _ count: Int) -> (low: Double, high: Double) {
    if error == 0 { return share == 0 ? (floor, floor) : (share, share) }
    let one = 1 / Double(count)
    guard share - error < one else { return (share - error, min(1, share + error)) }
    return (min(one, floor), max(min(1, share + error), floor))
  }

  private static func shares(_ ranks: SketchedRanks, _ edges: [Double]) -> [Double] {
    var shares: [Double] = []
    var before = 0
    for edge in edges {
      let rank = ranks.rank(below: edge)
      shares.append(Double(rank - before) / Double(ranks.count))
      before = rank
    }
    shares.append(Double(ranks.count - before) / Double(ranks.count))
    return shares
  }
}
