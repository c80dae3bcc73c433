import Kernels
import Testing
import TestSupport

@Suite("radix sort") struct RadixSortTests {
  @Test("orders every sample as the standard library does", arguments: [0, 1, 2, 47, 48, 49, 50, 255, 256, 257, 1000, 5000])
  func agreesWithStandardLibrary(count: Int) {
    for seed in 0..<20 as Range<UInt64> {
      var random = SeededGenerator(seed: seed &* 7919 &+ UInt64(count))
      var values = (0..<count).map { _ in Self.value(&random, family: Int(seed % 5)) }
      let expected = values.sorted()
      var scratch = [UInt64](repeating: 0, count: count)
      var span = values.mutableSpan
      var spare = scratch.mutableSpan
      radixSort(&span, scratch: &spare)
      #expect(values == expected, "seed \(seed)")
    }
  }

  @Test("puts infinities, subnormals and zeros in their places")
  func extremes() {
    var values = (0..<64).flatMap { _ in [Double.infinity, -.infinity, 0.0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude] }
    let expected = values.sorted()
    var scratch = [UInt64](repeating: 0, count: values.count)
    var span = values.mutableSpan
    var spare = scratch.mutableSpan
    radixSort(&span, scratch: &spare)
    #expect(values == expected)
    #expect(values.first == -.infinity && values.last == .infinity)
  }

  static func value(_ random: inout SeededGenerator, family: Int) -> Double {
    switch family {
    case 0: Double.random(in: -1...1, using: &random)
    case 1: Double(Int.random(in: -3...3, using: &random))
    case 2: Double(bitPattern: random.next() & 0xbfff_ffff_ffff_ffff)
    case 3: 1e9 + Double.random(in: 0...1e-3, using: &random)
    default: 7
    }
  }
}
