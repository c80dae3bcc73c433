import LineProtocol
import TestSupport
import Testing

@Suite("a number as text") struct LineNumberTests {
  static func text(_ value: Double) -> String {
    var bytes: [UInt8] = []
    LineNumber.append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func text(_ value: Float) -> String {
    var bytes: [UInt8] = []
    LineNumber.append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func text(_ units: Int64, scale: Int) -> String {
    var bytes: [UInt8] = []
    LineNumber.append(decimal: units, scale: scale, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Doubles of every kind: any bits, decimals of few digits, integers, powers of two and ten and their neighbours.
  static func double(_ dice: inout SeededGenerator) -> Double {
    switch Int.random(in: 0..<6, using: &dice) {
    case 0:
      let value = Double(bitPattern: dice.next())
      return value.isFinite ? value : 0
    case 1: return Double(Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &dice)) / 1e8
    case 2: return Double(Int64.random(in: -100_000...100_000, using: &dice)) / 10
    case 3: return Double(Int64(bitPattern: dice.next()))
    case 4: return Double(sign: .plus, exponent: Int.random(in: -1074...1023, using: &dice), significand: 1)
    default:
      var power = 1.0
      for _ in 0..<Int.random(in: 0...22, using: &dice) { power *= 10 }
      return [power, power.nextUp, power.nextDown, 1 / power, (1 / power).nextUp][Int.random(in: 0..<5, using: &dice)]
    }
  }

  @Test(
    "is the shortest float text of the form that the servers keep",
    arguments: [
      (0.0, "0"), (-0.0, "-0"), (1, "1"), (-1.5, "-1.5"), (0.1, "0.1"), (0.3, "0.3"), (0.1 + 0.2, "0.30000000000000004"),
      (1.0 / 3, "0.3333333333333333"),
      (37211.299999999996, "37211.299999999996"), (1e-4, "0.0001"), (1e-5, "1e-05"), (1.5e-7, "1.5e-07"), (1e15, "1000000000000000"),
      (9_007_199_254_740_992, "9007199254740992"), (1e16, "1e+16"), (1.5e16, "1.5e+16"), (1e22, "1e+22"), (1e100, "1e+100"),
      (Double.leastNonzeroMagnitude, "5e-324"),
      (2.2250738585072014e-308, "2.2250738585072014e-308"), (1.7976931348623157e308, "1.7976931348623157e+308"),
      (123456789012345.6, "123456789012345.6"),
    ] as [(Double, String)])
  func examples(_ value: Double, _ text: String) { #expect(Self.text(value) == text) }

  @Test("agrees with the naive twin and reads back bit for bit, over seeds", arguments: 1...8) func doubles(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for step in 0..<800 {
      let value = Self.double(&dice)
      let text = Self.text(value)
      #expect(Double(text)?.bitPattern == value.bitPattern, "seed \(seed), step \(step): \(value) became \(text)")
      #expect(text == NaiveLine.text(value), "seed \(seed), step \(step): \(value)")
    }
  }

  @Test("of a float has the digits a float needs", arguments: 1...4) func floats(_ seed: UInt64) {
    #expect(
      Self.text(Float(0.1)) == "0.1" && Self.text(-Float.leastNonzeroMagnitude) == "-1e-45" && Self.text(Float(16_777_216)) == "16777216")
    var dice = SeededGenerator(seed: seed)
    for step in 0..<1500 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: dice.next()))
      guard value.isFinite else { continue }
      let text = Self.text(value)
      #expect(Float(text)?.bitPattern == value.bitPattern, "seed \(seed), step \(step): \(value) became \(text)")
      #expect(text.utf8.count <= 17, "seed \(seed), step \(step): \(text) is not the shortest")
    }
  }

  @Test(
    "of an integer is its digits, at both ends of the range",
    arguments: [
      (Int64(0), "0"), (7, "7"), (-10, "-10"), (99, "99"), (100, "100"), (Int64.max, "9223372036854775807"),
      (Int64.min, "-9223372036854775808"),
    ] as [(Int64, String)])
  func integers(_ value: Int64, _ text: String) {
    var bytes: [UInt8] = []
    LineNumber.append(value, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test("of an unsigned integer reaches to 2⁶⁴ − 1", arguments: 0...19) func unsigned(_ digits: Int) {
    var bound: UInt64 = 1
    for _ in 0..<digits { bound *= 10 }
    for value in [bound - 1, bound, bound + 1, .max] {
      var bytes: [UInt8] = []
      LineNumber.append(digits: value, to: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self) == String(value))
    }
  }

  @Test(
    "of a decimal is exact, without trailing zeros",
    arguments: [
      (Int64(4_528_520), 2, "45285.2"), (1, 8, "0.00000001"), (-150, 2, "-1.5"), (0, 5, "0"), (100, 2, "1"),
      (Int64.min, 18, "-9.223372036854775808"),
      (Int64.max, 0, "9223372036854775807"), (-5, 1, "-0.5"), (10, 1, "1"),
    ] as [(Int64, Int, String)])
  func decimals(_ units: Int64, _ scale: Int, _ text: String) { #expect(Self.text(units, scale: scale) == text) }

  @Test("of a decimal reads back as the same units, over seeds", arguments: 1...4) func decimalLaw(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for step in 0..<2000 {
      let scale = Int.random(in: 0...18, using: &dice)
      let units = Int64(bitPattern: dice.next()) >> Int64.random(in: 0...60, using: &dice)
      let text = Self.text(units, scale: scale)
      let parts = text.split(separator: ".")
      let fraction = parts.count == 2 ? String(parts[1]) : ""
      #expect(!fraction.hasSuffix("0"), "seed \(seed), step \(step): \(text)")
      let padded = String(parts[0]) + fraction + String(repeating: "0", count: scale - fraction.count)
      #expect(Int64(padded) == units, "seed \(seed), step \(step): \(units) at \(scale) became \(text)")
    }
  }
}
