/// A value of a definitions file as its reader saw it: neutral between YAML, JSON and a literal in code, with the line it stands on.
public struct DefinitionNode: Hashable, Sendable {
  /// What stands there.
  public indirect enum Value: Hashable, Sendable {
    /// In the order of the file; a key that stands twice is there twice.
    case map([Entry])
    case list([DefinitionNode])
    case text(String)
    case integer(Int64)
    case number(Double)
    case flag(Bool)
    /// Nothing: an empty value or `null`.
    case nothing
  }

  /// One key of a map.
  public struct Entry: Hashable, Sendable {
    public var key: String
    /// Line of the key, from 1; 0 where there is no file.
    public var line: Int
    public var value: DefinitionNode

    /// An entry from its parts.
    public init(key: String, line: Int = 0, value: DefinitionNode) {
      self.key = key
      self.line = line
      self.value = value
    }
  }

  public var value: Value
  /// Line on which the value begins, from 1; 0 where there is no file.
  public var line: Int

  /// A node from its parts.
  public init(_ value: Value, line: Int = 0) {
    self.value = value
    self.line = line
  }

  /// The value of a key of a map; `nil` where there is none, or this is no map.
  public subscript(key: String) -> DefinitionNode? {
    guard case .map(let entries) = value else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// What kind of value this is, in words.
  var kind: String {
    switch value {
    case .map: "a map"
    case .list: "a list"
    case .text: "a text"
    case .integer: "a whole number"
    case .number: "a number"
    case .flag: "true or false"
    case .nothing: "nothing"
    }
  }
}
