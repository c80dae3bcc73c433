extension CompiledForest {
  private struct SlotKey: Hashable {
    var column: Int32
    var categories: [Int32]?
    var missingLeft: Bool
  }

  /// Lays a model out.
  ///
  /// - Parameters:
  ///   - model: a checked forest.
  ///   - missing: a value that counts as missing beside NaN (XGBoost's option `missing`, which model files do not carry).
  /// - Complexity: O(nodes).
  public init(_ model: ForestModel, missing: Float? = nil) {
    var slots: [Slot] = []
    var slotIndex: [SlotKey: Int32] = [:]
    var allCategories: [Int32] = []
    var nodes: [Node] = []
    var leaves: [Float] = []
    var roots: [Int32] = []
    var groups: [Int32] = []
    var depths: [Int] = []

    func slot(_ node: ForestNode, of tree: ForestTree) -> Int32 {
      let categories = node.categorySet >= 0 ? tree.categorySets[Int(node.categorySet)] : nil
      let key = SlotKey(column: node.feature, categories: categories, missingLeft: node.defaultLeft)
      if let known = slotIndex[key] { return known }
      var set: Int32 = -1
      if let categories {
        set = Int32(allCategories.count)
        allCategories += categories
      }
      slots.append(
        Slot(
          column: node.feature, categorySet: set, categoryCount: Int32(categories?.count ?? 0),
          missingKey: node.defaultLeft ? OrderKey.alwaysLeft : OrderKey.alwaysRight))
      slotIndex[key] = Int32(slots.count - 1)
      return Int32(slots.count - 1)
    }

    func place(leaf value: Float, at index: Int) {
      nodes[index] = Node(key: 0, slot: 0, left: Int32(index) - 1)
      leaves[index] = value
    }

    func append(_ tree: ForestTree) {
      roots.append(Int32(nodes.count))
      groups.append(Int32(tree.group))
      depths.append(tree.depth)
      nodes.append(Node(key: 0, slot: 0, left: 0))
      leaves.append(0)
      // Breadth first, so that siblings are neighbours and the upper levels share cache lines.
      var queue: [(from: Int, to: Int)] = [(0, nodes.count - 1)]
      var head = 0
      while head < queue.count {
        let (from, to) = queue[head]
        head += 1
        let node = tree.nodes[from]
        if node.isLeaf {
          place(leaf: node.value, at: to)
          continue
        }
        let left = nodes.count
        // A categorical slot holds 0 for "left" and 1 for "right".
        let key = node.categorySet >= 0 ? 1 : OrderKey.key(node.value)
        nodes[to] = Node(key: key, slot: slot(node, of: tree), left: Int32(left))
        for child in [node.left, node.right] {
          queue.append((Int(child), nodes.count))
          nodes.append(Node(key: 0, slot: 0, left: 0))
          leaves.append(0)
        }
      }
    }

    for tree in model.trees { append(tree) }
    while roots.count % Self.lanes != 0 {
      roots.append(Int32(nodes.count))
      groups.append(0)
      depths.append(0)
      nodes.append(Node(key: 0, slot: 0, left: 0))
      leaves.append(0)
      place(leaf: -0.0, at: nodes.count - 1)
    }
    // Leaves look at slot 0, so there is always one.
    if slots.isEmpty { slots.append(Slot(column: 0, categorySet: -1, categoryCount: 0, missingKey: OrderKey.alwaysRight)) }

    featureNames = model.featureNames
    objective = model.objective
    let bias = model.linear?.bias ?? []
    baseMargins = model.baseMargins.enumerated().map { bias.isEmpty ? $0.element : $0.element + bias[$0.offset] }
    linearWeights = model.linear?.weights ?? []
    treeCount = model.trees.count
    self.missing = missing
    self.nodes = nodes
    self.leaves = leaves
    self.roots = roots
    self.groups = groups
    blockDepths = stride(from: 0, to: depths.count, by: Self.lanes).map { Int32(depths[$0..<($0 + Self.lanes)].max() ?? 0) }
    self.slots = slots
    categories = allCategories
  }
}
