/// Reads a key's parameters against a detector's list and ranges.
struct ParameterReader {
  let key: DetectorKey

  /// - Throws: ``DriftError/unknownParameter(_:detector:known:)``.
  init(_ key: DetectorKey, known: [String]) throws(DriftError) {
    self.key = key
    for parameter in key.parameters where !known.contains(parameter.name) {
      throw .unknownParameter(parameter.name, detector: key.name, known: known)
    }
  }

  func text(_ name: String) -> String? { key.parameters.first { $0.name == name }?.value }

  /// A number strictly between two bounds.
  func number(_ name: String, default value: Double, above low: Double, below high: Double) throws(DriftError) -> Double {
    guard let text = text(name) else { return value }
    guard let number = Double(text), number > low, number < high else {
      throw .badParameter(name, value: text, wanted: "a number above \(low) and below \(high)")
    }
    return number
  }

  /// A whole number in a range.
  func whole(_ name: String, default value: Int, in range: ClosedRange<Int>) throws(DriftError) -> Int {
    guard let text = text(name) else { return value }
    guard let number = Int(text), range.contains(number) else {
      throw .badParameter(name, value: text, wanted: "a whole number in \(range.lowerBound)…\(range.upperBound)")
    }
    return number
  }

  /// True or false, as Python or Swift write it; nil when not given.
  func flag(_ name: String) throws(DriftError) -> Bool? {
    guard let text = text(name) else { return nil }
    switch text {
    case "True", "true": return true
    case "False", "false": return false
    default: throw .badParameter(name, value: text, wanted: "true or false")
    }
  }

  /// One word of a list.
  func choice(_ name: String, default value: String, among words: [String]) throws(DriftError) -> String {
    guard let text = text(name) else { return value }
    guard words.contains(text) else { throw .badParameter(name, value: text, wanted: words.joined(separator: ", ")) }
    return text
  }

  /// The parameter `as`; the first of the list when it is not given.
  func dialect(among dialects: [DetectorDialect]) throws(DriftError) -> DetectorDialect {
    let word = try choice("as", default: dialects[0].rawValue, among: dialects.map(\.rawValue))
    return DetectorDialect(rawValue: word) ?? dialects[0]
  }
}
