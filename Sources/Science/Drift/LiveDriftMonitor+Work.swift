internal import Domain
internal import Statistics

extension LiveDriftMonitor {
  /// Does one feature's share of what is pending.
  mutating func advance(at time: Timestamp, verdicts: inout [DriftVerdict]) {
    switch work {
    case .none: return
    case .freeze(let index):
      freeze(index)
      work = index + 1 < features.count ? .freeze(index + 1) : .none
    case .test(let index):
      test(index)
      if index + 1 < features.count {
        work = .test(index + 1)
      } else {
        level = spending.next()
        adjusted = Holm.adjusted(features.map { $0.finding.distanceP ?? .nan } + features.map { $0.finding.indexP ?? .nan })
        work = .report(0)
      }
    case .report(let index):
      report(index, at: time, verdicts: &verdicts)
      if index + 1 < features.count {
        work = .report(index + 1)
      } else {
        checks += 1
        work = .none
      }
    }
  }

  /// Sorts a feature's reference and measures its dependence.
  private mutating func freeze(_ index: Int) {
    let rows = configuration.referenceCount
    gather(referenceRows, index * rows, rows)
    guard !series.isEmpty else { return }
    features[index].reference = sorted
    let bins = QuantileBins(reference: sorted.span)
    features[index].referenceBins = bins.counts(sorted: sorted.span)
    features[index].bins = bins
    features[index].referenceTime = RankDependence.time(&series, sorted: sorted)
  }

  /// Copies a feature's present values in time order to `series` and sorted to `sorted`.
  private mutating func gather(_ rows: [Double], _ first: Int, _ count: Int) {
    series.removeAll(keepingCapacity: true)
    for place in first..<(first + count) where !rows[place].isNaN { series.append(rows[place]) }
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: series)
    sorter.sort(&sorted)
  }

  /// KS and PSI of one feature's current window against its reference.
  private mutating func test(_ index: Int) {
    let rows = configuration.currentCount
    gather(testedRows, index * rows, rows)
    var finding = MonitoredFeature.Finding()
    finding.count = sorted.count
    finding.missing = rows - sorted.count
    let reference = features[index].reference
    defer { features[index].finding = finding }
    guard !reference.isEmpty, !sorted.isEmpty, let bins = features[index].bins,
      let distance = try? KolmogorovSmirnov(reference: reference.span, current: sorted.span)
    else { return }
    finding.distance = distance.statistic
    finding.referenceMedian = Quantile.linear(sorted: reference.span, probability: 0.5)
    finding.currentMedian = Quantile.linear(sorted: sorted.span, probability: 0.5)
    let stability = PopulationStabilityIndex(
      bins: bins, referenceCounts: features[index].referenceBins, currentCounts: bins.counts(sorted: sorted.span))
    finding.index = stability.value
    // A constant window says nothing of the dependence: the other side's τ stands for both. Two constants leave one value each.
    let currentTime = RankDependence.time(&series, sorted: sorted)
    let time = max(features[index].referenceTime ?? currentTime ?? .infinity, currentTime ?? 1)
    finding.reference = max(1, Double(reference.count) / time)
    finding.current = max(1, Double(sorted.count) / time)
    guard finding.reference >= configuration.minimumEffectiveCount, finding.current >= configuration.minimumEffectiveCount else { return }
    finding.distanceP = distance.limitingPValue(effectiveCount: finding.reference * finding.current / (finding.reference + finding.current))
    // Cochran's rule: five independent values expected a bin, or the χ² law is no law.
    if finding.current >= 5 * Double(stability.occupiedBins) {
      finding.indexP = stability.pValue(referenceEffective: finding.reference, currentEffective: finding.current)
    }
  }
}
