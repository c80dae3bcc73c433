import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Fisher's F law in closed form") struct FisherTailTests {
  @Test("has its closed forms for two degrees above or below, also far in the tail")
  func closedForms() {
    for degrees in [1.0, 2, 3, 7, 30, 545, 1999, 1e5] {
      for x in [1e-6, 0.01, 0.3, 1, 2.5, 10, 400] {
        let above = pow(1 + 2 * x / degrees, -degrees / 2)
        let found = FisherDistribution.survival(x, numerator: 2, denominator: degrees)
        if above > 1e-280 { #expect(abs(found - above) <= 1e-10 * above, "F(2, \(degrees)) at \(x): \(found) for \(above)") }
        let below = -expm1(degrees / 2 * log1p(-2 / (degrees * x + 2)))
        let other = FisherDistribution.survival(x, numerator: degrees, denominator: 2)
        #expect(abs(other - below) <= 1e-10 * max(below, 1e-3), "F(\(degrees), 2) at \(x): \(other) for \(below)")
      }
    }
  }

  @Test("has Cauchy's law for one and one")
  func cauchy() {
    for x in [1e-8, 0.1, 1, 3, 50, 1e6] {
      let expected = 2 / .pi * atan(1 / x.squareRoot())
      #expect(abs(FisherDistribution.survival(x, numerator: 1, denominator: 1) - expected) < 1e-12)
    }
  }

  @Test("mirrors: P(F(a, b) ≥ x) + P(F(b, a) ≥ 1/x) = 1", arguments: 0..<50 as Range<UInt64>)
  func mirror(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (a, b, x) = (1 + 200 * random.unit(), 1 + 900 * random.unit(), 3 * random.unit() + 0.01)
    let sum = FisherDistribution.survival(x, numerator: a, denominator: b) + FisherDistribution.survival(1 / x, numerator: b, denominator: a)
    #expect(abs(sum - 1) < 1e-11, "seed \(seed)")
  }

  @Test("is 1 at and below 0, 0 at infinity and NaN for NaN")
  func edges() {
    #expect(FisherDistribution.survival(0, numerator: 3, denominator: 4) == 1 && FisherDistribution.survival(-1, numerator: 3, denominator: 4) == 1)
    #expect(FisherDistribution.survival(.infinity, numerator: 3, denominator: 4) == 0 && FisherDistribution.survival(.nan, numerator: 3, denominator: 4).isNaN)
  }
}
