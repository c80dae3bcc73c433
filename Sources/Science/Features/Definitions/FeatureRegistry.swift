public import Domain

/// A file of feature definitions: a registry of entries, and which of them are active.
///
/// ```yaml
/// name: default
/// version: 1
/// registry:
///   rsi_14:
///     description: Wilder's RSI
///     calculator: rsi
///     input: candles
///     interval: 1s
///     parameters: {n: 14}
///     imputation: {strategy: constant, fill_value: 50}
///     output_properties: {range: [0, 100]}
/// features: [rsi_14]          # all when left out; or a map of overrides: {rsi_14: {parameters: {n: 7}}}
/// ```
///
/// Every problem of a file is found at once. An active key that the registry lacks is one too, unless its override is a whole entry of its own
/// (`calculator` and `input`).
public struct FeatureRegistry: Sendable {
  /// Most entries a registry may have.
  public static let maximumEntries = 4096

  public let name: String
  public let version: Int
  /// Every entry, in the order of the file, active or not.
  public let definitions: [FeatureDefinition]
  /// What the file is called in diagnostics.
  public let file: String
  private let entries: [DefinitionNode.Entry]
  private let activation: DefinitionNode?

  /// Reads a registry.
  ///
  /// - Parameters:
  ///   - node: the whole file.
  ///   - file: what diagnostics call it.
  /// - Throws: `features.definitions`, exit code 78, with all problems.
  public static func read(_ node: DefinitionNode, file: String) throws(Diagnostic) -> FeatureRegistry {
    var reader = DefinitionReader()
    let registry = FeatureRegistry(node, file: file, &reader)
    guard reader.problems.isEmpty else { throw DefinitionProblem.diagnostic(reader.problems, file: file) }
    return registry
  }

  /// Everything that is wrong with a file, its own activation included; empty when nothing is.
  public static func problems(in node: DefinitionNode, file: String) -> [DefinitionProblem] {
    var reader = DefinitionReader()
    let registry = FeatureRegistry(node, file: file, &reader)
    guard reader.problems.isEmpty else { return reader.problems }
    _ = registry.activate(nil, &reader)
    return reader.problems
  }

  private init(_ node: DefinitionNode, file: String, _ reader: inout DefinitionReader) {
    let top = reader.entries(node, "")
    reader.refuseUnknown(top, known: ["name", "version", "registry", "features"], "")
    func value(_ key: String) -> DefinitionNode? { top.first { $0.key == key }?.value }
    name = reader.text(value("name"), "name") ?? "features"
    if value("name") != nil { _ = reader.isName(name, "name", value("name")?.line ?? 0) }
    var version = 1
    if let node = value("version") {
      if case .integer(let number) = node.value, (0...Int64(Int32.max)).contains(number) {
        version = Int(number)
      } else {
        reader.report("version", node.line, "is no whole number from 0 to \(Int32.max)")
      }
    }
    self.version = version
    self.file = file
    var entries: [DefinitionNode.Entry] = []
    if let registry = value("registry") {
      entries = reader.entries(registry, "registry")
    } else {
      reader.report("registry", node.line, "is missing")
    }
    if entries.count > Self.maximumEntries {
      reader.report("registry", node.line, "has \(entries.count) entries, at most \(Self.maximumEntries) are read")
      entries = []
    }
    var definitions: [FeatureDefinition] = []
    for entry in entries {
      if let definition = reader.definition(key: entry.key, entry.value, line: entry.line, path: "registry.\(entry.key)") { definitions.append(definition) }
    }
    self.definitions = definitions
    self.entries = entries
    activation = value("features")
  }

  /// The active features as a set.
  ///
  /// - Parameter override: takes the place of the file's own `features`: a list of keys, or a map from keys to what differs.
  /// - Throws: `features.definitions` with every problem of the activation.
  public func featureSet(activating override: DefinitionNode? = nil) throws(Diagnostic) -> FeatureSet {
    var reader = DefinitionReader()
    guard let set = activate(override, &reader) else { throw DefinitionProblem.diagnostic(reader.problems, file: file) }
    return set
  }

  private func activate(_ override: DefinitionNode?, _ reader: inout DefinitionReader) -> FeatureSet? {
    var active: [FeatureDefinition] = []
    var lines: [String: Int] = [:]
    switch (override ?? activation)?.value {
    case nil, .nothing:
      active = definitions
    case .list(let keys):
      for key in keys {
        guard let text = reader.text(key, "features") else { continue }
        guard let definition = definitions.first(where: { $0.key == text }) else {
          reader.report("features.\(text)", key.line, "is not in the registry\(DefinitionReader.near(text, definitions.map(\.key)))")
          continue
        }
        if lines.updateValue(key.line, forKey: text) != nil { reader.report("features.\(text)", key.line, "stands twice") }
        active.append(definition)
      }
    case .map:
      for entry in reader.entries(override ?? activation ?? DefinitionNode(.nothing), "features") {
        lines[entry.key] = entry.line
        if let definition = overridden(entry, &reader) { active.append(definition) }
      }
    default:
      reader.report("features", (override ?? activation)?.line ?? 0, "is neither a list of keys nor a map of overrides")
    }
    if reader.problems.isEmpty {
      for problem in FeatureSet.columnProblems(active, line: { lines[$0] ?? 0 }) { reader.report(problem.path, problem.line, problem.reason) }
    }
    return reader.problems.isEmpty ? FeatureSet(name: name, version: version, checked: active) : nil
  }

  /// An entry of the activation map: an override of a registered entry, or an entry of its own.
  private func overridden(_ entry: DefinitionNode.Entry, _ reader: inout DefinitionReader) -> FeatureDefinition? {
    let path = "features.\(entry.key)"
    if let registered = entries.first(where: { $0.key == entry.key }) {
      if case .nothing = entry.value.value { return definitions.first { $0.key == entry.key } }
      guard case .map = entry.value.value else {
        reader.report(path, entry.line, "is \(entry.value.kind), a map of what differs is needed")
        return nil
      }
      let merged = registered.value.merged(with: entry.value)
      return reader.definition(key: entry.key, merged, line: entry.line, path: path)
    }
    let isWhole = (entry.value["calculator"] ?? entry.value["calculator_type"]) != nil && (entry.value["input"] ?? entry.value["input_type"]) != nil
    guard isWhole else {
      reader.report(
        path, entry.line,
        "is not in the registry\(DefinitionReader.near(entry.key, definitions.map(\.key))), and is no entry of its own: that needs calculator and input")
      return nil
    }
    return reader.definition(key: entry.key, entry.value, line: entry.line, path: path)
  }
}
