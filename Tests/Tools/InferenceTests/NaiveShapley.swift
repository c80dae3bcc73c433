@testable import Inference

/// Shapley values by their definition: every set of columns, every tree walked anew. For up to eight columns.
enum NaiveShapley {
  /// A tree as its definition sees it.
  struct Tree {
    var root: Int
    var isLeaf: (Int) -> Bool
    var children: (Int) -> (left: Int, right: Int)
    var feature: (Int) -> Int
    var cover: (Int) -> Double
    var value: (Int) -> Double
    var goesLeft: (Int, [Double]) -> Bool

    init(_ tree: ForestTree, missing: Float?) {
      root = 0
      isLeaf = { tree.nodes[$0].isLeaf }
      children = { (Int(tree.nodes[$0].left), Int(tree.nodes[$0].right)) }
      feature = { Int(tree.nodes[$0].feature) }
      cover = { Double(tree.nodes[$0].cover) }
      value = { Double(tree.nodes[$0].value) }
      goesLeft = { tree.goesLeft($1.span, tree.nodes[$0], missing: missing ?? .nan) }
    }

    init(_ tree: LightGBMTree) {
      root = tree.questions.isEmpty ? -1 : 0
      isLeaf = { $0 < 0 }
      children = { (Int(tree.questions[$0].left), Int(tree.questions[$0].right)) }
      feature = { Int(tree.questions[$0].feature) }
      cover = { Double($0 < 0 ? tree.leafCounts[~$0] : tree.questionCounts[$0]) }
      value = { tree.leaves[~$0] }
      goesLeft = { tree.goesLeft($1.span, tree.questions[$0]) }
    }
  }

  /// What a tree is expected to say when only the columns of `known` are.
  static func expectation(_ tree: Tree, _ row: [Double], known: Int, node: Int? = nil) -> Double {
    let node = node ?? tree.root
    if tree.isLeaf(node) { return tree.value(node) }
    let (left, right) = tree.children(node)
    if known >> tree.feature(node) & 1 == 1 { return expectation(tree, row, known: known, node: tree.goesLeft(node, row) ? left : right) }
    let (a, b) = (expectation(tree, row, known: known, node: left), expectation(tree, row, known: known, node: right))
    return (a * tree.cover(left) + b * tree.cover(right)) / tree.cover(node)
  }

  /// One number a column and the expectation of no column behind them.
  static func values(_ trees: [Tree], _ row: [Double]) -> [Double] {
    let count = row.count
    var worth = [Double](repeating: 0, count: 1 << count)
    for set in worth.indices { worth[set] = trees.map { expectation($0, row, known: set) }.reduce(0, +) }
    var factorial = [1.0]
    for number in 1...count { factorial.append(factorial[number - 1] * Double(number)) }
    return (0..<count).map { column in
      worth.indices.filter { $0 >> column & 1 == 0 }.map { set in
        let size = set.nonzeroBitCount
        return factorial[size] * factorial[count - size - 1] / factorial[count] * (worth[set | 1 << column] - worth[set])
      }.reduce(0, +)
    } + [worth[0]]
  }
}
