import Statistics
import TestSupport
import Testing

@Suite("permutation plan") struct PermutationPlanTests {
  @Test("counts the observed split itself: p is never 0 and 1 when all reach it")
  func pValues() {
    #expect(PermutationPlan.pValue(observed: 2, permuted: [1, 1.5, 0], slack: 0) == 0.25)
    #expect(PermutationPlan.pValue(observed: 2, permuted: [2, 3, 2], slack: 0) == 1)
    #expect(PermutationPlan.pValue(observed: 2, permuted: [2 - 1e-13, 1], slack: 1e-12) == 2.0 / 3)
    #expect(PermutationPlan.pValue(observed: 2, permuted: [.infinity], slack: 0) == 1)
  }

  @Test("refuses no permutation, too many and empty blocks")
  func bounds() {
    #expect(throws: MultivariateError.self) { try PermutationPlan(count: 0) }
    #expect(throws: MultivariateError.self) { try PermutationPlan(count: 100_001) }
    #expect(throws: MultivariateError.self) { try PermutationPlan(count: 9, scheme: .blocks(length: 0)) }
  }

  @Test("gives the same p from the same state, and another from another", arguments: [PermutationScheme.rows, .blocks(length: 4)])
  func determinism(scheme: PermutationScheme) throws {
    var random = SeededGenerator(seed: 11)
    let x = SampleMatrix.normal(30, means: [0, 0], &random)
    let y = SampleMatrix.normal(25, means: [0.2, 0], &random)
    let plan = try PermutationPlan(count: 60, scheme: scheme)
    func values(_ seed: UInt64) throws -> [Double] {
      var random = SeededGenerator(seed: seed)
      return try EnergyTest(reference: x, current: y, plan: plan, using: &random).permuted
    }
    #expect(try values(1) == values(1))
    #expect(try values(1) != values(2))
  }

  /// Reads the split off a statistic that is linear in it: the mean difference of a feature that is a power of two in every row.
  static func members(_ x: SampleMatrix, _ y: SampleMatrix, _ plan: PermutationPlan, _ random: inout SeededGenerator) throws -> [Set<Int>] {
    // |difference of sums| would lose the sign: the energy of one-dimensional powers of 2 identifies a split, so compare with all splits.
    let rows = (0..<(x.rows + y.rows)).map { $0 < x.rows ? x[$0, 0] : y[$0 - x.rows, 0] }
    let count = rows.count
    var known: [(Double, Set<Int>)] = []
    for mask in 0..<(1 << count) where mask.nonzeroBitCount == x.rows {
      let inside = (0..<count).filter { mask >> $0 & 1 == 1 }
      let outside = (0..<count).filter { mask >> $0 & 1 == 0 }
      let energy = try EnergyTest(
        reference: SampleMatrix(columns: [inside.map { rows[$0] }]), current: SampleMatrix(columns: [outside.map { rows[$0] }])).statistic
      known.append((energy, Set(inside)))
    }
    return try EnergyTest(reference: x, current: y, plan: plan, using: &random).permuted.map { value in
      try #require(known.min { abs($0.0 - value) < abs($1.0 - value) }).1
    }
  }

  @Test("keeps blocks together, but for the one in which the reference becomes full")
  func blocks() throws {
    var random = SeededGenerator(seed: 12)
    // Sizes 4 and 5 in blocks of 2: blocks {0,1} {2,3} {4,5} {6,7} {8}.
    let x = try SampleMatrix(columns: [[1, 2, 4, 8]])
    let y = try SampleMatrix(columns: [[16, 32, 64, 128, 256.5]])
    let blocks: [Set<Int>] = [[0, 1], [2, 3], [4, 5], [6, 7], [8]]
    var seen: Set<Set<Int>> = []
    for members in try Self.members(x, y, PermutationPlan(count: 60, scheme: .blocks(length: 2)), &random) {
      let split = blocks.count { !$0.isSubset(of: members) && !$0.isDisjoint(with: members) }
      #expect(members.count == 4 && split <= 1, "\(members.sorted())")
      seen.insert(members)
    }
    #expect(seen.count > 5)
  }
}
