@testable import Recordings
import Domain
import TestSupport
import Testing

@Suite("DecimalShape")
struct DecimalShapeTests {
  @Test("Digits before and behind the point are those that an exact integer needs")
  func examples() {
    let cases: [(String, Int, Int, Int)] = [
      ("61837.63000000", 5, 2, 8), ("0.001", 0, 3, 3), ("100", 3, 0, 0), ("1.5e-3", 0, 4, 4), ("12e2", 4, 0, 0), ("0", 0, 0, 0), ("0.00", 0, 0, 2),
      ("000120.0", 3, 0, 1), (".5", 0, 1, 1), ("5.", 1, 0, 0), ("-7.25", 1, 2, 2), ("1e-12", 0, 12, 12),
    ]
    for (text, whole, fraction, written) in cases {
      let shape = DecimalShape(Array(text.utf8).span)
      #expect(shape?.whole == whole && shape?.fraction == fraction && shape?.written == written, "\(text): \(String(describing: shape))")
    }
    for text in ["", "-", ".", "1.2.3", "1e", "1e+", "abc", "1 ", " 1", "0x1", "NaN", "1,5"] {
      let shape = DecimalShape(Array(text.utf8).span)
      #expect(shape == nil, "\(text)")
    }
  }

  @Test("At the fraction found a number parses exactly, at one digit less it does not", arguments: 1...20 as ClosedRange<UInt64>)
  func law(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let units = Int64.random(in: 1...999_999_999, using: &random)
      var text = DecimalText.text(units, scale: Int.random(in: 0...9, using: &random))
      if Bool.random(using: &random) { text += "e\(Int.random(in: -3...3, using: &random))" }
      let found = DecimalShape(Array(text.utf8).span)
      let shape = try #require(found, "seed \(seed): \(text)")
      let exact = try DecimalText.parse(Array(text.utf8).span, scale: shape.fraction)
      #expect(exact > 0 && String(exact).count <= shape.whole + shape.fraction, "seed \(seed): \(text) \(shape)")
      if shape.fraction > 0 {
        #expect(throws: DecimalError.self, "seed \(seed): \(text) \(shape)") { try DecimalText.parse(Array(text.utf8).span, scale: shape.fraction - 1) }
      }
    }
  }
}
