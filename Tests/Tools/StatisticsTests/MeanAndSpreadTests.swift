import Foundation
import Statistics
import Testing
import TestSupport

@Suite("tests of mean and spread") struct MeanAndSpreadTests {
  @Test("keep their level on normal data and see a change of what they test")
  func levels() throws {
    var rejections = [Int](repeating: 0, count: 5)
    var found = [Int](repeating: 0, count: 5)
    for seed in 0..<150 as Range<UInt64> {
      var random = SeededGenerator(seed: seed &+ 3)
      let a = (0..<60).map { _ in random.normal() }.sorted()
      let b = (0..<90).map { _ in random.normal() }.sorted()
      let wide = b.map { $0 * 1.8 }
      let moved = b.map { $0 + 0.8 }
      func all(_ mean: [Double], _ spread: [Double]) throws -> [Double] {
        func moments(_ x: [Double]) -> (mean: Double, variance: Double, count: Int) {
          var m = Moments()
          for value in x { m.update(value) }
          return (m.mean, m.variance ?? 0, m.count)
        }
        let (va, vb) = (moments(a).variance, moments(spread).variance)
        let robust = VarianceTest.brownForsythe(reference: a.span, current: spread.span)
        let centred = VarianceTest.levene(reference: a.span, current: spread.span)
        return [
          try #require(WelchTest(reference: moments(a), current: moments(mean))).pValue,
          try #require(robust).pValue,
          try #require(centred).pValue,
          try #require(VarianceTest.ratio(referenceVariance: va, referenceCount: 60, currentVariance: vb, currentCount: 90)).pValue,
          try #require(VarianceTest.bartlett(referenceVariance: va, referenceCount: 60, currentVariance: vb, currentCount: 90)).pValue,
        ]
      }
      for (index, p) in try all(b, b).enumerated() where p <= 0.1 { rejections[index] += 1 }
      for (index, p) in try all(moved, wide).enumerated() where p <= 0.1 { found[index] += 1 }
    }
    for index in 0..<5 {
      #expect((3...32).contains(rejections[index]), "\(rejections)")
      #expect(found[index] > 130, "\(found)")
    }
  }

  @Test("say nothing of constants and single values")
  func edges() {
    let one = [1.0]
    let constant = [2.0, 2, 2]
    #expect(WelchTest(reference: (1, 0, 3), current: (2, 0, 3)) == nil && WelchTest(reference: (1, 1, 1), current: (2, 1, 3)) == nil)
    #expect(VarianceTest.brownForsythe(reference: one.span, current: constant.span) == nil)
    #expect(VarianceTest.brownForsythe(reference: constant.span, current: constant.span) == nil)
    #expect(VarianceTest.ratio(referenceVariance: 0, referenceCount: 3, currentVariance: 1, currentCount: 3) == nil)
    #expect(VarianceTest.bartlett(referenceVariance: 1, referenceCount: 1, currentVariance: 1, currentCount: 3) == nil)
  }
}
