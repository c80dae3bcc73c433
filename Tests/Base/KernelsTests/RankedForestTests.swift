import TestSupport
import Testing

@testable import Kernels

@Suite("Ranked forest") struct RankedForestTests {
  /// The variants that this processor has.
  private static let widths: [Int32] = [2, 4, 8].filter { $0 <= widestForestVector }

  /// One row at a time, many rows, and leaves, each against the definition, for every variant.
  private static func compare(_ naive: NaiveRankedForest, seed: UInt64, rows: Int = 75, bytes: Int? = nil) {
    var random = SeededGenerator(seed: seed ^ 99)
    let table = (0..<rows).map { _ in NaiveRankedForest.row(naive.features, &random) }
    let starts: [Double] =
      switch naive.arithmetic.combination {
      case .sum: (0..<naive.outputs).map { Double($0) / 4 + 0.5 }
      case .least: [Double](repeating: .infinity, count: naive.outputs)
      case .greatest: [Double](repeating: -.infinity, count: naive.outputs)
      }
    let expected = table.map { naive.add($0, to: starts).map(\.bitPattern) }
    for width in widths {
      let forest = naive.forest(vectorWidth: width)
      if let bytes { #expect(forest.rankBytes == bytes) }
      for (index, row) in table.enumerated() {
        var sums = starts
        var span = sums.mutableSpan
        forest.add(row.span, to: &span)
        #expect(sums.map(\.bitPattern) == expected[index], "seed \(seed), width \(width), row \(row)")
        if naive.outputs == 1 { #expect(forest.add(row.span, to: starts[0]).bitPattern == expected[index][0]) }
        var leaves = [Int32](repeating: -1, count: naive.trees.count)
        var places = leaves.mutableSpan
        forest.leaves(row.span, into: &places)
        let ranks = naive.ranks(row)
        #expect(leaves == naive.trees.map { $0.numbers[naive.leaf($0, ranks)] }, "seed \(seed), width \(width), row \(row)")
      }
      for count in [0, 1, 7, 8, 16, 64, 65, rows] where count <= rows {
        let flat = table.prefix(count).flatMap { $0 }
        var sums = table.prefix(count).flatMap { _ in starts }
        var span = sums.mutableSpan
        forest.add(rows: flat.span, count: count, to: &span)
        #expect(sums.map(\.bitPattern) == expected.prefix(count).flatMap { $0 }, "seed \(seed), width \(width), \(count) rows at once")
      }
    }
  }

  @Test("equals the definition bit for bit for padded perfect trees of every depth", arguments: 0...8)
  func perfect(depth: Int) {
    for seed in UInt64(1)...3 {
      Self.compare(NaiveRankedForest(seed: seed, trees: 10 * Int(seed) + depth, depth: depth), seed: seed, bytes: 1)
      Self.compare(NaiveRankedForest(seed: seed, trees: 7, depth: depth, isSingle: false), seed: seed, bytes: 1)
    }
  }

  @Test("equals it for unbalanced trees, longer than a perfect one may be", arguments: 1...4)
  func unbalanced(seed: UInt64) {
    Self.compare(NaiveRankedForest(seed: seed, trees: 31, depth: 20, skew: true), seed: seed, bytes: 1)
    Self.compare(NaiveRankedForest(seed: seed, trees: 12, depth: 20, skew: true, isSingle: false), seed: seed, bytes: 1)
  }

  @Test("equals it for several outputs, leaves of several values, linear leaves, the least and the greatest leaf", arguments: 1...4)
  func sinks(seed: UInt64) {
    for isSingle in [true, false] {
      Self.compare(NaiveRankedForest(seed: seed, outputs: 3, isSingle: isSingle), seed: seed)
      Self.compare(NaiveRankedForest(seed: seed, outputs: 4, leafWidth: 4, isSingle: isSingle), seed: seed)
      Self.compare(NaiveRankedForest(seed: seed, isSingle: isSingle, combination: .least), seed: seed)
      Self.compare(NaiveRankedForest(seed: seed, outputs: 2, isSingle: isSingle, combination: .greatest), seed: seed)
    }
    Self.compare(NaiveRankedForest(seed: seed, isSingle: false, lines: true), seed: seed)
    Self.compare(NaiveRankedForest(seed: seed, depth: 20, skew: true, outputs: 2, isSingle: false, lines: true), seed: seed)
  }

  @Test("more than 254 thresholds a column take ranks of two bytes, many columns too", arguments: 1...2)
  func wide(seed: UInt64) {
    var naive = NaiveRankedForest(seed: seed, most: 300, trees: 12)
    naive.columns[0].thresholds = (0..<255).map { Double($0) / 8 }
    Self.compare(naive, seed: seed, rows: 66, bytes: 2)
    naive.columns[0].thresholds = (0..<5000).map { Double($0) / 1024 }
    Self.compare(naive, seed: seed, rows: 66, bytes: 2)
    Self.compare(NaiveRankedForest(seed: seed, features: 300, most: 3, trees: 40), seed: seed, rows: 66, bytes: 2)
    Self.compare(NaiveRankedForest(seed: seed, features: 300, most: 3, trees: 40, depth: 14, skew: true), seed: seed, rows: 66, bytes: 2)
  }

  @Test("more than 65,534 thresholds a column take ranks of four bytes, and ranks beyond the stack the heap")
  func widest() {
    var naive = NaiveRankedForest(seed: 5, features: 2, most: 3, trees: 11)
    naive.columns[0].thresholds = (0..<65_535).map { Double($0) / 1024 }
    Self.compare(naive, seed: 5, rows: 9, bytes: 4)
    Self.compare(NaiveRankedForest(seed: 6, features: 2, most: 3, trees: 11, depth: 12, skew: true), seed: 6, rows: 9, bytes: 1)
    var many = NaiveRankedForest(seed: 7, features: 40_000, most: 1, trees: 3, depth: 3)
    many.tests.removeLast()
    many.trees[0].questions = []
    many.trees[0].leaves = [1]
    many.trees[0].numbers = [4]
    Self.compare(many, seed: 7, rows: 2, bytes: 2)
  }

  @Test("the numbers of thresholds at which a level is full, value by value") func levels() {
    for count in [0, 1, 15, 16, 17, 254, 255, 256, 257, 4096, 4097] {
      var naive = NaiveRankedForest(seed: 1, features: 1, most: 0, trees: 0)
      naive.tests = []
      naive.columns = [RankedColumn(source: 0, thresholds: (0..<count).map { Double($0) }, low: 0, high: nil)]
      let keys = [0, 1, count / 2, count, count + 1]
      naive.trees = keys.map { RankedTree(output: 0, questions: [RankedQuestion(slot: 0, key: UInt32($0), left: -1, right: -2)], leaves: [1, 0], numbers: [0, 1]) }
      for width in Self.widths {
        let forest = naive.forest(vectorWidth: width)
        for value in [-1, -0.5, 0, 0.5, 14, 15, 15.5, 16, 255, 256, 4095, Double(count) - 1.5, Double(count) - 1, Double(count), .infinity, -.infinity] {
          #expect(forest.add([value].span, to: 0) == naive.add([value], to: [0])[0], "\(count) thresholds, \(value)")
        }
      }
    }
  }
}
