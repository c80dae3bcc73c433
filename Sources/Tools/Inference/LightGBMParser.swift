internal import Kernels

/// One pass over a LightGBM text file, `key=value` lines in a header and one block a tree, then one over the values that count.
struct LightGBMParser {
  let limits: ModelLimits
  private var offset = 0

  init(limits: ModelLimits) { self.limits = limits }

  /// Bytes as text, damaged ones replaced.
  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var units: [UInt8] = []
    units.reserveCapacity(range.count)
    for index in range { units.append(bytes[index]) }
    return String(decoding: units, as: UTF8.self)
  }

  /// The beginning of a value, for a message.
  static func excerpt(_ bytes: Span<UInt8>, _ range: Range<Int>, _ count: Int = 40) -> Substring {
    text(bytes, range.prefix(8 * count)).prefix(count)
  }

  /// The next line without its end; `nil` at the end of the file.
  private mutating func line(_ bytes: Span<UInt8>) -> Range<Int>? {
    guard offset < bytes.count else { return nil }
    let start = offset
    var end = firstIndex(of: 10, in: bytes, from: start)
    offset = end + 1
    if end > start, bytes[end - 1] == 13 { end -= 1 }
    return start..<end
  }

  private static func spells(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    return text(bytes, range) == word.description
  }

  mutating func parse(_ bytes: Span<UInt8>) throws(ModelFileFault) -> LightGBMModel {
    var header = LightGBMBlock(start: 0)
    var blocks: [LightGBMBlock] = []
    var ended = false
    while let line = line(bytes) {
      if Self.spells(bytes, line, "end of trees") {
        ended = true
        break
      }
      var equals = line.lowerBound
      while equals < line.upperBound, bytes[equals] != 61 { equals += 1 }
      guard equals < line.upperBound else {
        if blocks.isEmpty, let key = LightGBMKey(bytes, line) { header[key] = line.lowerBound..<line.lowerBound }
        continue
      }
      let value = (equals + 1)..<line.upperBound
      if Self.spells(bytes, line.lowerBound..<equals, "Tree") {
        guard LightGBMNumber.integer(bytes, value) == blocks.count else {
          throw .invalid("tree \(blocks.count) is expected, \"\(Self.excerpt(bytes, value, 20))\" stands here", at: value.lowerBound)
        }
        guard blocks.count < limits.trees else { throw .limit("more than \(limits.trees) trees", at: line.lowerBound) }
        blocks.append(LightGBMBlock(start: line.lowerBound))
      } else if let key = LightGBMKey(bytes, line.lowerBound..<equals) {
        if blocks.isEmpty { header[key] = value } else { blocks[blocks.count - 1][key] = value }
      }
    }
    guard ended else { throw ModelFileFault(code: "model.truncated", offset: bytes.count, reason: "the file ends before \"end of trees\"") }
    return try model(bytes, header, blocks)
  }

  private func model(_ bytes: Span<UInt8>, _ header: LightGBMBlock, _ blocks: [LightGBMBlock]) throws(ModelFileFault) -> LightGBMModel {
    func integer(_ key: LightGBMKey, _ range: ClosedRange<Int>) throws(ModelFileFault) -> Int {
      guard let text = header[key] else { throw .missing(key.text, at: blocks.first?.start ?? offset) }
      guard let value: Int = LightGBMNumber.integer(bytes, text), value >= range.lowerBound else {
        throw .invalid("\(key.text) \"\(Self.excerpt(bytes, text))\" is no count", at: text.lowerBound)
      }
      guard value <= range.upperBound else { throw .limit("\(key.text) is \(value), at most \(range.upperBound) are taken", at: text.lowerBound) }
      return value
    }
    let features = try integer(.maxFeatureIndex, 0...(limits.features - 1)) + 1
    let groups = try integer(.treesPerIteration, 1...limits.groups)
    var names = (0..<features).map { "Column_\($0)" }
    if let range = header[.featureNames] {
      names = Self.text(bytes, range).split(separator: " ").map(String.init)
      guard names.count == features else { throw .invalid("feature_names has \(names.count) names, max_feature_idx says \(features)", at: range.lowerBound) }
    }
    let words = header[.objective] ?? 0..<0
    guard let objective = LightGBMObjective(Self.text(bytes, words)) else {
      throw .unsupported(
        "the objective \"\(Self.excerpt(bytes, words, 60))\" is unknown, so its scores have no known meaning",
        hint: "train with one of LightGBM's own objectives", at: words.lowerBound)
    }
    guard blocks.count % groups == 0 else {
      throw .invalid("\(blocks.count) trees are no multiple of num_tree_per_iteration \(groups)", at: blocks.last?.start ?? 0)
    }
    var nodes = 0
    var trees: [LightGBMTree] = []
    trees.reserveCapacity(blocks.count)
    for (index, block) in blocks.enumerated() {
      let tree = try Self.tree(bytes, block, index: index, limit: limits.nodes - nodes)
      nodes += tree.leaves.count
      if let defect = tree.defect(featureCount: features) { throw .invalid("tree \(index): \(defect)", at: block.start) }
      trees.append(tree)
    }
    return LightGBMModel(featureNames: names, objective: objective, groupCount: groups, averages: header[.averageOutput] != nil, trees: trees)
  }
}
