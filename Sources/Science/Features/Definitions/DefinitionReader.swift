import Domain

/// Reads definitions from nodes and gathers every problem on the way instead of stopping at the first.
struct DefinitionReader {
  /// Longest name of a feature or column.
  static let longestName = 120
  /// Keys of one entry; those of the original registry with `calculator_type` and `input_type`.
  static let entryKeys = [
    "description", "calculator", "calculator_type", "input", "input_type", "interval", "of", "field", "against", "parameters", "form", "outputs",
    "category", "version", "max_age", "imputation", "scaling", "output_properties",
  ]

  private(set) var problems: [DefinitionProblem] = []

  mutating func report(_ path: String, _ line: Int, _ reason: String) {
    problems.append(DefinitionProblem(path: path, line: line, reason: reason))
  }

  /// The entries of a map; a key that stands twice and a value that is no map are problems. Nothing is an empty map.
  mutating func entries(_ node: DefinitionNode, _ path: String) -> [DefinitionNode.Entry] {
    switch node.value {
    case .nothing: return []
    case .map(let entries):
      var seen: Set<String> = []
      return entries.filter { entry in
        if seen.insert(entry.key).inserted { return true }
        report(Self.join(path, entry.key), entry.line, "stands twice")
        return false
      }
    default:
      report(path, node.line, "is \(node.kind), a map is needed")
      return []
    }
  }

  /// Says of every key that is not among `known` that it is unknown.
  mutating func refuseUnknown(_ entries: [DefinitionNode.Entry], known: [String], _ path: String) {
    for entry in entries where !known.contains(entry.key) {
      report(Self.join(path, entry.key), entry.line, "is unknown\(Self.near(entry.key, known))")
    }
  }

  mutating func text(_ node: DefinitionNode?, _ path: String) -> String? {
    guard let node else { return nil }
    switch node.value {
    case .text(let text): return text
    case .number(let number): return "\(number)"
    case .integer(let number): return "\(number)"
    default:
      report(path, node.line, "is \(node.kind), a text is needed")
      return nil
    }
  }

  mutating func number(_ node: DefinitionNode?, _ path: String) -> Double? {
    guard let node else { return nil }
    switch node.value {
    case .number(let number) where number.isFinite: return number
    case .integer(let number): return Double(number)
    default:
      report(path, node.line, "is \(node.kind), a finite number is needed")
      return nil
    }
  }

  mutating func span(_ node: DefinitionNode?, _ path: String) -> Int64? {
    guard let node else { return nil }
    var span: Int64?
    if case .integer(let number) = node.value { span = number }
    if case .text(let text) = node.value { span = DurationText.nanoseconds(text) }
    if let span, (1...31_536_000_000_000_000).contains(span) { return span }
    report(path, node.line, "is no span of time: 500ms, 10s, 5m, 1h or whole nanoseconds, up to a year")
    return nil
  }

  mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ node: DefinitionNode?, _ path: String, _ type: Word.Type) -> Word? {
    guard let node, let text = text(node, path) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    report(path, node.line, "is \"\(text)\"\(Self.near(text, words)); possible are \(words.joined(separator: ", "))")
    return nil
  }

  mutating func range(_ node: DefinitionNode?, _ path: String) -> ClosedRange<Double>? {
    guard let node else { return nil }
    if case .list(let ends) = node.value, ends.count == 2, let low = number(ends[0], path), let high = number(ends[1], path), low <= high {
      return low...high
    }
    report(path, node.line, "is no range: [lowest, highest] is needed")
    return nil
  }

  /// Is this a name that tables, points and shells take as it is?
  mutating func isName(_ name: String, _ path: String, _ line: Int) -> Bool {
    let isPlain = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
    if isPlain, (1...Self.longestName).contains(name.utf8.count), name.utf8.first.map({ $0 > UInt8(ascii: "9") }) == true { return true }
    report(path, line, "is no name: letters, digits and _ are possible, a letter first, \(Self.longestName) at most")
    return false
  }

  static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// ` (did you mean "period"?)`, or nothing.
  static func near(_ word: String, _ known: some Sequence<String>) -> String {
    Suggestion.nearest(to: word, among: Array(known)).map { " (did you mean \"\($0)\"?)" } ?? ""
  }
}
