import LineProtocol
import TestSupport

/// Random points whose names and strings are as awkward as strict rules allow.
enum PointDice {
  private static let letters = Array(" ,=\"'#_/%äß€🙂e\u{301}azAZ09.-:;|~\u{a0}".unicodeScalars)

  static func text(_ dice: inout SeededGenerator, length: ClosedRange<Int>, extra: [Unicode.Scalar] = []) -> String {
    let choice = letters + extra
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: length, using: &dice) { text.append(choice.randomElement(using: &dice)!) }
    return String(text)
  }

  /// A name that strict rules take: no `_` or `#` in front, not `time`.
  static func name(_ dice: inout SeededGenerator) -> String {
    let name = text(&dice, length: 1...8)
    // By scalars: a combining mark behind it makes another character of it, not another byte.
    let first = name.unicodeScalars.first
    return first == "_" || first == "#" ? "x" + name : name
  }

  static func value(_ dice: inout SeededGenerator) -> FieldValue {
    switch Int.random(in: 0..<5, using: &dice) {
    case 0: .float(LineNumberTests.double(&dice))
    case 1: .integer(Int64(bitPattern: dice.next()) >> Int64.random(in: 0...63, using: &dice))
    case 2: .boolean(Bool.random(using: &dice))
    case 3: .string(text(&dice, length: 0...12, extra: ["\\", "\t"]))
    default: .float(Double(Int64.random(in: -1_000_000...1_000_000, using: &dice)) / 100)
    }
  }

  static func point(_ dice: inout SeededGenerator) -> Point {
    var point = Point(measurement: name(&dice), fields: [])
    var taken: Set<[UInt8]> = []
    for _ in 0..<Int.random(in: 0...5, using: &dice) {
      let key = name(&dice)
      if taken.insert(Array(key.utf8)).inserted { point.tags.append(.init(key, text(&dice, length: 0...8))) }
    }
    taken = []
    for _ in 0..<Int.random(in: 1...12, using: &dice) {
      let key = name(&dice)
      if taken.insert(Array(key.utf8)).inserted { point.fields.append(.init(key, value(&dice))) }
    }
    if Bool.random(using: &dice) { point.time = Int64.random(in: -9_223_372_036_854_775_806...9_223_372_036_854_775_806, using: &dice) }
    return point
  }
}
