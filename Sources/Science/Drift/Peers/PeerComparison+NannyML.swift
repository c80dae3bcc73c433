internal import Statistics

#if canImport(Glibc)
internal import Glibc
#endif

extension PeerComparison {
  /// nannyml 0.13: Jensen–Shannon in base 2 and Hellinger over Doane's bins of the reference alone, what falls outside in one bin of its own; KS and
  /// Wasserstein exact below 10,000 reference values, else over 10,000 equal widths of the reference's range.
  ///
  /// The thresholds are those without chunks: 0.1, and p < 0.05 for KS. With chunks it takes mean + 3 sd of the reference's.
  static func nannyml(_ name: String, _ left: SortedSample, _ right: SortedSample, _ ranks: RankStatistics) -> PeerComparison {
    let distinct = distinct(left)
    let n = left.values.count
    let isContinuous = distinct > 50 || Double(distinct) / Double(n) > 0.1
    var shares: DiscreteDistance?
    if !isContinuous {
      let cells = perValue(left, right)
      shares = withLeftover(cells.reference, zip(cells.reference, cells.current).map { $0 > 0 ? $1 : 0 }, right.values.count)
    } else if left.infiniteCount == 0 {
      let bins = QuantileBins(from: left.values[0], to: left.values[n - 1], count: doane(left))
      shares = withLeftover(bins.counts(sorted: left.values.span), inside(bins, right), right.values.count)
    }
    let isExact = n < 10_000
    let binned = isExact || left.infiniteCount + right.infiniteCount > 0 ? nil : binnedRanks(left, right)
    let distance = isExact ? ranks.kolmogorovSmirnov.statistic : binned?.distance
    let effective = Double(n) * Double(right.values.count) / Double(n + right.values.count)
    let p =
      isExact
      ? ranks.kolmogorovSmirnov.pValue()
      : distance.map { KolmogorovLaw.survival($0, count: Int(effective.rounded(.toNearestOrEven))) }
    return PeerComparison(
      peer: .nannyml, name: name, defaultTest: "jensen_shannon",
      findings: [
        .distance("jensen_shannon", shares?.jensenShannonDistanceBase2, threshold: 0.1), .distance("hellinger", shares?.hellinger, threshold: 0.1),
        .distance("kolmogorov_smirnov", distance), .pValue("kolmogorov_smirnov_pvalue", p),
        .distance("wasserstein", isExact ? ranks.wasserstein : binned?.area),
      ])
  }

  static func nannyml(_ name: String, _ counts: CategoryCounts) -> PeerComparison {
    let shares = DiscreteDistance(referenceCounts: counts.reference, currentCounts: counts.current)
    return PeerComparison(
      peer: .nannyml, name: name, defaultTest: "jensen_shannon",
      findings: [
        .distance("jensen_shannon", shares.jensenShannonDistanceBase2, threshold: 0.1), .distance("hellinger", shares.hellinger, threshold: 0.1),
        .distance("l_infinity", shares.greatestDifference, threshold: 0.1), .pValue("chi2", counts.table.chiSquared(yates: true)?.pValue),
      ])
  }

  /// Current counts of the bins, without what lies outside their range.
  private static func inside(_ bins: QuantileBins, _ sample: SortedSample) -> [Int] {
    var counts = bins.counts(sorted: sample.values.span)
    guard let range = bins.range else { return counts }
    counts[0] -= sample.values.count { $0 < range.lowerBound }
    counts[counts.count - 1] -= sample.values.count { $0 > range.upperBound }
    return counts
  }

  /// Shares with a last cell for the current values that no cell took.
  private static func withLeftover(_ reference: [Int], _ current: [Int], _ total: Int) -> DiscreteDistance {
    DiscreteDistance(referenceCounts: reference + [0], currentCounts: current + [total - current.reduce(0, +)])
  }

  /// numpy's number of Doane's bins.
  private static func doane(_ sample: SortedSample) -> Int {
    let n = Double(sample.values.count)
    let (low, high) = (sample.values[0], sample.values[sample.values.count - 1])
    let deviation = populationDeviation(sample)
    guard n > 2, deviation > 0, high > low else { return 1 }
    let scale = (6 * (n - 2) / ((n + 1) * (n + 3))).squareRoot()
    let mean = sample.values.reduce(0, +) / n
    let skewness = sample.values.reduce(0) { $0 + pow(($1 - mean) / deviation, 3) } / n
    let width = (high - low) / (1 + log2(n) + log2(1 + abs(skewness) / scale))
    return max(1, Int(((high - low) / width).rounded(.up)))
  }

  /// D and ∫|F₁ − F₂| seen only at the edges of 10,000 equal widths.
  private static func binnedRanks(_ left: SortedSample, _ right: SortedSample) -> (distance: Double, area: Double) {
    let bins = QuantileBins(from: left.values[0], to: left.values[left.values.count - 1], count: 10_000)
    let (a, b) = (bins.counts(sorted: left.values.span), bins.counts(sorted: right.values.span))
    let width = bins.range.map { ($0.upperBound - $0.lowerBound) / 10_000 } ?? 0
    var (i, j) = (0, 0)
    var (distance, area) = (0.0, 0.0)
    for cell in a.indices {
      i += a[cell]
      j += b[cell]
      let gap = abs(Double(i) / Double(left.values.count) - Double(j) / Double(right.values.count))
      distance = max(distance, gap)
      area += gap * width
    }
    return (distance, area)
  }
}
