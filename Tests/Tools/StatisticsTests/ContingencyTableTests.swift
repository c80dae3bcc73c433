import Foundation
import Statistics
import Testing
import TestSupport

@Suite("contingency table") struct ContingencyTableTests {
  @Test("empty categories change nothing, a single one says nothing")
  func emptyCells() throws {
    let plain = ContingencyTable(reference: [10, 20], current: [15, 5])
    let padded = ContingencyTable(reference: [0, 10, 20, 0], current: [0, 15, 5, 0])
    #expect(plain.chiSquared() == padded.chiSquared() && plain.likelihoodRatio() == padded.likelihoodRatio())
    #expect(plain.chiSquared(yates: true) == padded.chiSquared(yates: true) && plain.cramersV == padded.cramersV)
    #expect(ContingencyTable(reference: [5, 0], current: [9, 0]).chiSquared() == nil)
    #expect(ContingencyTable(reference: [1, 30], current: [1, 2]).sparseCells == 3)
  }

  @Test("G and χ² agree on large tables with small changes, and keep their level")
  func agreement() throws {
    var rejections = 0
    for seed in 0..<100 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      var (a, b) = ([Int](repeating: 0, count: 6), [Int](repeating: 0, count: 6))
      for _ in 0..<2000 { a[Int(random.unit() * random.unit() * 6)] += 1 }
      for _ in 0..<1500 { b[Int(random.unit() * random.unit() * 6)] += 1 }
      let table = ContingencyTable(reference: a, current: b)
      let (chi, g) = (try #require(table.chiSquared()), try #require(table.likelihoodRatio()))
      #expect(abs(chi.statistic - g.statistic) < 0.1 * max(chi.statistic, 1), "seed \(seed)")
      rejections += g.pValue <= 0.1 ? 1 : 0
    }
    // Binomial(100, 0.1): 10 ± 3.
    #expect((1...23).contains(rejections), "\(rejections)")
  }

  @Test("Fisher's test sums the tables that are no likelier, by counting them all")
  func fisher() {
    func choose(_ n: Int, _ k: Int) -> Double { k == 0 ? 1 : (1...k).reduce(1) { $0 * Double(n - k + $1) / Double($1) } }
    for seed in 0..<60 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let t = (0..<4).map { _ in Int.random(in: 0...9, using: &random) }
      let (row, other, column) = (t[0] + t[1], t[2] + t[3], t[0] + t[2])
      guard row > 0, other > 0, column > 0, column < row + other else { continue }
      func likelihood(_ x: Int) -> Double { choose(row, x) * choose(other, column - x) / choose(row + other, column) }
      let observed = likelihood(t[0])
      let wanted = (max(0, column - other)...min(row, column)).map(likelihood).filter { $0 <= observed * (1 + 1e-9) }.reduce(0, +)
      #expect(abs(FisherExactTest(t[0], t[1], t[2], t[3]).pValue - min(wanted, 1)) < 1e-11, "seed \(seed) \(t)")
    }
    #expect(FisherExactTest(3, 0, 0, 4).oddsRatio == .infinity && FisherExactTest(0, 0, 1, 2).pValue == 1)
  }

  @Test("new and vanished categories are named, all are counted over the union")
  func categories() {
    let counts = CategoryCounts(reference: ["b", "a", "b", "é"], current: ["c", "b", "a"])
    #expect(counts.names == ["a", "b", "c", "é"] && counts.reference == [1, 2, 0, 1] && counts.current == [1, 1, 1, 0])
    #expect(counts.appeared == ["c"] && counts.vanished == ["é"])
  }
}
