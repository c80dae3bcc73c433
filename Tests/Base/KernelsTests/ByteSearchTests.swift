import Kernels
import TestSupport
import Testing

@Suite("search for a byte") struct ByteSearchTests {
  @Test("finds what a plain loop finds, from every place of random bytes", arguments: 1...20)
  func twin(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in UInt8.random(in: 0...9, using: &generator) }
    for start in 0...bytes.count {
      for byte in [UInt8(0), 9, 200] {
        let expected = bytes[start...].firstIndex(of: byte) ?? bytes.count
        #expect(firstIndex(of: byte, in: bytes.span, from: start) == expected, "seed \(seed)")
      }
    }
  }
}
