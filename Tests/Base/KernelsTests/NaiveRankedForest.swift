import TestSupport

@testable import Kernels

/// A forest of ranks by its definition: thresholds counted one by one, trees walked one at a time. And seeded forests of every shape.
struct NaiveRankedForest {
  var columns: [RankedColumn] = []
  var tests: [MembershipTest] = []
  var trees: [RankedTree] = []
  var features = 0
  var outputs = 1
  var leafWidth = 1
  var arithmetic = ForestArithmetic(singleInput: true, singleSum: true)

  func forest(vectorWidth: Int32) -> RankedForest {
    RankedForest(
      columns: columns, tests: tests, trees: trees, featureCount: features, outputCount: outputs, leafWidth: leafWidth, arithmetic: arithmetic,
      vectorWidth: vectorWidth)
  }

  func ranks(_ row: [Double]) -> [Int: Int] {
    var ranks: [Int: Int] = [:]
    func value(_ source: Int, _ nanIsZero: Bool) -> Double {
      var x = arithmetic.singleInput ? Double(Float(row[source])) : row[source]
      if abs(x) <= arithmetic.zeroBound { x = 0 }
      return nanIsZero && x.isNaN ? 0 : x
    }
    for column in columns {
      let x = value(column.source, column.nanIsZero)
      let isMissing = x.isNaN || x == column.missing
      let rank = column.thresholds.filter { $0 <= x }.count
      if let low = column.low { ranks[low] = isMissing ? 0 : rank }
      if let high = column.high { ranks[high] = isMissing ? .max : rank }
    }
    for test in tests {
      var x = value(test.source, test.nanIsZero)
      if x.isNaN || x == test.missing {
        ranks[test.slot] = test.missingRank
        continue
      }
      var isMember = true
      if let floor = test.categoriesAbove {
        isMember = x > floor && x < 2_147_483_648
        x = x.rounded(.towardZero)
      }
      isMember = isMember && test.members.contains(x)
      ranks[test.slot] = isMember ? test.memberRank : 1 - test.memberRank
    }
    return ranks
  }

  func leaf(_ tree: RankedTree, _ ranks: [Int: Int]) -> Int {
    var next: Int32 = tree.questions.isEmpty ? -1 : 0
    while next >= 0 {
      let question = tree.questions[Int(next)]
      next = (ranks[Int(question.slot)] ?? 0) < Int(question.key) ? question.left : question.right
    }
    return Int(~next)
  }

  func add(_ row: [Double], to start: [Double]) -> [Double] {
    let ranks = ranks(row)
    var sums = start
    for tree in trees {
      let leaf = leaf(tree, ranks)
      for offset in 0..<leafWidth {
        var value = tree.leaves[leaf * leafWidth + offset]
        if !tree.lines.isEmpty, !tree.lines[leaf].features.contains(where: { row[Int($0)].isNaN }) {
          let line = tree.lines[leaf]
          value = line.constant
          for (feature, coefficient) in zip(line.features, line.coefficients) {
            let x = row[Int(feature)]
            value += coefficient * (abs(x) <= arithmetic.zeroBound ? 0 : x)
          }
        }
        let output = tree.output + offset
        switch arithmetic.combination {
        case .sum: sums[output] = arithmetic.singleSum ? Double(Float(sums[output]) + Float(value)) : sums[output] + value
        case .least: sums[output] = min(sums[output], value)
        case .greatest: sums[output] = max(sums[output], value)
        }
      }
    }
    return sums
  }

  /// Random columns of up to `most` thresholds, some tests, trees of up to `depth` questions; `skew` makes them unbalanced.
  init(
    seed: UInt64, features: Int = 7, most: Int = 40, trees count: Int = 23, depth: Int = 6, skew: Bool = false, outputs: Int = 1, leafWidth: Int = 1,
    isSingle: Bool = true, lines: Bool = false, combination: ForestArithmetic.Combination = .sum
  ) {
    var random = SeededGenerator(seed: seed)
    self.features = features
    self.outputs = outputs
    self.leafWidth = leafWidth
    arithmetic = ForestArithmetic(
      singleInput: isSingle, singleSum: isSingle, zeroBound: isSingle ? -1 : 1.0000000180025095e-35, combination: combination)
    var slot = 0
    for source in 0..<features {
      var thresholds: Set<Double> = []
      for _ in 0..<Int(random.next() % UInt64(most + 1)) {
        let value = [random.normal(), 0, .infinity, -.infinity, Double(Float.leastNonzeroMagnitude), Double(Int(random.next() % 9)) / 2][max(0, Int(random.next() % 12) - 6)]
        thresholds.insert(isSingle ? Double(Float(value)) : value)
      }
      let both = random.next() % 3
      columns.append(
        RankedColumn(
          source: source, thresholds: thresholds.sorted(), nanIsZero: random.next() % 4 == 0, missing: random.next() % 4 == 0 ? 0.5 : .nan,
          low: both != 1 ? slot : nil, high: both != 0 ? slot + (both == 2 ? 1 : 0) : nil))
      slot += both == 2 ? 2 : 1
    }
    for _ in 0..<3 {
      tests.append(
        MembershipTest(
          source: Int(random.next() % UInt64(features)), slot: slot, members: Set((0..<6).map { _ in Double(random.next() % 70) }).sorted(),
          memberRank: Int(random.next() % 2), missingRank: Int(random.next() % 2), categoriesAbove: [nil, -1, -Double.leastNonzeroMagnitude][Int(random.next() % 3)]))
      slot += 1
    }
    tests[0].members = [3, 1_999_999_999]  // a list, as bits would be too many
    let sizes = Dictionary(columns.flatMap { c in [c.low, c.high].compactMap { $0 }.map { ($0, c.thresholds.count) } }, uniquingKeysWith: { a, _ in a })
    for _ in 0..<count {
      var tree = RankedTree(output: Int(random.next() % UInt64(outputs - leafWidth + 1)), questions: [], leaves: [], numbers: [])
      var open: [(parent: Int, left: Bool, depth: Int)] = [(-1, true, 0)]
      while let (parent, left, level) = open.popLast() {
        let stops = level == depth || (skew ? level > 1 && random.next() % 2 == 0 : random.next() % 12 == 0)
        let child: Int32
        if stops {
          child = ~Int32(tree.numbers.count)
          for _ in 0..<leafWidth { tree.leaves.append(isSingle ? Double(Float(random.normal())) : random.normal()) }
          tree.numbers.append(Int32(tree.numbers.count * 3 + 1))
          if lines {
            let terms = Int(random.next() % 3)
            tree.lines.append(
              LeafLine(
                constant: random.normal(), features: (0..<terms).map { _ in Int32(random.next() % UInt64(features)) },
                coefficients: (0..<terms).map { _ in random.normal() }))
          }
        } else {
          child = Int32(tree.questions.count)
          let asked = Int(random.next() % UInt64(slot))
          let most = sizes[asked].map { UInt64($0) + 2 } ?? 2
          tree.questions.append(RankedQuestion(slot: Int32(asked), key: UInt32(random.next() % most), left: 0, right: 0))
          open.append((Int(child), true, level + 1))
          open.append((Int(child), false, level + 1))
        }
        if parent >= 0 {
          if left { tree.questions[parent].left = child } else { tree.questions[parent].right = child }
        }
      }
      trees.append(tree)
    }
  }

  static func row(_ features: Int, _ random: inout SeededGenerator) -> [Double] {
    (0..<features).map { _ in
      switch random.next() % 12 {
      case 0: .nan
      case 1: .infinity
      case 2: -.infinity
      case 3: -0.0
      case 4: 1e-36
      case 5: Double(Float.leastNonzeroMagnitude)
      case 6: Double(random.next() % 70) + (random.next() % 2 == 0 ? 0 : 0.5)
      case 7: 1_999_999_999.5
      case 8: Double(Int(random.next() % 9)) / 2
      default: random.normal()
      }
    }
  }
}
