import Drift
import Statistics
import Testing
import TestSupport

@Suite("column comparison") struct ColumnComparisonTests {
  static func normal(_ count: Int, _ seed: UInt64, shift: Double = 0, scale: Double = 1) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in random.normal() * scale + shift }
  }

  static func autoregressive(_ count: Int, _ seed: UInt64, _ phi: Double) -> [Double] {
    var random = SeededGenerator(seed: seed)
    var value = 0.0
    for _ in 0..<50 { value = phi * value + random.normal() }
    return (0..<count).map { _ in
      value = phi * value + random.normal()
      return value
    }
  }

  @Test("says what it did with NaN, infinities, constants and few values")
  func awkward() throws {
    let column = try ColumnComparison(name: "x", reference: [1, .nan, .infinity, 2], current: [3, 3, 3, .nan, .nan])
    #expect(column.reference.nanCount == 1 && column.current.nanCount == 2 && column.reference.infiniteCount == 1)
    #expect(column.wasserstein == nil && column.energyDistance == nil && column.welch == nil && column.spread == nil)
    #expect(column.reference.mean == nil && column.current.mean == 3)
    #expect(
      column.notes == [
        .missing(reference: 1, current: 2), .infinite(reference: 1, current: 0), .constant(side: "current sample"), .tiny(reference: 3, current: 3),
      ])
    // F₁(2) = 2/3 over F₂(2) = 0; at 3 the current sample leads by 1/3.
    #expect(column.kolmogorovSmirnov.statistic == 2.0 / 3)
    for note in column.notes { #expect(!note.code.isEmpty && !note.text.isEmpty) }
  }

  @Test("refuses a side without a value, and says which")
  func refusal() {
    #expect(throws: DriftError.noValues(column: "x", side: "reference", rows: 2)) { try ColumnComparison(name: "x", reference: [.nan, .nan], current: [1]) }
    #expect(throws: DriftError.noValues(column: "x", side: "current sample", rows: 0)) { try ColumnComparison(name: "x", reference: [1], current: []) }
  }

  @Test("two constants: equal ones are no drift, different ones are")
  func constants() throws {
    let same = try ColumnComparison(name: "x", reference: Array(repeating: 4, count: 60), current: Array(repeating: 4, count: 50))
    #expect(same.pValue == 1 && same.populationStability.value == 0 && same.ranks.andersonDarling == nil && same.welch == nil)
    let moved = try ColumnComparison(name: "x", reference: Array(repeating: 4, count: 60), current: Array(repeating: 5, count: 50))
    #expect(moved.pValue < 1e-20 && moved.populationStability.value > 10 && moved.wasserstein == 1)
    #expect(try DriftComparison([same, moved]).columns.map(\.drifted) == [false, true])
  }

  @Test("critical values bound what no change gives: about α of the comparisons exceed them")
  func criticalValues() throws {
    var exceeded = [Int](repeating: 0, count: 5)
    let runs = 200
    for seed in 0..<UInt64(runs) {
      let column = try ColumnComparison(
        name: "x", reference: SortedSample(Self.normal(400, seed)), current: SortedSample(Self.normal(300, seed &+ 10_000)))
      let critical = [
        column.criticalDistance(alpha: 0.1), column.criticalKuiper(alpha: 0.1), 0.34730, try #require(column.populationStability.criticalValue(alpha: 0.1)),
        try #require(column.criticalJensenShannon(alpha: 0.1)),
      ]
      let found = [
        column.kolmogorovSmirnov.statistic, column.ranks.kuiper.statistic, column.ranks.cramerVonMises.statistic, column.populationStability.value,
        column.distance.jensenShannonDistance,
      ]
      for index in 0..<5 where found[index] > critical[index] { exceeded[index] += 1 }
    }
    // Binomial(200, 0.1): 20 ± 4.2.
    for count in exceeded { #expect((4...38).contains(count), "\(exceeded)") }
  }

  @Test("on AR(0.7) data the plain test is fooled, effective sizes and blocks keep the level, and a note advises them")
  func dependence() throws {
    var (plain, effective, blocks, advised) = (0, 0, 0, 0)
    let runs = 60
    for seed in 0..<UInt64(runs) {
      let (a, b) = (Self.autoregressive(300, seed, 0.7), Self.autoregressive(300, seed &+ 777, 0.7))
      var generator = SeededGenerator(seed: seed)
      let naive = try ColumnComparison(name: "x", reference: a, current: b)
      let sized = try ColumnComparison(name: "x", reference: a, current: b, treatment: .effectiveSize, using: &generator)
      let permuted = try ColumnComparison(
        name: "x", reference: a, current: b, treatment: .blockPermutation(length: 15, permutations: 99), using: &generator)
      plain += naive.pValue <= 0.1 ? 1 : 0
      effective += sized.pValue <= 0.1 ? 1 : 0
      blocks += permuted.pValue <= 0.1 ? 1 : 0
      advised += naive.notes.contains { $0.code == "autocorrelated" } ? 1 : 0
      #expect(sized.judgement.method == "ks_effective" && (sized.judgement.effectiveCounts ?? [1e9])[0] < 150)
      #expect(permuted.judgement.blockLength == 15 && permuted.judgement.permutations == 99 && permuted.pValue >= 0.01)
      #expect(sized.kolmogorovSmirnov == naive.kolmogorovSmirnov && !sized.notes.contains { $0.code == "autocorrelated" })
    }
    // At level 0.1 of 60: 6 ± 2.3.
    #expect(plain > 18 && effective <= 14 && blocks <= 15, "\(plain) \(effective) \(blocks)")
    #expect(advised > 50)
  }

  @Test("white noise gets no advice, and blocks find a real shift")
  func noDependence() throws {
    var advised = 0
    for seed in 0..<30 as Range<UInt64> {
      let (a, b) = (Self.normal(500, seed), Self.normal(500, seed &+ 50, shift: 1))
      let column = try ColumnComparison(name: "x", reference: a, current: b)
      advised += column.notes.isEmpty ? 0 : 1
    }
    #expect(advised <= 3)
    var generator = SeededGenerator(seed: 1)
    let moved = try ColumnComparison(
      name: "x", reference: Self.autoregressive(400, 1, 0.5), current: Self.autoregressive(400, 2, 0.5).map { $0 + 1.5 },
      treatment: .blockPermutation(length: nil, permutations: 199), using: &generator)
    #expect(moved.pValue == 1.0 / 200)
    #expect(throws: DriftError.self) {
      try ColumnComparison(
        name: "x", reference: [1, 2], current: [1], treatment: .blockPermutation(length: 0, permutations: 9), using: &generator)
    }
    let few = try ColumnComparison(
      name: "x", reference: [1, 2, 3], current: [1, 4], treatment: .blockPermutation(length: 2, permutations: 9), using: &generator)
    #expect(few.notes.contains(.fewBlocks(3)))
  }

  @Test("single-value blocks give the exact permutation law, one seed one answer")
  func permutationLaw() throws {
    let (a, b) = (Self.normal(12, 5), Self.normal(9, 6, shift: 0.8))
    let test = try twoSampleKolmogorovSmirnov(a, b)
    let exact = try #require(test.exactPValue())
    var (one, two) = (SeededGenerator(seed: 9), SeededGenerator(seed: 9))
    let found = try BlockPermutationTest(reference: a, current: b, blockLength: 1, permutations: 4000, using: &one)
    #expect(abs(found.pValue - exact) < 4 * (exact * (1 - exact) / 4000).squareRoot() + 1.0 / 4000, "\(found.pValue) \(exact)")
    #expect(abs(found.statistic - test.statistic) < 1e-12)
    #expect(try BlockPermutationTest(reference: a, current: b, blockLength: 1, permutations: 4000, using: &two) == found)
  }
}
