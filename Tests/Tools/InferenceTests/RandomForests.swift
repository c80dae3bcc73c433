import Inference
import TestSupport

/// Seeded forests of every shape a file can hold: stumps, single leaves, unbalanced trees, categorical questions, deleted nodes, several outputs.
struct RandomForests {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func model(
    objective: String = "binary:logistic", features: Int = 6, groups: Int = 1, trees: Int = 13, depth: Int = 5, categorical: Bool = true
  ) throws -> ForestModel {
    guard let objective = ForestObjective(xgboost: objective) else { preconditionFailure("an objective of the reader") }
    let made = try (0..<trees).map { try tree(group: $0 % groups, features: features, depth: depth, categorical: categorical) }
    return try ForestModel(
      source: "XGBoost JSON 3.2.0", objective: objective, baseMargins: (0..<groups).map { _ in number() },
      featureNames: (0..<features).map { "x\($0)" }, trees: made)
  }

  mutating func tree(group: Int, features: Int, depth: Int, categorical: Bool) throws -> ForestTree {
    var nodes: [ForestNode] = [.leaf(0)]
    var sets: [[Int32]] = []
    grow(&nodes, 0, features: features, depth: depth, categorical: categorical, sets: &sets)
    // A deleted node that nothing reaches.
    if random.next() % 3 == 0 { nodes.append(.leaf(0)) }
    return try ForestTree(group: group, nodes: nodes, categorySets: sets, featureCount: features, depthLimit: 64)
  }

  private mutating func grow(_ nodes: inout [ForestNode], _ index: Int, features: Int, depth: Int, categorical: Bool, sets: inout [[Int32]]) {
    guard depth > 0, random.next() % 8 != 0 else {
      nodes[index] = .leaf(number())
      return
    }
    let left = Int32(nodes.count)
    var node = ForestNode(
      left: left, right: left + 1, feature: Int32(random.next() % UInt64(features)), value: threshold(), defaultLeft: random.next() % 2 == 0)
    if categorical, random.next() % 4 == 0 {
      node.categorySet = Int32(sets.count)
      sets.append((0..<12).filter { _ in random.next() % 2 == 0 }.map(Int32.init))
    }
    nodes[index] = node
    nodes.append(.leaf(0))
    nodes.append(.leaf(0))
    grow(&nodes, Int(left), features: features, depth: depth - 1, categorical: categorical, sets: &sets)
    grow(&nodes, Int(left) + 1, features: features, depth: depth - 1, categorical: categorical, sets: &sets)
  }

  private mutating func number() -> Float { Float(random.normal()) }

  /// Thresholds that rows can meet exactly, and the ends of the number line.
  private mutating func threshold() -> Float {
    switch random.next() % 12 {
    case 0: 0
    case 1: -0.0
    case 2: .infinity
    case 3: -.infinity
    case 4: .leastNonzeroMagnitude
    default: Float(Int(random.next() % 21) - 10) / 4
    }
  }

  /// A row with missing values, categories, exact thresholds, infinities and negative zeros.
  mutating func row(_ features: Int) -> [Double] {
    (0..<features).map { _ in
      switch random.next() % 14 {
      case 0: .nan
      case 1: .infinity
      case 2: -.infinity
      case 3: -0.0
      case 4: 16_777_216
      case 5: -0.5
      case 6: 1e300
      case 7, 8: Double(random.next() % 14)
      case 9: Double(random.next() % 12) + 0.7
      default: Double(Int(random.next() % 21) - 10) / 4 + (random.next() % 2 == 0 ? 0 : 1e-9)
      }
    }
  }
}
