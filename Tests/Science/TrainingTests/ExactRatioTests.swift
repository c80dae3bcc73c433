import TestSupport
import Testing
import Training

@Suite("Exact ratio") struct ExactRatioTests {
  @Test(
    "reads decimal text exactly",
    arguments: [
      ("0.001", 1, 1000), ("-2", -2, 1), ("12.50", 1250, 100), ("0", 0, 1), ("-0.5", -5, 10), ("123456789012345678", 123_456_789_012_345_678, 1),
      ("0.00000000000000001", 1, 100_000_000_000_000_000),
    ] as [(String, Int64, Int64)])
  func reads(text: String, numerator: Int64, denominator: Int64) {
    #expect(ExactRatio(decimal: text) == ExactRatio(numerator: numerator, denominator: denominator))
  }

  @Test("refuses everything else", arguments: ["", "-", ".", "1.", ".5", "-.5", "+1", "1e3", "1.2.3", " 1", "1 ", "0x1", "1234567890123456789", "١", "--1", "1-"])
  func refuses(text: String) { #expect(ExactRatio(decimal: text) == nil) }

  @Test("its double is the text's", arguments: 1...3)
  func double(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let text = "\(random.next() % 2 == 0 ? "-" : "")\(random.next() % 1000).\(1_000_000 + random.next() % 1_000_000)"
      let ratio = try #require(ExactRatio(decimal: text), "\(text)")
      #expect(ratio.approximate == Double(text), "seed \(seed): \(text)")
    }
  }
}
