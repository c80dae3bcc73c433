internal import Statistics

#if canImport(Glibc)
internal import Glibc
#endif

extension PeerComparison {
  /// evidently 0.7: Sturges' equal widths over both samples (a reference of at most 20 distinct values goes value by value), empty cells filled with 1e-4,
  /// or with a millionth of the least share where that is at most 1e-4.
  ///
  /// ```text
  /// default   n_ref ≤ 1000: KS p < 0.05; up to 5 distinct values χ², up to 2 the z test      n_ref > 1000: Wasserstein/max(σ_ref, 0.001) ≥ 0.1; few values JS ≥ 0.1
  /// ```
  /// Its χ² takes the reference's shares as exact. Its wide bins miss what heavy tails squeeze into one of them.
  static func evidently(_ name: String, _ left: SortedSample, _ right: SortedSample, _ ranks: RankStatistics) -> PeerComparison {
    let perValue = perValue(left, right)
    let (low, high) = range(left, right)
    let isContinuous = distinct(left) > 20
    let total = left.values.count + right.values.count
    let shares =
      isContinuous
      ? equalWidths(left, right, from: low, to: high, count: sturges(total, low, high))
      : DiscreteDistance(referenceCounts: perValue.reference, currentCounts: perValue.current)
    let isFinite = left.infiniteCount + right.infiniteCount == 0
    let norm = isFinite ? max(populationDeviation(left), 0.001) : .nan
    let few = perValue.values.count
    let isSmall = left.values.count <= 1000
    let test = isSmall ? (few > 5 ? "ks" : few > 2 ? "chisquare" : "z") : (few > 5 ? "wasserstein" : "jensenshannon")
    // The Hellinger distance alone counts bins by the number of distinct values, and never goes value by value.
    let hellinger = equalWidths(left, right, from: low, to: high, count: sturges(few, low, high)).map { shares in
      (1 - min(max(zip(shares.reference, shares.current).reduce(0) { $0 + ($1.0 * $1.1).squareRoot() }, 0), 1)).squareRoot()
    }
    return PeerComparison(
      peer: .evidently, name: name, defaultTest: test,
      findings: filled(shares) + [
        .distance("hellinger", hellinger, threshold: 0.1), .pValue("ks", ranks.kolmogorovSmirnov.pValue()),
        .distance("wasserstein", isFinite ? ranks.wasserstein.map { $0 / norm } : nil, threshold: 0.1),
        .pValue("chisquare", oneSampleChiSquared(perValue.reference, perValue.current)),
        .pValue("z", few == 2 ? proportions(perValue.reference, perValue.current) : nil),
      ])
  }

  static func evidently(_ name: String, _ counts: CategoryCounts) -> PeerComparison {
    let shares = DiscreteDistance(referenceCounts: counts.reference, currentCounts: counts.current)
    let few = counts.names.count
    let isSmall = counts.reference.reduce(0, +) <= 1000
    let overlap = zip(shares.reference, shares.current).reduce(0) { $0 + ($1.0 * $1.1).squareRoot() }
    return PeerComparison(
      peer: .evidently, name: name, defaultTest: isSmall ? (few > 2 ? "chisquare" : "z") : "jensenshannon",
      findings: filled(shares) + [
        .distance("hellinger", (1 - min(max(overlap, 0), 1)).squareRoot(), threshold: 0.1),
        .pValue("chisquare", oneSampleChiSquared(counts.reference, counts.current)),
        .pValue("z", few == 2 ? proportions(counts.reference, counts.current) : nil),
      ])
  }

  private static func filled(_ shares: DiscreteDistance?) -> [PeerFinding] {
    guard let shares else { return ["psi", "jensenshannon", "kl_div"].map { .distance($0, nil, threshold: 0.1) } }
    let (p, q) = (fill(shares.reference), fill(shares.current))
    let index = zip(p, q).reduce(0) { $0 + ($1.0 - $1.1) * log($1.0 / $1.1) }
    let (sumP, sumQ) = (p.reduce(0, +), q.reduce(0, +))
    let divergence = zip(p, q).reduce(0) { $0 + $1.0 / sumP * log($1.0 / sumP / ($1.1 / sumQ)) }
    return [
      .distance("psi", index, threshold: 0.1), .distance("jensenshannon", shares.jensenShannonDistance, threshold: 0.1),
      .distance("kl_div", divergence, threshold: 0.1),
    ]
  }

  private static func fill(_ shares: [Double]) -> [Double] {
    let least = shares.filter { $0 > 0 }.min() ?? 1
    let value = least <= 0.0001 ? least / 1e6 : 0.0001
    return shares.map { $0 == 0 ? value : $0 }
  }

  /// numpy's number of Sturges bins, its rounding included.
  private static func sturges(_ count: Int, _ low: Double, _ high: Double) -> Int {
    let width = (high - low) / (log2(Double(count)) + 1)
    return width > 0 && width.isFinite ? Int(((high - low) / width).rounded(.up)) : 1
  }

  /// χ² of the current counts against the reference's shares, taken as exact.
  private static func oneSampleChiSquared(_ reference: [Int], _ current: [Int]) -> Double? {
    guard reference.count > 1 else { return nil }
    let scale = Double(current.reduce(0, +)) / Double(reference.reduce(0, +))
    var sum = 0.0
    for (expected, observed) in zip(reference, current) where expected > 0 || observed > 0 {
      let wanted = Double(expected) * scale
      sum += (Double(observed) - wanted) * (Double(observed) - wanted) / wanted
    }
    return ChiSquared.survival(sum, degrees: reference.count - 1)
  }

  /// Two-sided z test of two proportions with pooled variance.
  private static func proportions(_ reference: [Int], _ current: [Int]) -> Double? {
    let (n, m) = (Double(reference.reduce(0, +)), Double(current.reduce(0, +)))
    let pooled = Double(reference[0] + current[0]) / (n + m)
    let variance = pooled * (1 - pooled) * (1 / n + 1 / m)
    guard variance > 0 else { return nil }
    let z = abs(Double(reference[0]) / n - Double(current[0]) / m) / variance.squareRoot()
    return min(2 * NormalDistribution.survival(z), 1)
  }
}
