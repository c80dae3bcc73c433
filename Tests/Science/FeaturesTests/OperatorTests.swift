import TestSupport
import Testing

@testable import Features

@Suite("Feature operators") struct OperatorTests {
  @Test("wide sums become doubles to within one unit in the last place", arguments: 1...5)
  func approximated(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let wide = Int128(truncatingIfNeeded: Int64(bitPattern: random.next())) << Int128(random.next() % 60)
      let exact = Double(wide)
      #expect(abs(wide.approximated - exact) <= exact.ulp, "seed \(seed): \(wide)")
    }
    for edge in [Int128(0), 1, -1, Int128(Int64.max), Int128(Int64.min), Int128(Int64.max) + 1, .max, .min] {
      #expect(abs(edge.approximated - Double(edge)) <= Double(edge).ulp)
    }
  }
}
