import Foundation
@testable import Statistics
import Testing
import TestSupport

@Suite("distributions") struct DistributionTests {
  static func near(_ a: Double, _ b: Double, _ relative: Double) -> Bool { a == b || abs(a - b) <= relative * abs(b) }

  @Test("Student's t agrees with scipy, and with Cauchy's law at one degree")
  func student() {
    for (t, degrees, wanted) in [
      (0.1, 1, 0.936548965138893), (2, 3.5, 0.12613852257591343), (30, 4.2, 4.634970843586819e-06), (1.96, 1e6, 0.04999606758526985),
      (12, 80, 1.4314098824308217e-19), (0.5, 1e7, 0.6170750884540148),
    ] as [(Double, Double, Double)] {
      #expect(Self.near(StudentDistribution.twoSidedSurvival(t, degrees: degrees), wanted, 1e-10), "\(t) \(degrees)")
      #expect(Self.near(StudentDistribution.twoSidedSurvival(-t, degrees: degrees), wanted, 1e-10))
    }
    for t in [1e-3, 0.3, 1, 7, 1e4] {
      #expect(Self.near(StudentDistribution.twoSidedSurvival(t, degrees: 1), 2 / .pi * atan(1 / t), 1e-11), "\(t)")
    }
    #expect(StudentDistribution.twoSidedSurvival(0, degrees: 3) == 1 && StudentDistribution.twoSidedSurvival(.infinity, degrees: 3) == 0)
    #expect(StudentDistribution.twoSidedSurvival(.nan, degrees: 3).isNaN)
  }

  @Test("Fisher's F agrees with scipy, and with the square of t at one numerator degree")
  func fisher() {
    for (f, a, b, wanted) in [
      (1, 1, 10, 0.34089313230206), (0.01, 1, 998, 0.9203644091860158), (110, 1, 108, 3.607379616369483e-18), (3, 7, 22, 0.022724008815918954),
      (2, 500, 400, 4.69062950829118e-13), (1.1, 100_000, 90_000, 6.467287075465247e-49),
    ] as [(Double, Double, Double, Double)] {
      #expect(Self.near(FisherDistribution.survival(f, numerator: a, denominator: b), wanted, 1e-9), "\(f) \(a) \(b)")
    }
    for t in [0.2, 1.3, 9] {
      for degrees in [1.0, 4, 37, 5000] {
        #expect(
          Self.near(FisherDistribution.survival(t * t, numerator: 1, denominator: degrees), StudentDistribution.twoSidedSurvival(t, degrees: degrees), 1e-11))
      }
    }
  }

  @Test("χ² agrees with scipy, and its finite sums with the incomplete gamma function")
  func chiSquared() {
    for (x, degrees, wanted) in [
      (1, 1, 0.31731050786291115), (12.68, 4, 0.012949978418364023), (900, 3, 8.851690237125443e-195), (1000, 1000, 0.49405285382923964),
      (1200, 1001, 1.3490075807543988e-05), (2500, 2000, 1.074008023138619e-13), (1900, 2000, 0.9449453137692619), (1e5, 99_000, 0.012503086996302763),
    ] as [(Double, Int, Double)] {
      #expect(Self.near(ChiSquared.survival(x, degrees: degrees), wanted, 1e-10), "\(x) \(degrees)")
    }
    for degrees in [1, 2, 3, 10, 77, 500] {
      for ratio in [0.2, 0.9, 1, 1.3, 4] {
        let x = ratio * Double(degrees)
        #expect(Self.near(ChiSquared.survival(x, degrees: degrees), IncompleteGamma.upper(Double(degrees) / 2, x / 2), 1e-10), "\(x) \(degrees)")
        #expect(Self.near(ChiSquared.survival(ChiSquared.criticalValue(0.03, degrees: degrees), degrees: degrees), 0.03, 1e-9))
      }
    }
  }

  @Test("the normal law agrees with scipy, and its quantile inverts it")
  func normal() {
    for (z, wanted) in [
      (-3, 0.9986501019683699), (0, 0.5), (1, 0.15865525393145707), (5, 2.866515718791933e-07), (20, 2.7536241186061556e-89), (37, 5.7255712225239266e-300),
    ] as [(Double, Double)] { #expect(Self.near(NormalDistribution.survival(z), wanted, 1e-12), "\(z)") }
    for (p, wanted) in [
      (1e-300, 37.0470962993612), (1e-20, 9.262340089798409), (0.001, 3.090232306167813), (0.3, 0.5244005127080409), (0.5, 0), (0.7, -0.5244005127080407),
      (0.999, -3.090232306167813),
    ] { #expect(Self.near(NormalDistribution.upperQuantile(p), wanted, 1e-12), "\(p)") }
    #expect(NormalDistribution.upperQuantile(0) == .infinity && NormalDistribution.upperQuantile(1) == -.infinity)
  }

  @Test("the incomplete gamma and beta functions agree with scipy and mirror themselves")
  func incomplete() {
    for (a, x, wanted) in [
      (0.5, 0.1, 0.6547208460185768), (3, 10, 0.0027693957155115775), (1e4, 1.01e4, 0.15865124955282037), (1e5, 1e5, 0.4995794778896348),
    ] as [(Double, Double, Double)] {
      #expect(Self.near(IncompleteGamma.upper(a, x), wanted, 1e-11), "\(a) \(x)")
    }
    for (a, b, x, wanted) in [
      (0.5, 0.5, 0.2, 0.2951672353008665), (20, 0.5, 0.9, 0.041327483918087285), (1e4, 2e4, 0.33, 0.11020551912742219), (3, 1e5, 1e-5, 0.08030415619556053),
    ] as [(Double, Double, Double, Double)] {
      #expect(Self.near(IncompleteBeta.regularised(a, b, x: x, complement: 1 - x), wanted, 1e-10), "\(a) \(b) \(x)")
      let mirrored = 1 - IncompleteBeta.regularised(b, a, x: 1 - x, complement: x)
      #expect(abs(mirrored - wanted) < 1e-11)
    }
    for x in [0.1, 0.7, 3.2, 14.99, 15, 80, 171] as [Double] { #expect(Self.near(LogGamma.value(x) + log(x), LogGamma.value(x + 1), 1e-12), "\(x)") }
    for (a, b) in [(0.5, 0.5), (0.5, 300), (20, 20), (1e5, 3), (1e4, 2e4)] as [(Double, Double)] {
      let recursion = LogGamma.beta(a + 1, b) - log(a / (a + b))
      #expect(Self.near(LogGamma.beta(a, b), recursion, 1e-12), "\(a) \(b)")
    }
  }

  @Test("Cramér–von Mises' law joins its two forms, falls, and has its published critical values")
  func cramerVonMises() {
    // Anderson & Darling 1952, table 1: P(ω² ≥ x).
    for (x, p) in [(0.34730, 0.10), (0.46136, 0.05), (0.74346, 0.01), (1.16786, 0.001)] {
      #expect(abs(CramerVonMisesLaw.survival(x) - p) < 2e-5 * p * 10, "\(x)")
      #expect(abs(CramerVonMisesLaw.criticalValue(p) - x) < 2e-5)
    }
    #expect(abs(CramerVonMisesLaw.survival(0.2.nextDown) - CramerVonMisesLaw.survival(0.2)) < 1e-12)
    var before = 1.0
    for step in 1...200 {
      let p = CramerVonMisesLaw.survival(Double(step) * 0.02)
      #expect(p < before, "\(step)")
      before = p
    }
    #expect(CramerVonMisesLaw.survival(40) > 0 && CramerVonMisesLaw.survival(1000) == 0)
  }

  @Test("Anderson–Darling's law has its published critical values and falls over its joint")
  func andersonDarling() {
    // Inverted numerically from Σ χ²ⱼ/(j(j+1)); 1.93296, 2.49237 and 3.87813 are the published points at 10, 5 and 1 %.
    for (z, p, tolerance) in [
      (1, 0.3572666733284383, 1e-6), (1.9329578327415937, 0.1, 1e-6), (2.492367, 0.05, 1e-6), (3.878125, 0.01, 1e-6), (6, 0.0009674515281318796, 1e-5),
      (7, 0.00033016730098572866, 1e-2), (12, 1.7103602082957359e-06, 1e-2),
    ] as [(Double, Double, Double)] {
      #expect(abs(AndersonDarlingLaw.survival(z) - p) < tolerance * p, "\(z): \(AndersonDarlingLaw.survival(z))")
    }
    #expect(AndersonDarlingLaw.survival(6.001) < AndersonDarlingLaw.survival(6))
    #expect(AndersonDarlingLaw.survival(6.001) > AndersonDarlingLaw.survival(6) * 0.99)
    var before = 1.0
    for step in 2...300 {
      let p = AndersonDarlingLaw.survival(Double(step) * 0.1)
      #expect(p < before || p == 1, "\(step)")
      before = p
    }
  }

  @Test("Kuiper's law has its published critical values")
  func kuiper() {
    // Stephens 1970: V* at 10 %, 5 % and 1 %.
    for (v, p) in [(1.620, 0.1), (1.747, 0.05), (2.001, 0.01)] { #expect(abs(KuiperLaw.limitingSurvival(v) - p) < 0.01 * p, "\(v)") }
    #expect(KuiperLaw.limitingSurvival(0.4) > 1 - 1e-8 && KuiperLaw.limitingSurvival(0.39) == 1)
  }

  @Test("harmonic numbers join their sums and series")
  func harmonic() {
    for n in [1.0, 2, 10, 63, 64, 65, 1000] {
      var (first, second) = (0.0, 0.0)
      for k in stride(from: n, through: 1, by: -1) {
        first += 1 / k
        second += 1 / (k * k)
      }
      #expect(Self.near(HarmonicNumber.first(n), first, 1e-15) && Self.near(HarmonicNumber.second(n), second, 1e-15), "\(n)")
    }
  }

  @Test("binomial probabilities sum to 1 and are the product's at small sizes")
  func binomial() {
    for (n, share) in [(1, 0.3), (10, 0.5), (50, 0.02), (3000, 0.7)] {
      let total = (0...n).reduce(0) { $0 + Binomial.probability($1, of: n, mean: Double(n) * share, rest: Double(n) * (1 - share)) }
      #expect(abs(total - 1) < 1e-12, "\(n)")
    }
    #expect(Self.near(Binomial.probability(2, of: 5, mean: 1, rest: 4), 10 * 0.04 * 0.512, 1e-13))
  }
}
