extension RankedForest {
  /// The arrays of a forest as the walk reads them, not yet in its memory.
  struct Layout {
    /// One run of trees walked together.
    struct Group {
      var nodes: Int
      var leaves: Int
      var depth: Int
      var isPerfect: Bool
      var count: Int
    }

    let rankBytes: Int
    let leafWidth: Int
    var groups: [Group] = []
    var nodes: [UInt8] = []
    var leaves: [Double] = []
    var numbers: [Int32] = []
    var hasLines = false
    /// Of each place: first entry of its terms, −1 for none. That entry's feature is the number of terms that follow.
    var lines: [Int] = []
    var constants: [Double] = []
    var features: [Int32] = []
    var coefficients: [Double] = []

    /// Trees walked together.
    static let lanes = 10
    /// Deepest padded perfect tree.
    static let perfectDepth = 8

    init(_ trees: [RankedTree], rankBytes: Int, leafWidth: Int) {
      self.rankBytes = rankBytes
      self.leafWidth = leafWidth
      hasLines = trees.contains { !$0.lines.isEmpty }
      for first in stride(from: 0, to: trees.count, by: Self.lanes) {
        append(trees[first..<min(first + Self.lanes, trees.count)])
      }
    }

    /// Does this run become perfect trees? Only when padding makes at most four times as many leaves as there are.
    static func isPerfect(depth: Int, trees: ArraySlice<RankedTree>) -> Bool {
      depth <= perfectDepth && trees.count << depth <= 4 * trees.reduce(0) { $0 + $1.numbers.count }
    }

    private mutating func append(_ trees: ArraySlice<RankedTree>) {
      let depth = max(1, trees.map(\.depth).max() ?? 1)
      let isPerfect = Self.isPerfect(depth: depth, trees: trees)
      while nodes.count % 64 != 0 { nodes.append(0) }
      groups.append(Group(nodes: nodes.count, leaves: numbers.count, depth: depth, isPerfect: isPerfect, count: trees.count))
      if isPerfect { appendPerfect(trees, depth: depth) } else { appendLinked(trees) }
    }

    private mutating func addPlaces(_ count: Int) {
      // −0 changes no sum.
      leaves.append(contentsOf: repeatElement(-0.0, count: count * leafWidth))
      numbers.append(contentsOf: repeatElement(0, count: count))
      if hasLines {
        lines.append(contentsOf: repeatElement(-1, count: count))
        constants.append(contentsOf: repeatElement(0, count: count))
      }
    }

    private mutating func place(_ leaf: Int, of tree: RankedTree, at place: Int) {
      for value in 0..<leafWidth { leaves[place * leafWidth + value] = tree.leaves[leaf * leafWidth + value] }
      numbers[place] = tree.numbers[leaf]
      guard !tree.lines.isEmpty else { return }
      let line = tree.lines[leaf]
      lines[place] = features.count
      constants[place] = line.constant
      features.append(Int32(line.features.count))
      coefficients.append(0)
      features += line.features
      coefficients += line.coefficients
    }

    private mutating func write(_ value: UInt32, bytes: Int, at offset: Int) {
      for byte in 0..<bytes { nodes[offset + byte] = UInt8(truncatingIfNeeded: value >> UInt32(8 * byte)) }
    }

    /// 2^depth places a tree in heap order from 1 on. Below an early leaf every question sends right, so that its value stands in one place.
    private mutating func appendPerfect(_ trees: ArraySlice<RankedTree>, depth: Int) {
      let base = nodes.count
      let leafBase = numbers.count
      nodes.append(contentsOf: repeatElement(0, count: (Self.lanes << depth) * 2 * rankBytes))
      addPlaces(Self.lanes << depth)
      for (lane, tree) in trees.enumerated() {
        var open: [(node: Int32, at: Int, level: Int)] = [(tree.questions.isEmpty ? -1 : 0, 1, 0)]
        while let (node, at, level) = open.popLast() {
          if node < 0 {
            let last = (at + 1) << (depth - level) - 1
            place(Int(~node), of: tree, at: leafBase + lane << depth + last - 1 << depth)
            continue
          }
          let question = tree.questions[Int(node)]
          let offset = base + (lane << depth + at) * 2 * rankBytes
          write(UInt32(question.slot), bytes: rankBytes, at: offset)
          write(question.key, bytes: rankBytes, at: offset + rankBytes)
          open.append((question.left, 2 * at, level + 1))
          open.append((question.right, 2 * at + 1, level + 1))
        }
      }
    }

    /// Bytes of a node with a link: with ranks of one byte the link has two, else four.
    static func linkedBytes(_ rankBytes: Int) -> Int { rankBytes == 1 ? 4 : rankBytes == 2 ? 8 : 12 }

    /// Roots first, from place 1 on, then each tree breadth first, so that siblings are neighbours and the upper levels share cache lines.
    private mutating func appendLinked(_ trees: ArraySlice<RankedTree>) {
      let base = nodes.count
      let leafBase = numbers.count
      let size = Self.linkedBytes(rankBytes)
      let count = 1 + Self.lanes + trees.reduce(0) { $0 + 2 * $1.questions.count }
      nodes.append(contentsOf: repeatElement(0, count: count * size))
      addPlaces(count)
      var next = 1 + Self.lanes
      // A place without a question leads to itself: key 0, and the left child one before it.
      for place in 1..<count { write(UInt32(place - 1), bytes: rankBytes == 1 ? 2 : 4, at: base + place * size + 2 * rankBytes) }
      for (lane, tree) in trees.enumerated() {
        var queue: [(node: Int32, at: Int)] = [(tree.questions.isEmpty ? -1 : 0, 1 + lane)]
        var head = 0
        while head < queue.count {
          let (node, at) = queue[head]
          head += 1
          if node < 0 {
            place(Int(~node), of: tree, at: leafBase + at)
            continue
          }
          let question = tree.questions[Int(node)]
          let offset = base + at * size
          write(UInt32(question.slot), bytes: rankBytes, at: offset)
          write(question.key, bytes: rankBytes, at: offset + rankBytes)
          write(UInt32(next), bytes: rankBytes == 1 ? 2 : 4, at: offset + 2 * rankBytes)
          queue.append((question.left, next))
          queue.append((question.right, next + 1))
          next += 2
        }
      }
    }
  }
}
