/// Reads markup by XML's rules and no laxer: every tag closed in order, attributes quoted and named once, `<` and `&` never raw.
struct StrictMarkup {
  struct Element: Equatable {
    var name: String
    var attributes: [String: String]
    /// Text of it and of what it holds, entities resolved.
    var text = ""
    var depth: Int
  }

  struct Broken: Error, CustomStringConvertible {
    var description: String
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0
  /// In order of opening.
  private(set) var elements: [Element] = []
  private var open: [Int] = []

  init(_ text: String) throws {
    scalars = Array(text.unicodeScalars)
    if text.hasPrefix("<!DOCTYPE html>") { index = 15 }
    while index < scalars.count {
      if scalars[index] == "<" { try tag() } else { try character() }
    }
    guard open.isEmpty, !elements.isEmpty else { throw broken("\(open.count) elements are left open") }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  private func broken(_ reason: String) -> Broken {
    let near = String(String.UnicodeScalarView(scalars[max(0, index - 40)..<min(scalars.count, index + 40)]))
    return Broken(description: "\(reason) at \(index), near \(near)")
  }

  private mutating func character() throws {
    let scalar = try content()
    if open.isEmpty {
      guard scalar == "\n" || scalar == " " else { throw broken("text outside the root") }
      return
    }
    for element in open { elements[element].text.unicodeScalars.append(scalar) }
  }

  /// One character of text or of an attribute's value.
  private mutating func content() throws -> Unicode.Scalar {
    let scalar = scalars[index]
    guard scalar.value >= 32 && scalar.value != 127 || scalar == "\n" else { throw broken("control character \(scalar.value)") }
    index += 1
    guard scalar == "&" else { return scalar }
    guard let end = scalars[index...].prefix(8).firstIndex(of: ";") else { throw broken("a raw &") }
    let name = String(String.UnicodeScalarView(scalars[index..<end]))
    index = end + 1
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "#39": return "'"
    default: throw broken("unknown entity \(name)")
    }
  }

  private mutating func name() throws -> String {
    let start = index
    while index < scalars.count, scalars[index].properties.isAlphabetic || scalars[index] == "-" || scalars[index] == ":" || (index > start && scalars[index].properties.numericType != nil) {
      index += 1
    }
    guard index > start else { throw broken("a name is missing") }
    return String(String.UnicodeScalarView(scalars[start..<index]))
  }

  private mutating func take(_ scalar: Unicode.Scalar) throws {
    guard index < scalars.count, scalars[index] == scalar else { throw broken("no \(scalar)") }
    index += 1
  }

  private mutating func tag() throws {
    try take("<")
    guard index < scalars.count else { throw broken("the text ends in a tag") }
    if scalars[index] == "/" {
      index += 1
      let closed = try name()
      try take(">")
      guard let last = open.popLast(), elements[last].name == closed else { throw broken("</\(closed)> closes nothing of its name") }
      return
    }
    if open.isEmpty, !elements.isEmpty { throw broken("a second root") }
    var element = Element(name: try name(), attributes: [:], depth: open.count)
    while index < scalars.count, scalars[index] == " " {
      index += 1
      let key = try name()
      try take("=")
      try take("\"")
      var value = ""
      while index < scalars.count, scalars[index] != "\"" {
        guard scalars[index] != "<" else { throw broken("a raw < in an attribute") }
        value.unicodeScalars.append(try content())
      }
      try take("\"")
      guard element.attributes.updateValue(value, forKey: key) == nil else { throw broken("\(key) twice") }
    }
    elements.append(element)
    if index < scalars.count, scalars[index] == "/" {
      index += 1
      try take(">")
    } else {
      try take(">")
      open.append(elements.count - 1)
    }
  }
}
