import Foundation
@testable import Kernels
import TestSupport
import Testing

@Suite("exponentials") struct ExponentialsTests {
  /// Units in the last place between a value and the C library's, whose own error is below one.
  static func distance(_ value: Double, _ argument: Double) -> Double {
    let expected = exp(argument)
    return abs(value - expected) / expected.ulp
  }

  @Test("agree with the C library to two units in the last place over the whole range", arguments: 0..<8 as Range<UInt64>)
  func agrees(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let arguments = (0..<2001).map { index -> Double in
      switch index % 4 {
      case 0: -708 * random.unit()
      case 1: 709 * random.unit()
      case 2: -random.unit() * random.unit() * random.unit()
      default: Double(Int.random(in: -1000...1000, using: &random)) * 0.6931471805599453 / 2
      }
    }
    for width in PairwiseTests.widths {
      var values = arguments
      var span = values.mutableSpan
      exponentials(&span, vectorWidth: width)
      let distances = zip(values, arguments).map { Self.distance($0, $1) }
      #expect(distances.allSatisfy { $0 <= 2 }, "seed \(seed), width \(width): \(distances.max() ?? 0)")
    }
  }

  @Test("are exact at 0 and nothing below the least magnitude")
  func edges() {
    var values: [Double] = [0, -0.0, -708.5, -1e6, -1e300, -.infinity, -745]
    var span = values.mutableSpan
    exponentials(&span)
    #expect(values == [1, 1, 0, 0, 0, 0, 0])
  }

  @Test("leave no value out, whatever the count", arguments: 0..<20)
  func counts(count: Int) {
    var values = (0..<count).map { -Double($0) / 7 }
    var span = values.mutableSpan
    exponentials(&span)
    #expect(values.enumerated().allSatisfy { Self.distance($1, -Double($0) / 7) <= 2 })
  }
}
