extension LightGBMParser {
  /// Puts one tree's lines together.
  static func tree(_ fields: [String: Field], index: Int, at start: Int, limit: Int) throws(ModelFileFault) -> LightGBMTree {
    func list<Number>(_ key: String, count: Int, _ parse: (Substring) -> Number?) throws(ModelFileFault) -> [Number] {
      guard let (text, offset) = fields[key] else { throw .missing("\(key)\" of tree \"\(index)", at: start) }
      let words = text.split(separator: " ")
      guard words.count == count else { throw .invalid("tree \(index): \(key) has \(words.count) entries, \(count) are expected", at: offset) }
      var numbers: [Number] = []
      numbers.reserveCapacity(count)
      for word in words {
        guard let number = parse(word) else { throw .invalid("tree \(index): \"\(word.prefix(40))\" in \(key) is no number of its kind", at: offset) }
        numbers.append(number)
      }
      return numbers
    }
    func scalar(_ key: String, or fallback: Int? = nil) throws(ModelFileFault) -> Int {
      guard let (text, offset) = fields[key] else {
        guard let fallback else { throw .missing("\(key)\" of tree \"\(index)", at: start) }
        return fallback
      }
      guard let value = Int(text), value >= 0 else { throw .invalid("tree \(index): \(key) \"\(text.prefix(40))\" is no count", at: offset) }
      return value
    }
    let leafCount = try scalar("num_leaves")
    guard leafCount >= 1 else { throw .invalid("tree \(index): num_leaves is \(leafCount)", at: start) }
    guard leafCount <= limit else { throw .limit("tree \(index) has \(leafCount) leaves, \(limit) more are taken", at: start) }
    let sets = try scalar("num_cat", or: 0)
    var tree = LightGBMTree(questions: [], leaves: [], boundaries: [0], words: [], lines: [])
    tree.leaves = try list("leaf_value", count: leafCount) { Double($0) }
    let inner = leafCount - 1
    if fields["leaf_count"] != nil, fields["internal_count"] != nil, inner > 0 {
      tree.leafCounts = try list("leaf_count", count: leafCount) { Int($0) }
      tree.questionCounts = try list("internal_count", count: inner) { Int($0) }
    }
    if inner > 0 {
      let features = try list("split_feature", count: inner) { Int32($0) }
      let thresholds = try list("threshold", count: inner) { Double($0) }
      let decisions = fields["decision_type"] == nil ? [UInt8](repeating: 0, count: inner) : try list("decision_type", count: inner) { UInt8($0) }
      let left = try list("left_child", count: inner) { Int32($0) }
      let right = try list("right_child", count: inner) { Int32($0) }
      for node in 0..<inner {
        tree.questions.append(
          LightGBMTree.Question(feature: features[node], threshold: thresholds[node], decision: decisions[node], left: left[node], right: right[node]))
      }
    }
    if sets > 0 {
      guard sets <= inner else { throw .invalid("tree \(index): \(sets) category sets for \(inner) questions", at: start) }
      tree.boundaries = try list("cat_boundaries", count: sets + 1) { Int32($0) }
      let words = Int(tree.boundaries.last ?? 0)
      guard words >= 0, words <= 1 << 24 else { throw .invalid("tree \(index): cat_boundaries end at \(words)", at: start) }
      tree.words = try list("cat_threshold", count: words) { UInt32($0) }
    }
    if try scalar("is_linear", or: 0) == 1 {
      let constants = try list("leaf_const", count: leafCount) { Double($0) }
      let counts = try list("num_features", count: leafCount) { Int($0) }
      guard counts.allSatisfy({ $0 >= 0 && $0 <= 65_536 }) else { throw .invalid("tree \(index): num_features holds a number that is no count", at: start) }
      let total = counts.reduce(0, +)
      let features = total == 0 ? [] : try list("leaf_features", count: total) { Int32($0) }
      let coefficients = total == 0 ? [] : try list("leaf_coeff", count: total) { Double($0) }
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
