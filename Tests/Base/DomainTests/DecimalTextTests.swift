import Domain
import TestSupport
import Testing

@Suite("decimal text") struct DecimalTextTests {
  static func wide(_ text: String, scale: Int) -> NaiveDecimal.Answer {
    do {
      return .value(try DecimalText.parseWide(Array(text.utf8).span, scale: scale))
    } catch {
      switch error {
      case .malformed: return .malformed
      case .inexact(let reported):
        #expect(reported == scale)
        return .inexact
      case .overflow: return .overflow
      }
    }
  }

  @Test(
    "reads exact decimals",
    arguments: [
      ("45285.20", 1, 452_852), ("1.5e-3", 8, 150_000), ("0", 18, 0), ("-0.00", 2, 0), ("1E3", 0, 1000), ("1e+2", 2, 10_000), ("12.50", 2, 1250),
      ("-7", 3, -7000), ("100e-2", 0, 1), ("0.000000000000000000000000", 2, 0), ("1.000000000000000000000000000000000000000", 0, 1),
      ("9223372036854775807", 0, Int64.max), ("-9223372036854775808", 0, .min), ("+5", 0, 5), (".5", 1, 5), ("5.", 1, 50), ("0e999999", 3, 0),
    ])
  func examples(text: String, scale: Int, units: Int64) throws {
    #expect(try DecimalText.parse(Array(text.utf8).span, scale: scale) == units)
  }

  @Test(
    "refuses what is no decimal, and says where",
    arguments: [("", 0), ("-", 1), (".", 1), ("1..2", 2), ("1a", 1), ("1e", 2), ("1e+", 3), ("abc", 0), ("1 ", 1), (" 1", 0), ("0x10", 1), ("--1", 1)])
  func malformed(text: String, offset: Int) {
    #expect(throws: DecimalError.malformed(offset: offset)) { try DecimalText.parse(Array(text.utf8).span, scale: 2) }
  }

  @Test("rounds nothing and overflows in words")
  func refusals() {
    #expect(throws: DecimalError.inexact(scale: 2)) { try DecimalText.parse(Array("1.234".utf8).span, scale: 2) }
    #expect(throws: DecimalError.inexact(scale: 2)) { try DecimalText.parse(Array("1e-99999999999".utf8).span, scale: 2) }
    #expect(throws: DecimalError.overflow) { try DecimalText.parse(Array("9223372036854775808".utf8).span, scale: 0) }
    #expect(throws: DecimalError.overflow) { try DecimalText.parse(Array("92233720368547758.08".utf8).span, scale: 3) }
    #expect(throws: DecimalError.overflow) { try DecimalText.parse(Array("1e99999999999".utf8).span, scale: 0) }
    #expect(Set([DecimalError.overflow.code, DecimalError.inexact(scale: 1).code, DecimalError.malformed(offset: 0).code]).count == 3)
  }

  @Test("prints what it reads back, at every scale, over seeds", arguments: 0..<40)
  func roundTrip(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let scale = Int.random(in: 0...18, using: &dice)
      let units = Int64(truncatingIfNeeded: dice.next()) >> Int64.random(in: 0...63, using: &dice)
      let text = DecimalText.text(units, scale: scale)
      #expect((try? DecimalText.parse(Array(text.utf8).span, scale: scale)) == units, "\(text) at \(scale)")
      #expect(text.split(separator: ".").dropFirst().first?.count ?? 0 == scale)
    }
  }

  @Test("prints and reads 128 bits, over seeds", arguments: 0..<20)
  func wideRoundTrip(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let scale = Int.random(in: 0...38, using: &dice)
      let units = Int128(truncatingIfNeeded: UInt128(dice.next()) << 64 | UInt128(dice.next())) >> Int128.random(in: 0...127, using: &dice)
      guard units != .min else { continue }
      var bytes: [UInt8] = []
      DecimalText.append(units, scale: scale, to: &bytes)
      #expect((try? DecimalText.parseWide(bytes.span, scale: scale)) == units)
      #expect(String(decoding: bytes.filter { $0 != 46 }, as: UTF8.self).drop { $0 == "-" || $0 == "0" } == String(units.magnitude).drop { $0 == "0" })
    }
  }

  @Test("agrees with its naive twin on well-formed and on broken text, over seeds", arguments: 0..<40)
  func differential(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    func digits(_ longest: Int) -> String {
      let zeros = Int.random(in: 0..<4, using: &dice) == 0
      return String((0..<Int.random(in: 0...longest, using: &dice)).map { _ in zeros ? "0" : Character(String(Int.random(in: 0...9, using: &dice))) })
    }
    for _ in 0..<500 {
      var text = ["", "-", "+"].randomElement(using: &dice) ?? ""
      text += digits([3, 20, 40].randomElement(using: &dice) ?? 3)
      if Bool.random(using: &dice) { text += "." + digits([3, 20, 45].randomElement(using: &dice) ?? 3) }
      if Int.random(in: 0..<3, using: &dice) == 0 {
        text += (["e", "E"].randomElement(using: &dice) ?? "e") + (["", "-", "+"].randomElement(using: &dice) ?? "") + digits(2)
      }
      if Int.random(in: 0..<6, using: &dice) == 0, let position = text.indices.randomElement(using: &dice) {
        text.replaceSubrange(position...position, with: [".", "e", "-", "x", ""].randomElement(using: &dice) ?? "")
      }
      let scale = Int.random(in: 0...18, using: &dice)
      let (ours, naive) = (Self.wide(text, scale: scale), NaiveDecimal.parse(text, scale: scale))
      // With more digits than 128 bits hold, the reader stops at the overflow and does not look at what comes behind it.
      if ours == .overflow, text.utf8.count(where: { (48...57).contains($0) }) > 38 {
        #expect([.overflow, .inexact, .malformed].contains(naive), "\"\(text)\" at scale \(scale)")
      } else {
        #expect(ours == naive, "\"\(text)\" at scale \(scale)")
      }
    }
  }

  @Test("the least 128-bit integer is not read: it has no opposite")
  func least() {
    #expect(Self.wide("-170141183460469231731687303715884105728", scale: 0) == .overflow)
    #expect(Self.wide("-170141183460469231731687303715884105727", scale: 0) == .value(-Int128.max))
    #expect(Self.wide("170141183460469231731687303715884105727", scale: 0) == .value(.max))
  }
}
