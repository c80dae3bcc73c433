/// A detector's name and parameters as text: `adwin_river[delta=0.002,clock=8]`, `adwin[default]`, `adwin`.
///
/// Whose answer is wanted stands in round brackets, before or instead of parameters: `rddm(frouros, default)`, `stepd(frouros, input=1-x)`; it is the
/// parameter `as` (``DetectorDialect``), and `ddm[as=river]` says the same as `ddm(river)`.
public struct DetectorKey: Hashable, Sendable, Codable, CustomStringConvertible {
  /// One parameter, in the order written.
  public struct Parameter: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// Its value as written.
    public var value: String

    /// A name and its value.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The detector.
  public var name: String
  /// Parameters that differ from the detector's own defaults.
  public var parameters: [Parameter]

  /// A key from its parts.
  public init(name: String, parameters: [Parameter] = []) {
    self.name = name
    self.parameters = parameters
  }

  /// A key with its parameters in the order written.
  public init(_ name: String, _ parameters: KeyValuePairs<String, String>) {
    self.init(name: name, parameters: parameters.map { Parameter(name: $0.key, value: $0.value) })
  }

  /// Reads a key.
  ///
  /// - Throws: ``DriftError/malformedKey(_:reason:)``.
  public init(parsing text: String) throws(DriftError) {
    guard let open = text.firstIndex(where: { $0 == "[" || $0 == "(" }) else {
      guard !text.isEmpty, !text.contains(where: { $0 == "]" || $0 == ")" }) else {
        throw .malformedKey(text, reason: text.isEmpty ? "it is empty" : "a closing bracket without its opening one")
      }
      self.init(name: text)
      return
    }
    let isRound = text[open] == "("
    guard text.last == (isRound ? ")" : "]") else { throw .malformedKey(text, reason: "the closing \(isRound ? ")" : "]") is missing") }
    let name = String(text[..<open])
    guard !name.isEmpty else { throw .malformedKey(text, reason: "the name is missing") }
    let inside = text[text.index(after: open)...].dropLast()
    self.init(name: name)
    if inside.isEmpty { return }
    for (place, part) in inside.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
      let word = part.drop { $0 == " " }
      if word == "default" { continue }
      let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if isRound, place == 0, halves.count == 1, !word.isEmpty {
        try set("as", String(word))
        continue
      }
      guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
        throw .malformedKey(text, reason: "\"\(word)\" is not parameter=value")
      }
      try set(String(halves[0]), String(halves[1]))
    }
  }

  /// Sets a parameter.
  ///
  /// - Throws: ``DriftError/malformedKey(_:reason:)`` when it is given already.
  public mutating func set(_ name: String, _ value: String) throws(DriftError) {
    guard !parameters.contains(where: { $0.name == name }) else {
      throw .malformedKey(description, reason: "parameter \(name) is given twice")
    }
    parameters.append(Parameter(name: name, value: value))
  }

  /// The key's text; without parameters the name alone.
  public var description: String {
    parameters.isEmpty ? name : "\(name)[\(parameters.map { "\($0.name)=\($0.value)" }.joined(separator: ","))]"
  }
}
