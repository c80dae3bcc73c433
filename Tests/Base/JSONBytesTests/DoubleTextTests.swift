import Foundation
import TestSupport
import Testing

@testable import JSONBytes

@Suite("text of doubles") struct DoubleTextTests {
  static func parse(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return DoubleText.parse(bytes.span, 0..<bytes.count)
  }

  /// Bit for bit, and NaN only where the other is NaN.
  static func same(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(parse(text)?.bitPattern == Double(text)?.bitPattern, "\(text)", sourceLocation: sourceLocation)
  }

  @Test(
    "reads the hard cases bit for bit",
    arguments: [
      "0", "-0", "0.0", "-0.0e10", "1", "+1", "-1", ".5", "5.", "1e22", "1e23", "123456789012345678", "9007199254740993",
      "9007199254740992.5",
      "9007199254740993.0000000000000001", "1.7976931348623157e308", "1.7976931348623159e308", "1e309", "-1e400", "4.9e-324", "2.4e-324",
      "2.5e-324",
      "2.2250738585072014e-308", "2.2250738585072011e-308", "0.1", "0.30000000000000004", "1e-400", "179769313486231580793728971405301e277",
      "6929495644600919.5", "3.2378839133029012895883524125015321748630094e-319", "8.442911973260991817129021e-309", "1448997445238699",
      "0.000001",
      "7.3177701707893310e+15", "18446744073709551615", "18446744073709551616", "99999999999999999999", "1e27", "1e28", "1e-27", "1e-28",
      "1.00000000000000011102230246251565404236316680908203125", "00000000000000000000000001.5", "0.00000000000000000000000000000000000001",
    ])
  func hardCases(_ text: String) { Self.same(text) }

  @Test(
    "is nil for everything that is no number",
    arguments: [
      "", " ", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "--1", "1 2", "0x10", "inf", "nan", "1_000", "1,5", "1e5.5", "é", "١", "1d5",
      "- 1", "1\u{0}", "\t1",
    ])
  func refused(_ text: String) { #expect(Self.parse(text) == nil) }

  @Test("skips spaces around a number")
  func spaces() { #expect(Self.parse("  -1.5 ") == -1.5) }

  @Test("reads the shortest text of any finite double back to the same bits, over 20,000 bit patterns")
  func shortest() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      if Self.parse(value.description)?.bitPattern != value.bitPattern { Issue.record("\(value.description)") }
    }
  }

  @Test("agrees bit for bit with the standard library on random decimals of 1 to 25 digits and any exponent, over 20,000 texts")
  func decimals() {
    var generator = SeededGenerator(seed: 2)
    for index in 0..<20_000 {
      var text = ["", "-", "+"][Int.random(in: 0..<3, using: &generator)]
      let digits = Int.random(in: 1...25, using: &generator)
      let point = Int.random(in: -3...digits, using: &generator)
      for digit in 0..<digits {
        if digit == point { text += "." }
        text += String(Int.random(in: 0...9, using: &generator))
      }
      switch index % 4 {
      case 0: break
      case 1: text += "e\(Int.random(in: -30...30, using: &generator))"
      case 2: text += "E\(Int.random(in: -340...320, using: &generator))"
      default: text += "e+\(Int.random(in: 0...9, using: &generator))"
      }
      if Self.parse(text)?.bitPattern != Double(text)?.bitPattern { Issue.record("\(text)") }
    }
  }

  @Test("rounds to nearest even on and beside exact ties, over 5,000 of them")
  func ties() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<5_000 {
      // A 54-bit odd integer lies exactly between two doubles; with tenths behind it, beside the tie.
      let tie = (1 << 53) | generator.next() >> 11 | 1
      for text in ["\(tie)", "\(tie).0", "\(tie).1", "\(tie)e5", "\(tie &- 1).9"] {
        if Self.parse(text)?.bitPattern != Double(text)?.bitPattern { Issue.record("\(text)") }
      }
    }
  }

  @Test(
    "knows the words for missing and infinite, in any case",
    arguments: [
      ("nan", Double.nan), ("NaN", .nan), ("NA", .nan), ("null", .nan), ("-nan", .nan), ("inf", .infinity), ("+Inf", .infinity),
      ("INFINITY", .infinity),
      ("-inf", -.infinity), ("-Infinity", -.infinity),
    ])
  func words(_ text: String, _ value: Double) {
    let bytes = Array(text.utf8)
    let found = DoubleText.word(bytes.span, 0..<bytes.count)
    #expect(found == value || found?.isNaN == true && value.isNaN)
  }

  @Test("knows no other word", arguments: ["", "n", "nano", "infinite", "none", "+nan", "infinityy", "1"])
  func otherWords(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(DoubleText.word(bytes.span, 0..<bytes.count) == nil)
  }

  @Test("the table of powers of five is exact and its binary exponents are right")
  func powers() {
    for exponent in 0...27 {
      let exact = (0..<exponent).reduce(UInt64(1)) { power, _ in power * 5 }
      let slot = 2 * (exponent - PowersOfFive.exponents.lowerBound)
      #expect(PowersOfFive.words[slot] == exact << UInt64(exact.leadingZeroBitCount) && PowersOfFive.words[slot + 1] == 0)
      #expect(PowersOfFive.binaryExponent(exponent) == 63 - exact.leadingZeroBitCount)
    }
    for exponent in PowersOfFive.exponents {
      let slot = 2 * (exponent - PowersOfFive.exponents.lowerBound)
      #expect(PowersOfFive.words[slot] >> 63 == 1)
      // T / 2¹²⁷ · 2ˣ is 5^q to a double's precision.
      let logarithm = log2(Double(PowersOfFive.words[slot])) - 63 + Double(PowersOfFive.binaryExponent(exponent))
      #expect(abs(logarithm - Double(exponent) * log2(5)) < 1e-9)
    }
  }
}
