import Inference
import Testing

@Suite("Forest tree") struct ForestTreeTests {
  private static func question(_ left: Int32, _ right: Int32, feature: Int32 = 0, value: Float = 0) -> ForestNode {
    ForestNode(left: left, right: right, feature: feature, value: value, defaultLeft: false)
  }

  private static func defect(_ nodes: [ForestNode], features: Int = 2, depth: Int = 8) -> ForestDefect? {
    do {
      _ = try ForestTree(group: 0, nodes: nodes, featureCount: features, depthLimit: depth)
      return nil
    } catch {
      return error
    }
  }

  @Test("refuses every structure that a walk could not end in") func defects() {
    #expect(Self.defect([]) == .emptyTree)
    #expect(Self.defect([Self.question(1, 2), .leaf(1)]) == .childOutOfRange(node: 0, child: 2, count: 2))
    #expect(Self.defect([Self.question(1, -2), .leaf(1)]) == .childOutOfRange(node: 0, child: -2, count: 2))
    #expect(Self.defect([Self.question(0, 1), .leaf(1)]) == .reachedTwice(node: 0))
    #expect(Self.defect([Self.question(1, 1), .leaf(1)]) == .reachedTwice(node: 1))
    #expect(Self.defect([Self.question(1, 2), Self.question(0, 2), .leaf(1)]) == .reachedTwice(node: 0))
    #expect(Self.defect([Self.question(1, 2, feature: 2), .leaf(1), .leaf(1)]) == .featureOutOfRange(node: 0, feature: 2, count: 2))
    #expect(Self.defect([Self.question(1, 2, feature: -1), .leaf(1), .leaf(1)]) == .featureOutOfRange(node: 0, feature: -1, count: 2))
    #expect(Self.defect([Self.question(1, 2, value: .nan), .leaf(1), .leaf(1)]) == .badValue(node: 0))
    #expect(Self.defect([Self.question(1, 2), .leaf(.infinity), .leaf(1)]) == .badValue(node: 1))
    #expect(Self.defect([Self.question(1, 2), .leaf(1), ForestNode(left: -1, right: 1, feature: 0, value: 0, defaultLeft: false)]) == .halfLeaf(node: 2))
    var categorical = Self.question(1, 2)
    categorical.categorySet = 0
    #expect(Self.defect([categorical, .leaf(1), .leaf(1)]) == .categorySetOutOfRange(node: 0, set: 0))
    #expect(Self.defect([Self.question(1, 2), Self.question(3, 4), .leaf(1), .leaf(1), .leaf(1)], depth: 1) == .tooDeep(node: 1, limit: 1))
    #expect(Self.defect([.leaf(3)]) == nil)
  }

  @Test("nodes that nothing reaches are leaves of 0, whatever stands there") func deleted() throws {
    let tree = try ForestTree(group: 0, nodes: [.leaf(3), Self.question(77, -9, feature: 99, value: .nan)], featureCount: 1, depthLimit: 2)
    #expect(tree.nodes == [.leaf(3), .leaf(0)] && tree.depth == 0)
  }

  @Test("a path as long as the bound is walked, and a chain of a thousand takes no recursion") func depth() throws {
    var nodes: [ForestNode] = []
    for index in 0..<1000 {
      nodes.append(Self.question(Int32(2 * index + 2), Int32(2 * index + 1), value: Float(index)))
      nodes.append(.leaf(Float(index)))
    }
    nodes.append(.leaf(-1))
    let tree = try ForestTree(group: 0, nodes: nodes, featureCount: 1, depthLimit: 1000)
    #expect(tree.depth == 1000)
    let objective = try #require(ForestObjective(xgboost: "reg:squarederror"))
    let forest = CompiledForest(try ForestModel(source: "test", objective: objective, baseMargins: [0], featureNames: ["x"], trees: [tree]))
    #expect(forest.score([500.5].span).value == 0)
    #expect(forest.score([-1.0].span).value == -1)
  }

  @Test("a forest refuses trees of other columns or outputs") func forest() throws {
    let objective = try #require(ForestObjective(xgboost: "reg:squarederror"))
    let tree = try ForestTree(group: 1, nodes: [Self.question(1, 2, feature: 1), .leaf(1), .leaf(2)], featureCount: 2, depthLimit: 4)
    #expect(throws: ForestDefect.groupOutOfRange(group: 1, count: 1)) {
      try ForestModel(source: "test", objective: objective, baseMargins: [0], featureNames: ["a", "b"], trees: [tree])
    }
    #expect(throws: ForestDefect.featureOutOfRange(node: 0, feature: 1, count: 1)) {
      try ForestModel(source: "test", objective: objective, baseMargins: [0, 0], featureNames: ["a"], trees: [tree])
    }
  }
}
