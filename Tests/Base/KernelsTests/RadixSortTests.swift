import Kernels
import Testing
import TestSupport

@Suite("radix sort") struct RadixSortTests {
  static func sorted(_ values: [Double]) -> [Double] {
    let original = values
    var values = values
    var scratch = [UInt64](repeating: 0xdead, count: values.count)
    var span = values.mutableSpan
    var spare = scratch.mutableSpan
    radixSort(&span, scratch: &spare)
    let copy = radixSorted(original.span)
    #expect(copy == values && copy.map(\.bitPattern) == values.map(\.bitPattern))
    return values
  }

  @Test("orders every sample as the standard library does", arguments: [0, 1, 2, 47, 48, 49, 50, 257, 2500])
  func agreesWithStandardLibrary(count: Int) {
    for seed in 0..<21 as Range<UInt64> {
      let family = SampleFamily.allCases[Int(seed) % SampleFamily.allCases.count]
      let values = family.sample(count, seed: seed)
      #expect(Self.sorted(values) == values.sorted(), "\(family) seed \(seed)")
    }
  }

  @Test("puts infinities, subnormals and zeros in their places")
  func extremes() {
    let values = (0..<64).flatMap { _ in
      [Double.infinity, -.infinity, 0.0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude]
    }
    let result = Self.sorted(values)
    #expect(result == values.sorted())
    #expect(result.first == -.infinity && result.last == .infinity)
    let zeros = result.filter { $0 == 0 }
    #expect(zeros.prefix(64).allSatisfy { $0.sign == .minus } && zeros.suffix(64).allSatisfy { $0.sign == .plus })
  }

  @Test("sorts what agrees in its leading bits: long and short runs, at either end, in falling order")
  func runs() {
    for length in [2, 31, 32, 33, 34, 100, 3000] {
      for bit in [0, 7, 8, 15, 16, 24, 30] as [UInt64] {
        let step = Double(bitPattern: (1.0).bitPattern + (1 << bit)) - 1
        let run = (0..<length).map { 1 + Double((length - $0) % 97) * step }
        for others in [[], [-5.0, 1e300], [-1e300], [2.0, 3.0]] {
          let values = others + run + others + (0..<60).map { _ in 1e-3 }
          #expect(Self.sorted(values) == values.sorted(), "length \(length), bit \(bit), \(others)")
        }
      }
    }
  }

  @Test("keeps what is sorted, and turns what falls")
  func monotone() {
    let rising = (0..<500).map { Double($0) / 7 }
    #expect(Self.sorted(rising) == rising)
    #expect(Self.sorted(rising.reversed()) == rising)
  }
}
