import Inference
import Kernels
import TestSupport

/// Seeded blueprints of every comparison, missing rule, precision and shape, and what they answer by the definition.
struct RandomBlueprints {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func blueprint(
    features: Int = 5, trees: Int = 14, depth: Int = 5, outputs: Int = 1, leafWidth: Int = 1, inputs: ForestBlueprint.Precision,
    sums: ForestBlueprint.Precision, aggregation: ForestBlueprint.Aggregation = .sum, skew: Bool = false, grain: Int = 8
  ) -> ForestBlueprint {
    ForestBlueprint(
      featureNames: (0..<features).map { "x\($0)" }, objectiveName: "test",
      trees: (0..<trees).map { _ in tree(features: features, depth: depth, outputs: outputs, leafWidth: leafWidth, sums: sums, skew: skew, grain: grain) },
      baseMargins: (0..<outputs).map { _ in number(sums) }, leafWidth: leafWidth, inputs: inputs, sums: sums,
      zeroBound: random.next() % 2 == 0 ? -1 : 1.0000000180025095e-35, aggregation: aggregation)
  }

  private mutating func number(_ precision: ForestBlueprint.Precision) -> Double {
    precision == .single ? Double(Float(random.normal())) : random.normal()
  }

  /// Thresholds that rows meet exactly or by one unit in the last place of either precision, and the ends of the number line.
  private mutating func value(_ grain: Int) -> Double {
    switch random.next() % 16 {
    case 0: 0
    case 1: -0.0
    case 2: .infinity
    case 3: -.infinity
    case 4: Double(Float.leastNonzeroMagnitude)
    case 5: .leastNonzeroMagnitude
    case 6: Double(Float.greatestFiniteMagnitude)
    case 7: .greatestFiniteMagnitude
    default: neighbour(Double(Int(random.next() % UInt64(20 * grain)) - 10 * grain) / Double(grain) * 1.1)
    }
  }

  private mutating func neighbour(_ value: Double) -> Double {
    switch random.next() % 8 {
    case 0: value.nextUp
    case 1: value.nextDown
    case 2: Double(Float(value).nextUp)
    case 3: Double(Float(value).nextDown)
    case 4: value * (1 + 3e-9)
    case 5: value
    default: Double(Float(value))
    }
  }

  private mutating func tree(
    features: Int, depth: Int, outputs: Int, leafWidth: Int, sums: ForestBlueprint.Precision, skew: Bool, grain: Int
  ) -> ForestBlueprint.Tree {
    var tree = ForestBlueprint.Tree(output: Int(random.next() % UInt64(outputs - leafWidth + 1)), questions: [], leaves: [])
    var open: [(parent: Int, left: Bool, level: Int)] = [(-1, true, 0)]
    while let (parent, left, level) = open.popLast() {
      let child: Int32
      if level == depth || random.next() % 10 == 0 || skew && level > 1 && !left {
        child = ~Int32(tree.numbers.count)
        for _ in 0..<leafWidth { tree.leaves.append(number(sums)) }
        tree.numbers.append(Int32(truncatingIfNeeded: random.next() >> 40))
      } else {
        child = Int32(tree.questions.count)
        let comparisons: [ForestBlueprint.Comparison] = [.less, .less, .lessOrEqual, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .inSet, .notInSet]
        var question = ForestBlueprint.Question(
          feature: Int32(random.next() % UInt64(features)), comparison: comparisons[Int(random.next() % 10)], threshold: value(grain),
          missing: [.nan, .nan, .valueOrNaN(1.1), .zero, .nothing][Int(random.next() % 5)], missingGoesLeft: random.next() % 2 == 0, left: 0, right: 0)
        if question.comparison == .inSet || question.comparison == .notInSet {
          question.set = Int32(tree.sets.count)
          let floor = [nil, -1, -Double.leastNonzeroMagnitude][Int(random.next() % 3)]
          tree.sets.append(
            ForestBlueprint.ValueSet(members: (0..<9).map { _ in floor == nil ? value(grain) : Double(random.next() % 40) }, categoriesAbove: floor))
        }
        tree.questions.append(question)
        open.append((Int(child), true, level + 1))
        open.append((Int(child), false, level + 1))
      }
      if parent >= 0 {
        if left { tree.questions[parent].left = child } else { tree.questions[parent].right = child }
      }
    }
    return tree
  }

  mutating func row(_ features: Int, grain: Int = 8) -> [Double] {
    (0..<features).map { _ in
      switch random.next() % 8 {
      case 0: .nan
      case 1: Double(random.next() % 40) - 1 + Double(random.next() % 2) * 0.9
      case 2: [1e-36, -1e-36, 2_147_483_648, 1e300, -1e300, 1.1][Int(random.next() % 6)]
      default: value(grain)
      }
    }
  }

  /// The leaf by the definition.
  static func leaf(_ blueprint: ForestBlueprint, _ tree: ForestBlueprint.Tree, _ row: [Double]) -> Int {
    var next: Int32 = tree.questions.isEmpty ? -1 : 0
    while next >= 0 {
      let question = tree.questions[Int(next)]
      var x = row[Int(question.feature)]
      if blueprint.inputs == .single { x = Double(Float(x)) }
      if abs(x) <= blueprint.zeroBound { x = 0 }
      var isMissing = false
      switch question.missing {
      case .nan: isMissing = x.isNaN
      case .valueOrNaN(let value): isMissing = x.isNaN || x == (blueprint.inputs == .single ? Double(Float(value)) : value)
      case .zero: isMissing = x.isNaN || x == 0
      case .nothing: if x.isNaN { x = 0 }
      }
      let holds: Bool =
        switch question.comparison {
        case .less: x < question.threshold
        case .lessOrEqual: x <= question.threshold
        case .greater: x > question.threshold
        case .greaterOrEqual: x >= question.threshold
        case .equal: x == question.threshold
        case .notEqual: x != question.threshold
        case .inSet: isInside(tree.sets[Int(question.set)], x)
        case .notInSet: !isInside(tree.sets[Int(question.set)], x)
        }
      next = (isMissing ? question.missingGoesLeft : holds) ? question.left : question.right
    }
    return Int(~next)
  }

  private static func isInside(_ set: ForestBlueprint.ValueSet, _ x: Double) -> Bool {
    guard let floor = set.categoriesAbove else { return set.members.contains(x) }
    return x > floor && x < 2_147_483_648 && set.members.contains(x.rounded(.towardZero))
  }

  static func margins(_ blueprint: ForestBlueprint, _ row: [Double]) -> [Double] {
    let isSingle = blueprint.sums == .single
    func add(_ a: Double, _ b: Double) -> Double { isSingle ? Double(Float(a) + Float(b)) : a + b }
    let leaves = blueprint.trees.map { leaf(blueprint, $0, row) }
    return (0..<blueprint.baseMargins.count).map { output in
      let values = zip(blueprint.trees, leaves).compactMap { tree, leaf in
        (0..<blueprint.leafWidth).contains(output - tree.output) ? tree.leaves[leaf * blueprint.leafWidth + output - tree.output] : nil
      }
      let base = blueprint.baseMargins[output]
      switch blueprint.aggregation {
      case .sum: return values.reduce(base, add)
      case .mean:
        guard !values.isEmpty else { return base }
        let mean = values.reduce(0, add) / Double(blueprint.trees.count)
        return add(isSingle ? Double(Float(mean)) : mean, base)
      case .minimum: return values.isEmpty ? base : add(values.reduce(.infinity, min), base)
      case .maximum: return values.isEmpty ? base : add(values.reduce(-.infinity, max), base)
      }
    }
  }
}
