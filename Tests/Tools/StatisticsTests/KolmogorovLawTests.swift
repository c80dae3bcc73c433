import Statistics
import Testing
import TestSupport

@Suite("Kolmogorov's laws") struct KolmogorovLawTests {
  static func near(_ a: Double, _ b: Double, _ relative: Double) -> Bool { a == b || abs(a - b) <= relative * abs(b) }

  @Test("the finite-n laws agree with scipy's kstwo and ksone in every region of the plane")
  func finite() {
    for (n, x, wanted) in [
      (1, 0.6, 0.8), (5, 0.3, 0.664), (10, 0.05, 1), (20, 0.4, 0.0021189221820357984), (100, 0.05, 0.9532159710635725), (100, 0.12, 0.1033037490181987),
      (139, 0.17, 0.0005560368086088669), (141, 0.1, 0.11128445516467944), (500, 0.03, 0.7473166700457021), (500, 0.08, 0.0031305058199356268),
      (5000, 0.01, 0.6954557253913853), (50_000, 0.006, 0.05442749636006261), (100_001, 0.004, 0.08129888811128061), (1_000_000, 0.0012, 0.11215991901443556),
    ] { #expect(Self.near(KolmogorovLaw.survival(x, count: n), wanted, 1e-7), "\(n) \(x): \(KolmogorovLaw.survival(x, count: n))") }
    for (n, x, wanted) in [
      (1, 0.3, 0.7), (7, 0.4, 0.07981061986077227), (50, 0.1, 0.34490701996888), (1000, 0.02, 0.44342498843949424), (1000, 0.2, 7.764314602125269e-36),
      (20_000, 0.01, 0.01819312895757209),
    ] { #expect(Self.near(KolmogorovLaw.oneSidedSurvival(x, count: n), wanted, 1e-9), "\(n) \(x)") }
  }

  @Test("the survival falls in x without a step where its formulas change")
  func monotone() {
    for n in [1, 2, 5, 20, 139, 140, 141, 500, 100_001] {
      var before = 1.0
      let root = Double(n).squareRoot()
      for step in 1...80 {
        let x = Double(step) * 0.05 / root
        let p = KolmogorovLaw.survival(x, count: n)
        #expect(p <= before + 2e-7 * before, "n \(n), √n x \(Double(step) * 0.05)")
        #expect(p >= 0 && p <= 1)
        before = p
      }
      #expect(KolmogorovLaw.survival(1, count: n) == 0 && KolmogorovLaw.survival(0, count: n) == 1)
    }
  }

  @Test("the limiting law agrees with scipy, and the finite laws tend to it")
  func limiting() {
    for (z, wanted) in [
      (0.3, 0.9999906941986655), (0.5, 0.9639452436648751), (0.8, 0.5441424115741981), (0.82, 0.5119717052984973), (0.83, 0.4961909953505036),
      (1, 0.26999967167735456), (1.36, 0.049485876755377876), (2, 0.0006709252557796953), (5, 3.8574996959278356e-22), (12, 1.6757885067638739e-125),
    ] {
      #expect(Self.near(KolmogorovLaw.limitingSurvival(z), wanted, 1e-12), "\(z)")
      if z < 3 { #expect(Self.near(KolmogorovLaw.survival(z / 1e4, count: 100_000_000), wanted, 1e-3), "\(z)") }
    }
    for p in [0.9, 0.05, 1e-4, 1e-100] {
      #expect(Self.near(KolmogorovLaw.limitingSurvival(KolmogorovLaw.limitingCriticalValue(p)), p, 1e-9), "\(p)")
    }
  }
}
