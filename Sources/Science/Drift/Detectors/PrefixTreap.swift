internal import Statistics

/// A multiset of numbers, each copy with a weight, that knows the greatest |sum of weights up to x| over all x, and ranks.
///
/// A treap over the different values: search tree by value, heap by a priority that a seeded generator gives each node. A node holds its own weight and
/// copies and, of its subtree, their sums and the extremes of the prefix sums; that replaces the pending additions of the source and needs no push-down. Nodes
/// come from a pool of fixed size.
///
/// - Complexity: expected O(log n) a change or rank, O(1) for the extreme; nothing is allocated after the start.
///
/// Source: Seidel & Aragon 1996; dos Reis, Flach, Matwin & Batista 2016 for its use.
struct PrefixTreap: Hashable, Sendable, Codable {
  struct Node: Hashable, Sendable, Codable {
    var value = 0.0
    var priority: UInt64 = 0
    var left: Int32 = 0
    var right: Int32 = 0
    var copies: Int32 = 0
    var weight: Int32 = 0
    var total: Int32 = 0
    var sum: Int32 = 0
    var high: Int32 = 0
    var low: Int32 = 0
  }

  /// Node 0 is the empty tree.
  private var nodes: [Node]
  private var free: [Int32]
  private var freeCount: Int
  private var root: Int32 = 0
  private var dice = SplitMix(seed: 0x1d0f_5eed)

  /// A pool for `capacity` different values.
  init(capacity: Int) {
    precondition((1...100_000_000).contains(capacity), "a treap holds 1…10⁸ values")
    nodes = Array(repeating: Node(), count: capacity + 1)
    free = (1...Int32(capacity)).reversed()
    freeCount = capacity
  }

  /// Greatest |prefix sum of weights|, the empty prefix included.
  var greatest: Int { Int(max(nodes[0].high, max(nodes[Int(root)].high, -nodes[Int(root)].low))) }
  /// Copies of all values.
  var count: Int { Int(nodes[Int(root)].total) }

  /// Changes the copies and the weight of a value; at no copy it leaves.
  ///
  /// A new value beyond the capacity is a programmer's error.
  mutating func add(_ value: Double, copies: Int, weight: Int) {
    root = added(root, value, Int32(copies), Int32(weight))
  }

  /// Copies below a value, and of it.
  func rank(_ value: Double) -> (below: Int, equal: Int) {
    var below: Int32 = 0
    var index = root
    while index != 0 {
      let node = nodes[Int(index)]
      if value < node.value {
        index = node.left
      } else {
        below += nodes[Int(node.left)].total
        if value == node.value { return (Int(below), Int(node.copies)) }
        below += node.copies
        index = node.right
      }
    }
    return (Int(below), 0)
  }

  mutating func clear() {
    root = 0
    freeCount = free.count
    var index = 0
    while index < free.count {
      free[index] = Int32(free.count - index)
      index += 1
    }
    for index in nodes.indices { nodes[index] = Node() }
    dice = SplitMix(seed: 0x1d0f_5eed)
  }

  // The depth of the recursion is that of the tree: about 3 log₂ n, whatever the order of the values.
  private mutating func added(_ index: Int32, _ value: Double, _ copies: Int32, _ weight: Int32) -> Int32 {
    if index == 0 { return leaf(value, copies, weight) }
    let place = Int(index)
    if value == nodes[place].value {
      nodes[place].copies += copies
      nodes[place].weight += weight
      if nodes[place].copies == 0 {
        let rest = merged(nodes[place].left, nodes[place].right)
        free[freeCount] = index
        freeCount += 1
        return rest
      }
    } else if value < nodes[place].value {
      let child = added(nodes[place].left, value, copies, weight)
      nodes[place].left = child
      if child != 0, nodes[Int(child)].priority > nodes[place].priority {
        nodes[place].left = nodes[Int(child)].right
        pull(place)
        nodes[Int(child)].right = index
        pull(Int(child))
        return child
      }
    } else {
      let child = added(nodes[place].right, value, copies, weight)
      nodes[place].right = child
      if child != 0, nodes[Int(child)].priority > nodes[place].priority {
        nodes[place].right = nodes[Int(child)].left
        pull(place)
        nodes[Int(child)].left = index
        pull(Int(child))
        return child
      }
    }
    pull(place)
    return index
  }

  private mutating func leaf(_ value: Double, _ copies: Int32, _ weight: Int32) -> Int32 {
    precondition(freeCount > 0 && copies > 0, "the treap has room, and the value a copy")
    freeCount -= 1
    let index = free[freeCount]
    nodes[Int(index)] = Node(value: value, priority: dice.next(), copies: copies, weight: weight)
    pull(Int(index))
    return index
  }

  private mutating func merged(_ left: Int32, _ right: Int32) -> Int32 {
    if left == 0 { return right }
    if right == 0 { return left }
    if nodes[Int(left)].priority > nodes[Int(right)].priority {
      let child = merged(nodes[Int(left)].right, right)
      nodes[Int(left)].right = child
      pull(Int(left))
      return left
    }
    let child = merged(left, nodes[Int(right)].left)
    nodes[Int(right)].left = child
    pull(Int(right))
    return right
  }

  /// Recomputes a node from its children; the empty tree's extremes are 0, that of the empty prefix.
  private mutating func pull(_ place: Int) {
    let left = nodes[Int(nodes[place].left)]
    let right = nodes[Int(nodes[place].right)]
    let middle = left.sum + nodes[place].weight
    nodes[place].total = left.total + right.total + nodes[place].copies
    nodes[place].sum = middle + right.sum
    nodes[place].high = max(left.high, middle + max(0, right.high))
    nodes[place].low = min(left.low, middle + min(0, right.low))
  }
}
