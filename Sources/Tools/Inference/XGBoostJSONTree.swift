/// The arrays of one tree as the file holds them, with the places of those that can be at fault.
struct XGBoostJSONTree {
  var index: Int
  var left: [Int32] = []
  var right: [Int32] = []
  var feature: [Int32] = []
  var value: [Float] = []
  var defaultLeft: [Bool] = []
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
    if let (text, offset) = declaredNodes, Int(text) != left.count {
      throw .invalid("tree \(index): num_nodes says \(text), the arrays hold \(left.count)", at: offset)
    }
    if let (text, offset) = leafVector {
      guard let size = Int(text), size >= 0 else { throw .invalid("tree \(index): size_leaf_vector \"\(text)\" is no count", at: offset) }
      guard size <= 1 else {
        throw .unsupported(
          "tree \(index) has vector leaves (multi_strategy=multi_output_tree), the reader takes scalar ones",
          hint: "train with multi_strategy=\"one_output_per_tree\"", at: offset)
      }
    }
  }

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

  /// Puts the arrays together, node by node. `weight` scales the leaves, as `dart` asks.
  func nodes(weight: Float) throws(ModelFileFault) -> [ForestNode] {
    var nodes: [ForestNode] = []
    nodes.reserveCapacity(left.count)
    for index in left.indices {
      let isLeaf = left[index] == -1
      nodes.append(
        ForestNode(
          left: left[index], right: right[index], feature: feature[index], value: isLeaf ? value[index] * weight : value[index],
          defaultLeft: defaultLeft[index]))
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
