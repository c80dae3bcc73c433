import Inference

/// Walks a forest node by node, as the format's definition says.
enum NaiveForest {
  static func leaf(_ tree: ForestTree, _ row: [Double], missing: Float? = nil) -> Int {
    var index = 0
    while !tree.nodes[index].isLeaf {
      let node = tree.nodes[index]
      let value = Float(row[Int(node.feature)])
      let goesLeft: Bool
      if value.isNaN || value == missing {
        goesLeft = node.defaultLeft
      } else if node.categorySet >= 0 {
        goesLeft = value < 0 || value >= 16_777_216 || !tree.categorySets[Int(node.categorySet)].contains(Int32(value))
      } else {
        goesLeft = value < node.value
      }
      index = Int(goesLeft ? node.left : node.right)
    }
    return index
  }

  static func margins(_ model: ForestModel, _ row: [Double], missing: Float? = nil) -> [Float] {
    var margins = model.baseMargins
    for tree in model.trees { margins[tree.group] += tree.nodes[leaf(tree, row, missing: missing)].value }
    return margins
  }
}
