import Foundation
import Reports
import TestSupport
import Testing

@Suite("JSONTree")
struct JSONTreeTests {
  @Test("Every kind of value is written as JSON has it, keys in the order given")
  func kinds() {
    let tree = JSONTree.object([
      .init("z", .null), .init("a", .flag(true)), .init("b", .flag(false)), .init("n", .integer(-7)), .init("x", .number(0.1)),
      .init("t", .text("say \"hi\"\n\u{1}é")), .init("l", .array([.integer(1), .array([]), .object([])])),
      .init("o", .optional(nil as Double?)), .init("i", .optional(3)), .init("c", .count(.max)),
    ])
    let text = #"{"z":null,"a":true,"b":false,"n":-7,"x":0.1,"t":"say \"hi\"\n\u0001é","l":[1,[],{}],"o":null,"i":3,"c":9223372036854775807}"#
    #expect(tree.description == text)
    #expect(tree.bytes == Array(text.utf8))
  }

  @Test("Numbers are the shortest text that reads back the same, bit for bit", arguments: 1...10 as ClosedRange<UInt64>)
  func numbers(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      let text = JSONTree.number(value).description
      #expect(Double(text)?.bitPattern == value.bitPattern, "seed \(seed): \(text)")
      #expect(text.utf8.count <= 24, "seed \(seed): \(text)")
      // A reader that knows JSON's grammar takes it too.
      let read = try JSONSerialization.jsonObject(with: Data("[\(text)]".utf8)) as? [Double]
      #expect(read?.count == 1, "seed \(seed): \(text)")
    }
    for (value, text) in [(0.1, "0.1"), (1e23, "1e+23"), (Double.leastNonzeroMagnitude, "5e-324"), (1.0, "1.0"), (123456789.125, "123456789.125")] {
      #expect(JSONTree.number(value).description == text)
    }
  }

  @Test("NaN and the infinities are strings, which JSON can hold")
  func notFinite() {
    #expect(JSONTree.array([.number(.nan), .number(.infinity), .number(-.infinity)]).description == #"["NaN","inf","-inf"]"#)
  }
}
