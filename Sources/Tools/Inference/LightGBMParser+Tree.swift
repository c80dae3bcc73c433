extension LightGBMParser {
  /// Puts one tree's lines together.
  static func tree(_ bytes: Span<UInt8>, _ block: LightGBMBlock, index: Int, limit: Int) throws(ModelFileFault) -> LightGBMTree {
    let start = block.start
    func scalar(_ key: LightGBMKey, or fallback: Int? = nil) throws(ModelFileFault) -> Int {
      try Self.scalar(bytes, block, tree: index, key, or: fallback)
    }
    func integers<Number: FixedWidthInteger>(_ key: LightGBMKey, count: Int) throws(ModelFileFault) -> [Number] {
      try Self.integers(bytes, block, tree: index, key, count: count)
    }
    func doubles(_ key: LightGBMKey, count: Int) throws(ModelFileFault) -> [Double] {
      try Self.doubles(bytes, block, tree: index, key, count: count)
    }
    let leafCount = try scalar(.leafCount)
    guard leafCount >= 1 else { throw .invalid("tree \(index): num_leaves is \(leafCount)", at: start) }
    guard leafCount <= limit else { throw .limit("tree \(index) has \(leafCount) leaves, \(limit) more are taken", at: start) }
    let sets = try scalar(.setCount, or: 0)
    var tree = LightGBMTree(questions: [], leaves: [], boundaries: [0], words: [], lines: [])
    tree.leaves = try doubles(.leafValue, count: leafCount)
    let inner = leafCount - 1
    if block[.leafRows] != nil, block[.questionRows] != nil, inner > 0 {
      tree.leafCounts = try integers(.leafRows, count: leafCount)
      tree.questionCounts = try integers(.questionRows, count: inner)
    }
    if inner > 0 {
      let features: [Int32] = try integers(.splitFeature, count: inner)
      let thresholds = try doubles(.threshold, count: inner)
      let decisions: [UInt8] = block[.decisionType] == nil ? Array(repeating: 0, count: inner) : try integers(.decisionType, count: inner)
      let left: [Int32] = try integers(.leftChild, count: inner)
      let right: [Int32] = try integers(.rightChild, count: inner)
      tree.questions.reserveCapacity(inner)
      for node in 0..<inner {
        tree.questions.append(
          LightGBMTree.Question(feature: features[node], threshold: thresholds[node], decision: decisions[node], left: left[node], right: right[node]))
      }
    }
    if sets > 0 {
      guard sets <= inner else { throw .invalid("tree \(index): \(sets) category sets for \(inner) questions", at: start) }
      tree.boundaries = try integers(.setBoundaries, count: sets + 1)
      let words = Int(tree.boundaries.last ?? 0)
      guard words >= 0, words <= 1 << 24 else { throw .invalid("tree \(index): cat_boundaries end at \(words)", at: start) }
      tree.words = try integers(.setWords, count: words)
    }
    if try scalar(.isLinear, or: 0) == 1 {
      let constants = try doubles(.constants, count: leafCount)
      let counts: [Int] = try integers(.termCounts, count: leafCount)
      guard counts.allSatisfy({ $0 >= 0 && $0 <= 65_536 }) else { throw .invalid("tree \(index): num_features holds a number that is no count", at: start) }
      let total = counts.reduce(0, +)
      let features: [Int32] = total == 0 ? [] : try integers(.termFeatures, count: total)
      let coefficients: [Double] = total == 0 ? [] : try doubles(.coefficients, count: total)
      var next = 0
      for leaf in 0..<leafCount {
        let range = next..<(next + counts[leaf])
        tree.lines.append(LightGBMTree.Line(constant: constants[leaf], features: Array(features[range]), coefficients: Array(coefficients[range])))
        next = range.upperBound
      }
    }
    return tree
  }
}
