import Statistics
import Testing
import TestSupport

@Suite("two-sample rank tests") struct TwoSampleRankTests {
  /// All ways to place n reference values among n + m, as masks.
  static func orderings(_ n: Int, _ m: Int) -> [[Bool]] {
    if n == 0 { return [Array(repeating: false, count: m)] }
    if m == 0 { return [Array(repeating: true, count: n)] }
    return orderings(n - 1, m).map { [true] + $0 } + orderings(n, m - 1).map { [false] + $0 }
  }

  static func statistics(_ ordering: [Bool]) throws -> RankStatistics {
    let a = ordering.indices.filter { ordering[$0] }.map(Double.init)
    let b = ordering.indices.filter { !ordering[$0] }.map(Double.init)
    return try RankStatistics(reference: a.span, current: b.span)
  }

  @Test("exact p-values are the share of orderings that are as extreme", arguments: [(1, 1), (1, 4), (2, 3), (3, 3), (5, 4), (3, 6), (2, 6)])
  func enumeration(n: Int, m: Int) throws {
    let all = try Self.orderings(n, m).map(Self.statistics)
    for test in all {
      let place = "\(n)+\(m) D \(test.kolmogorovSmirnov.statistic)"
      for alternative in Alternative.allCases {
        let d = test.kolmogorovSmirnov.statistic(alternative)
        let share = Double(all.count { $0.kolmogorovSmirnov.statistic(alternative) >= d - 1e-9 }) / Double(all.count)
        let exact = try #require(test.kolmogorovSmirnov.exactPValue(alternative))
        #expect(abs(exact - share) < 1e-12, "\(place) \(alternative)")
        let u = test.mannWhitney.statistic
        let tail: (RankStatistics) -> Bool =
          switch alternative {
          case .greater: { $0.mannWhitney.statistic >= u }
          case .less: { $0.mannWhitney.statistic <= u }
          case .twoSided: { abs($0.mannWhitney.statistic - Double(n * m) / 2) >= abs(u - Double(n * m) / 2) }
          }
        let wins = Double(all.count(where: tail)) / Double(all.count)
        let exactU = try #require(test.mannWhitney.exactPValue(alternative))
        // Two-sided is twice a tail, which counts the middle twice.
        #expect(abs(exactU - min(wins, 1)) < 1e-12 || (alternative == .twoSided && exactU == 1), "\(place) U \(u) \(alternative)")
      }
      let t = test.cramerVonMises.statistic
      let share = Double(all.count { $0.cramerVonMises.statistic >= t - 1e-9 }) / Double(all.count)
      let exact = try #require(test.cramerVonMises.exactPValue())
      #expect(abs(exact - share) < 1e-12, "\(place) T \(t)")
    }
  }

  @Test("p-values are near uniform when nothing changes, and near 0 when much does")
  func level() throws {
    var rejections = [0, 0, 0, 0, 0, 0]
    let runs = 200
    for seed in 0..<UInt64(runs) {
      var random = SeededGenerator(seed: seed &+ 99)
      let a = (0..<80).map { _ in random.normal() }.sorted()
      let b = (0..<60).map { _ in random.normal() }.sorted()
      let test = try RankStatistics(reference: a.span, current: b.span)
      let spread = VarianceTest.brownForsythe(reference: a.span, current: b.span)
      let p = [
        test.kolmogorovSmirnov.pValue(), test.cramerVonMises.asymptoticPValue(), try #require(test.andersonDarling).limitingPValue(),
        try #require(test.mannWhitney.asymptoticPValue()), test.kuiper.pValue(),
        try #require(spread).pValue,
      ]
      for (index, value) in p.enumerated() where value <= 0.1 { rejections[index] += 1 }
      let shifted = b.map { $0 + 3 }
      let drifted = try RankStatistics(reference: a.span, current: shifted.span)
      #expect(drifted.kolmogorovSmirnov.pValue() < 1e-9 && drifted.cramerVonMises.asymptoticPValue() < 1e-9, "seed \(seed)")
      #expect(try #require(drifted.andersonDarling).limitingPValue() < 1e-9 && drifted.kuiper.pValue() < 1e-6, "seed \(seed)")
    }
    // Binomial(200, 0.1): 20 ± 4.2; discrete and conservative laws may fall a little below.
    for count in rejections { #expect((5...37).contains(count), "\(rejections)") }
  }

  @Test("the exact, finite-n and limiting laws of KS agree ever better as samples grow")
  func laws() throws {
    for (size, tolerance) in [(100, 0.2), (1000, 0.07), (3000, 0.04)] {
      var random = SeededGenerator(seed: UInt64(size))
      let a = (0..<size).map { _ in random.normal() }.sorted()
      let b = (0..<size).map { _ in random.normal() * 1.02 + 0.02 }.sorted()
      let test = try KolmogorovSmirnov(reference: a.span, current: b.span)
      let exact = try #require(test.exactPValue())
      #expect(abs(test.asymptoticPValue() - exact) <= tolerance * exact, "\(size)")
      #expect(abs(test.limitingPValue() - exact) <= tolerance * exact, "\(size)")
      #expect(test.limitingPValue(effectiveCount: 10) > test.limitingPValue())
    }
  }

  @Test("refuses empty samples, and says nothing where nothing can be said")
  func edges() throws {
    let one = [1.0]
    let none: [Double] = []
    #expect(throws: StatisticsError.sampleTooSmall(count: 0, minimum: 1)) { try KolmogorovSmirnov(reference: one.span, current: none.span) }
    #expect(throws: StatisticsError.sampleTooSmall(count: 0, minimum: 1)) { try RankStatistics(reference: none.span, current: one.span) }
    let test = try RankStatistics(reference: one.span, current: one.span)
    #expect(test.andersonDarling == nil && test.mannWhitney.asymptoticPValue() == nil && test.mannWhitney.exactPValue() == nil)
    #expect(test.kolmogorovSmirnov.statistic == 0 && test.kolmogorovSmirnov.pValue() == 1 && test.wasserstein == 0)
    let infinite = [-Double.infinity, 0, 1]
    let infinities = try RankStatistics(reference: infinite.span, current: one.span)
    #expect(infinities.wasserstein == nil && infinities.energyDistance == nil && infinities.kolmogorovSmirnov.statistic == 2.0 / 3)
    var workspace = RankWorkspace()
    for (a, b) in [([3, .nan, 1, 2], [.nan, 5]), ([1.0], [2, 2, 3]), ([4.0, 4, 1], [0.5])] {
      let (left, right) = (SortedSample(a), SortedSample(b))
      #expect(
        try workspace.statistics(reference: a.span, current: b.span) == RankStatistics(reference: left.values.span, current: right.values.span))
    }
    let unsorted = try twoSampleKolmogorovSmirnov([3, .nan, 1, 2], [.nan, 5])
    #expect(unsorted.referenceCount == 3 && unsorted.currentCount == 1 && unsorted.statistic == 1)
  }
}
