import Kernels
import TestSupport
import Testing

@Suite("big-endian words") struct BigEndianWordsTests {
  @Test("are what shifting byte after byte makes of them, wherever they begin", arguments: 1...20)
  func twin(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for start in 0...min(9, bytes.count) {
      let count = (bytes.count - start) / 4
      let words = (0..<count).map { word in (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[start + 4 * word + $1]) } }
      #expect(bigEndianIntegers(bytes.span, from: start, count: count) == words.map { Int32(bitPattern: $0) }, "seed \(seed)")
      #expect(bigEndianFloats(bytes.span, from: start, count: count).map(\.bitPattern) == words, "seed \(seed)")
    }
  }
}
