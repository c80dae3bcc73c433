extension DefinitionReader {
  /// A strategy as a word, or as a map with what belongs to it.
  private mutating func strategy(
    _ node: DefinitionNode, _ path: String, words: [String], extra: String
  ) -> (word: String, extra: DefinitionNode?, line: Int)? {
    var word: String?
    var value: DefinitionNode?
    if case .map = node.value {
      let entries = entries(node, path)
      refuseUnknown(entries, known: ["strategy", extra], path)
      guard let strategy = entries.first(where: { $0.key == "strategy" }) else {
        report(path, node.line, "has no strategy; possible are \(words.joined(separator: ", "))")
        return nil
      }
      word = text(strategy.value, Self.join(path, "strategy"))
      value = entries.first { $0.key == extra }?.value
    } else {
      word = text(node, path)
    }
    guard let word else { return nil }
    guard words.contains(word) else {
      report(path, node.line, "is \"\(word)\"\(Self.near(word, words)); possible are \(words.joined(separator: ", "))")
      return nil
    }
    return (word, value, node.line)
  }

  /// `passthrough`, or `{strategy: constant, fill_value: 50}`.
  mutating func imputation(_ node: DefinitionNode?, _ path: String) -> FeatureImputation? {
    guard let node, let (word, fill, line) = strategy(node, path, words: FeatureImputation.words, extra: "fill_value") else { return nil }
    if word != "constant", fill != nil { report(Self.join(path, "fill_value"), line, "belongs to the strategy constant, this one is \(word)") }
    switch word {
    case "mean": return .mean
    case "median": return .median
    case "constant":
      guard let fill else {
        report(path, line, "has no fill_value, the strategy constant needs one")
        return nil
      }
      return number(fill, Self.join(path, "fill_value")).map { .constant($0) }
    default: return .passthrough
    }
  }

  /// `standard`, or `{strategy: minmax, range: [0, 100]}`.
  mutating func scaling(_ node: DefinitionNode?, _ path: String) -> FeatureScaling? {
    guard let node, let (word, ends, line) = strategy(node, path, words: FeatureScaling.words, extra: "range") else { return nil }
    if word != "minmax", ends != nil { report(Self.join(path, "range"), line, "belongs to the strategy minmax, this one is \(word)") }
    switch word {
    case "minmax": return ends == nil ? .minimumMaximum(0...1) : range(ends, Self.join(path, "range")).map { .minimumMaximum($0) }
    case "robust": return .robust
    case "passthrough": return .passthrough
    default: return .standard
    }
  }
}
