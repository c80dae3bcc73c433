internal import Statistics

#if canImport(Glibc)
internal import Glibc
#endif

extension PeerComparison {
  /// PSI over ten equal widths of both samples.
  ///
  /// frouros puts the least positive double in place of 0, so that one empty bin gives 70 and more; capymoa adds one to every count: (count + 1)/(n + 10),
  /// threshold 0.2.
  static func pooledIndex(_ peer: DriftPeer, _ name: String, _ left: SortedSample, _ right: SortedSample) -> PeerComparison {
    let (low, high) = range(left, right)
    guard low.isFinite, high.isFinite else {
      return PeerComparison(peer: peer, name: name, defaultTest: "psi", findings: [.distance("psi", nil)])
    }
    let bins = QuantileBins(from: low, to: high, count: 10)
    let (a, b) = (bins.counts(sorted: left.values.span), bins.counts(sorted: right.values.span))
    if peer == .frouros {
      let index = DiscreteDistance(referenceCounts: a, currentCounts: b).populationStability(epsilon: .leastNormalMagnitude)
      return PeerComparison(peer: peer, name: name, defaultTest: "psi", findings: [.distance("psi", index)])
    }
    func smoothed(_ counts: [Int], _ total: Int) -> [Double] { counts.map { (Double($0) + 1) / Double(total + counts.count) } }
    let shares = DiscreteDistance(reference: smoothed(a, left.values.count), current: smoothed(b, right.values.count))
    return PeerComparison(peer: peer, name: name, defaultTest: "psi", findings: [.distance("psi", shares.populationStability(), threshold: 0.2)])
  }
}
