internal import Kernels

extension QuantileBins {
  /// Bins of a reference in any order, with its counts: two passes in place of a sort.
  ///
  /// - Parameters:
  ///   - reference: any order, at least one value, no NaN.
  ///   - count: B, 2…100.
  ///   - rule: not ``Rule/equalWidth``.
  /// - Returns: the bins that sorting would give, and the reference's counts.
  /// - Complexity: O(n).
  public static func selecting(_ reference: Span<Double>, count: Int = 10, rule: Rule = .atomAware) -> (bins: QuantileBins, counts: [Int]) {
    precondition((2...100).contains(count), "2…100 bins")
    let last = reference.count - 1
    let places = (0...count).map { Double(last) * (Double($0) / Double(count)) }
    let selection = RankSelection(reference, ranks: places.flatMap { [Int($0), min(Int($0) + 1, last)] })
    let quantiles = places.map { place in
      let fraction = place - Double(Int(place))
      let lower = selection.value(rank: Int(place))
      guard fraction > 0, Int(place) < last else { return lower }
      return Quantile.interpolate(lower, selection.value(rank: Int(place) + 1), fraction)
    }
    let bins = QuantileBins(quantiles: quantiles, rule: rule)
    var counts: [Int] = []
    var before = 0
    for edge in bins.edges {
      let below = selection.count(below: edge)
      counts.append(below - before)
      before = below
    }
    return (bins, counts + [reference.count - before])
  }
}
