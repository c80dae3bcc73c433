/// One pass over a LightGBM text file: `key=value` lines, a header and one block a tree.
struct LightGBMParser {
  /// A value and where it stands.
  typealias Field = (text: String, offset: Int)

  let limits: ModelLimits
  private var offset = 0

  init(limits: ModelLimits) { self.limits = limits }

  /// The next line without its end, and where it begins; `nil` at the end of the file.
  private mutating func line(_ bytes: Span<UInt8>) -> Field? {
    guard offset < bytes.count else { return nil }
    let start = offset
    var units: [UInt8] = []
    while offset < bytes.count, bytes[offset] != 10 {
      units.append(bytes[offset])
      offset += 1
    }
    offset += 1
    if units.last == 13 { units.removeLast() }
    return (String(decoding: units, as: UTF8.self), start)
  }

  mutating func parse(_ bytes: Span<UInt8>) throws(ModelFileFault) -> LightGBMModel {
    var header: [String: Field] = [:]
    var blocks: [(fields: [String: Field], offset: Int)] = []
    var ended = false
    while let (text, start) = line(bytes) {
      if text == "end of trees" {
        ended = true
        break
      }
      guard let equals = text.firstIndex(of: "=") else {
        if blocks.isEmpty, !text.isEmpty { header[text] = ("", start) }
        continue
      }
      let key = String(text[..<equals])
      let value = (text: String(text[text.index(after: equals)...]), offset: start + key.utf8.count + 1)
      if key == "Tree" {
        guard Int(value.text) == blocks.count else { throw .invalid("tree \(blocks.count) is expected, \"\(value.text.prefix(20))\" stands here", at: value.offset) }
        guard blocks.count < limits.trees else { throw .limit("more than \(limits.trees) trees", at: start) }
        blocks.append(([:], start))
      } else if blocks.isEmpty {
        header[key] = value
      } else {
        blocks[blocks.count - 1].fields[key] = value
      }
    }
    guard ended else { throw ModelFileFault(code: "model.truncated", offset: bytes.count, reason: "the file ends before \"end of trees\"") }
    return try model(header, blocks)
  }

  private func model(_ header: [String: Field], _ blocks: [(fields: [String: Field], offset: Int)]) throws(ModelFileFault) -> LightGBMModel {
    func integer(_ key: String, _ range: ClosedRange<Int>) throws(ModelFileFault) -> Int {
      guard let (text, offset) = header[key] else { throw .missing(key, at: blocks.first?.offset ?? self.offset) }
      guard let value = Int(text), value >= range.lowerBound else { throw .invalid("\(key) \"\(text.prefix(40))\" is no count", at: offset) }
      guard value <= range.upperBound else { throw .limit("\(key) is \(value), at most \(range.upperBound) are taken", at: offset) }
      return value
    }
    let features = try integer("max_feature_idx", 0...(limits.features - 1)) + 1
    let groups = try integer("num_tree_per_iteration", 1...limits.groups)
    var names = (0..<features).map { "Column_\($0)" }
    if let (text, offset) = header["feature_names"] {
      names = text.split(separator: " ").map(String.init)
      guard names.count == features else { throw .invalid("feature_names has \(names.count) names, max_feature_idx says \(features)", at: offset) }
    }
    let words = header["objective"] ?? ("", 0)
    guard let objective = LightGBMObjective(words.text) else {
      throw .unsupported(
        "the objective \"\(words.text.prefix(60))\" is unknown, so its scores have no known meaning", hint: "train with one of LightGBM's own objectives",
        at: words.offset)
    }
    guard blocks.count % groups == 0 else {
      throw .invalid("\(blocks.count) trees are no multiple of num_tree_per_iteration \(groups)", at: blocks.last?.offset ?? 0)
    }
    var nodes = 0
    var trees: [LightGBMTree] = []
    trees.reserveCapacity(blocks.count)
    for (index, block) in blocks.enumerated() {
      let tree = try Self.tree(block.fields, index: index, at: block.offset, limit: limits.nodes - nodes)
      nodes += tree.leaves.count
      if let defect = tree.defect(featureCount: features) { throw .invalid("tree \(index): \(defect)", at: block.offset) }
      trees.append(tree)
    }
    return LightGBMModel(featureNames: names, objective: objective, groupCount: groups, averages: header["average_output"] != nil, trees: trees)
  }
}
