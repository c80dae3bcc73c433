/// The arrays of one tree as the file holds them, with the places of those that can be at fault.
struct XGBoostTreeArrays {
  var index: Int
  var left: [Int32] = []
  var right: [Int32] = []
  var feature: [Int32] = []
  var value: [Float] = []
  var defaultLeft: [Bool] = []
  /// Weights of all nodes; of a tree with vector leaves up to 3.2 they hold the leaves too.
  var baseWeights: [Float] = []
  /// Training weight of each node; explanations alone need it.
  var cover: [Float] = []
  /// Vector leaves behind one another, numbered by the leaf's right child; absent before 3.3.
  var leafWeights: [Float] = []
  /// Empty in files before 1.3.
  var splitType: [Int32] = []
  var categoryNodes: [Int32] = []
  var categorySegments: [Int32] = []
  var categorySizes: [Int32] = []
  var categories: [Int32] = []
  /// Array's name to the offset of its bracket.
  var offsets: [String: Int] = [:]
  var declaredNodes: (text: String, offset: Int)?
  var leafVector: (text: String, offset: Int)?
  /// Where the tree's object ends.
  var end = 0

  init(index: Int) { self.index = index }

  /// Place of an array, or of the tree's end when the file lacks it.
  func offset(of key: String) -> Int { offsets[key] ?? end }

  /// Requires all arrays to be there and of one length.
  func requireShape() throws(ModelFileFault) {
    let lengths: [(String, Int)] = [
      ("left_children", left.count), ("right_children", right.count), ("split_indices", feature.count), ("split_conditions", value.count),
      ("default_left", defaultLeft.count),
    ]
    for (key, count) in lengths {
      guard let offset = offsets[key] else { throw .missing("\(key)\" of tree \"\(index)", at: end) }
      guard count == left.count else {
        throw .invalid("tree \(index): \"\(key)\" has \(count) entries, \"left_children\" \(left.count)", at: offset)
      }
    }
    guard splitType.isEmpty || splitType.count == left.count else {
      throw .invalid("tree \(index): \"split_type\" has \(splitType.count) entries, \"left_children\" \(left.count)", at: offset(of: "split_type"))
    }
    guard cover.isEmpty || cover.count == left.count else {
      throw .invalid("tree \(index): \"sum_hessian\" has \(cover.count) entries, \"left_children\" \(left.count)", at: offset(of: "sum_hessian"))
    }
    if let (text, offset) = declaredNodes, Int(text) != left.count {
      throw .invalid("tree \(index): num_nodes says \(text), the arrays hold \(left.count)", at: offset)
    }
    if let (text, offset) = leafVector {
      guard let size = Int(text), size >= 0 else { throw .invalid("tree \(index): size_leaf_vector \"\(text)\" is no count", at: offset) }
    }
  }

  /// Numbers a leaf holds: 1, or the model's outputs where its trees feed them all.
  var leafSize: Int { max(1, leafVector.flatMap { Int($0.text) } ?? 1) }

  /// The category sets in the order of `categories_nodes`.
  func categorySets() throws(ModelFileFault) -> [[Int32]] {
    guard categorySegments.count == categoryNodes.count, categorySizes.count == categoryNodes.count else {
      throw .invalid(
        "tree \(index): categories_nodes, _segments and _sizes have \(categoryNodes.count), \(categorySegments.count) and \(categorySizes.count) entries",
        at: offset(of: "categories_nodes"))
    }
    var sets: [[Int32]] = []
    var total = 0
    for (segment, size) in zip(categorySegments, categorySizes) {
      let start = Int(segment)
      let length = Int(size)
      total += length
      guard start >= 0, length >= 0, start + length <= categories.count, total <= categories.count else {
        throw .invalid(
          "tree \(index): a category set of \(size) from \(segment) lies outside the \(categories.count) categories",
          at: offset(of: "categories_segments"))
      }
      sets.append(Array(categories[start..<(start + length)]))
    }
    return sets
  }

  /// Output `output` of a leaf, unscaled.
  private func leaf(_ node: Int, output: Int, of size: Int) throws(ModelFileFault) -> Float {
    if size == 1 { return value[node] }
    let (values, row, key) = leafWeights.isEmpty ? (baseWeights, node, "base_weights") : (leafWeights, Int(right[node]), "leaf_weights")
    guard row >= 0, row < values.count / size else {
      throw .invalid("tree \(index): the leaf of node \(node) lies outside \"\(key)\"", at: offset(of: key))
    }
    return values[row * size + output]
  }

  /// Puts the arrays together, node by node, with the leaves of one output. `weight` scales them, as `dart` asks.
  func nodes(weight: Float, output: Int) throws(ModelFileFault) -> [ForestNode] {
    var nodes: [ForestNode] = []
    nodes.reserveCapacity(left.count)
    let size = leafSize
    let hasCover = !cover.isEmpty
    for index in left.indices {
      let isLeaf = left[index] == -1
      // A vector leaf's right child is its number among the leaves.
      nodes.append(
        ForestNode(
          left: left[index], right: isLeaf && size > 1 ? -1 : right[index], feature: feature[index],
          value: isLeaf ? try leaf(index, output: output, of: size) * weight : value[index], defaultLeft: defaultLeft[index],
          cover: hasCover ? cover[index] : 0))
    }
    for (set, node) in categoryNodes.enumerated() {
      guard nodes.indices.contains(Int(node)) else {
        throw .invalid("tree \(index): categories_nodes names node \(node) of \(nodes.count)", at: offset(of: "categories_nodes"))
      }
      nodes[Int(node)].categorySet = Int32(set)
    }
    for (node, type) in splitType.enumerated() where type != 0 && !nodes[node].isLeaf {
      guard type == 1, nodes[node].categorySet >= 0 else {
        throw .invalid(
          type == 1 ? "tree \(index): node \(node) is categorical and has no categories" : "tree \(index): node \(node) has split type \(type)",
          at: offset(of: "split_type"))
      }
    }
    return nodes
  }
}
