import TestSupport

/// A seeded JSON document as text, and what it means.
enum RandomDocument {
  static let words = ["", "a", "price", "é", "😀", "\"", "\\", "\n", "\u{1}", "/", "key with spaces", "\u{7f}"]

  static func string(_ dice: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...3, using: &dice)).map { _ in words.randomElement(using: &dice) ?? "" }.joined()
  }

  /// A string in quotes, its escapes chosen by the dice among those that JSON allows for it.
  static func quoted(_ text: String, _ dice: inout SeededGenerator) -> String {
    var out = "\""
    for unit in text.unicodeScalars {
      let code = unit.value
      if code < 32 || unit == "\"" || unit == "\\" || Int.random(in: 0..<8, using: &dice) == 0 {
        for half in String(unit).utf16 {
          let digits = String(half, radix: 16, uppercase: Bool.random(using: &dice))
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        out.unicodeScalars.append(unit)
      }
    }
    return out + "\""
  }

  static func space(_ dice: inout SeededGenerator) -> String {
    ["", "", "", " ", "\n", "\t\r "].randomElement(using: &dice) ?? ""
  }

  static func value(_ dice: inout SeededGenerator, depth: Int) -> String {
    let inner: String =
      switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &dice) {
      case 0: ["true", "false", "null"].randomElement(using: &dice) ?? "null"
      case 1: String(Int64(truncatingIfNeeded: dice.next()) >> Int64.random(in: 0...63, using: &dice))
      case 2: (dice.normal() * 1e3).description
      case 3: ["1e5", "-0", "0.5E-7", "12e+3", "-0.0", "1234.5678"].randomElement(using: &dice) ?? "0"
      case 4: quoted(string(&dice), &dice)
      case 5, 6: array(&dice, depth: depth - 1)
      default: object(&dice, depth: depth - 1)
      }
    return space(&dice) + inner + space(&dice)
  }

  static func array(_ dice: inout SeededGenerator, depth: Int) -> String {
    var parts: [String] = []
    for _ in 0..<Int.random(in: 0...4, using: &dice) { parts.append(value(&dice, depth: depth)) }
    return "[" + (parts.isEmpty ? space(&dice) : parts.joined(separator: ",")) + "]"
  }

  static func object(_ dice: inout SeededGenerator, depth: Int) -> String {
    var parts: [String] = []
    for index in 0..<Int.random(in: 0...4, using: &dice) {
      // The index keeps keys apart: what a repeated key means is nobody's standard.
      parts.append(space(&dice) + quoted("\(index)" + string(&dice), &dice) + space(&dice) + ":" + value(&dice, depth: depth))
    }
    return "{" + (parts.isEmpty ? space(&dice) : parts.joined(separator: ",")) + "}"
  }
}
