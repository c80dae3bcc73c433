import Drift
import Statistics
import Testing
import TestSupport

@Suite("peers' modes") struct PeerComparisonTests {
  static let left = SortedSample(ColumnComparisonTests.normal(3000, 1))
  static let right = SortedSample(ColumnComparisonTests.normal(2500, 2, shift: 0.8))

  @Test("every peer answers for numbers and categories, and says that it is its answer", arguments: DriftPeer.allCases)
  func all(peer: DriftPeer) throws {
    let numeric = try PeerComparison(as: peer, name: "x", reference: Self.left, current: Self.right)
    let categorical = try PeerComparison(as: peer, name: "c", counts: CategoryCounts(reference: ["a": 10, "b": 90], current: ["a": 60, "b": 40]))
    for comparison in [numeric, categorical] {
      #expect(comparison.peer == peer && comparison[comparison.defaultTest] != nil && comparison["no such test"] == nil)
      #expect(comparison.drifted || peer == .frouros, "\(comparison)")
      for finding in comparison.findings { #expect(finding.value.map { $0.isFinite && $0 >= 0 } ?? true, "\(peer) \(finding.name)") }
    }
    let empty = SortedSample([])
    #expect(throws: DriftError.self) { try PeerComparison(as: peer, name: "x", reference: empty, current: Self.right) }
    #expect(throws: DriftError.self) { try PeerComparison(as: peer, name: "x", counts: CategoryCounts(reference: ["a": 1], current: [String: Int]())) }
  }

  @Test("frouros: one empty bin gives an index of tens; capymoa's smoothing keeps it small")
  func emptyBin() throws {
    let gap = SortedSample((0..<100).map { Double($0 % 2) * 9 + Double($0) / 1000 })
    let full = SortedSample((0..<100).map { Double($0) / 10.9 })
    let frouros = try #require(try PeerComparison(as: .frouros, name: "x", reference: full, current: gap)["psi"])
    let capymoa = try #require(try PeerComparison(as: .capymoa, name: "x", reference: full, current: gap)["psi"])
    #expect(frouros > 70 && capymoa < 10, "\(frouros) \(capymoa)")
  }

  @Test("infinite values leave the peers' bins without an answer, not with a wrong one", arguments: DriftPeer.allCases)
  func infinite(peer: DriftPeer) throws {
    let wild = SortedSample(ColumnComparisonTests.normal(200, 3) + [.infinity])
    let comparison = try PeerComparison(as: peer, name: "x", reference: wild, current: Self.right)
    for finding in comparison.findings { #expect(finding.value.map { !$0.isNaN } ?? true, "\(peer) \(finding.name)") }
  }

  @Test("nannyml below 10,000 rows is exact, above it is binned")
  func nannyml() throws {
    let (left, right) = (Self.left, Self.right)
    let small = try PeerComparison(as: .nannyml, name: "x", reference: left, current: right)
    let exact = try RankStatistics(reference: left.values.span, current: right.values.span)
    #expect(small["kolmogorov_smirnov"] == exact.kolmogorovSmirnov.statistic && small["wasserstein"] == exact.wasserstein)
    let large = SortedSample(ColumnComparisonTests.normal(12_000, 1))
    let binned = try PeerComparison(as: .nannyml, name: "x", reference: large, current: right)
    let whole = try RankStatistics(reference: large.values.span, current: right.values.span)
    let (d, w) = (try #require(binned["kolmogorov_smirnov"]), try #require(binned["wasserstein"]))
    #expect(abs(d - whole.kolmogorovSmirnov.statistic) < 0.01 && d <= whole.kolmogorovSmirnov.statistic + 1e-12)
    #expect(abs(w - (whole.wasserstein ?? 0)) < 0.02)
  }
}
