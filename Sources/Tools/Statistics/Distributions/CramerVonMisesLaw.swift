#if canImport(Glibc)
internal import Glibc
#endif

/// The limiting law of Cramér–von Mises' ω².
///
/// ```text
/// x ≥ 0.2   P(ω² ≥ x) = (2/π) Σ (−1)ʲ⁺¹ ∫ over (2j−1)π…2jπ of e^(−x s²/2) / √(−s sin s) ds          Smirnov; relative precision in the tail
/// x < 0.2   1 − (π√x)⁻¹ Σ (−1)ᵏ C(−½, k) √(4k+1) e^(−q) K_¼(q),   q = (4k+1)²/16x               Anderson & Darling
/// ```
/// The integrals go by the midpoint rule after s = c − r cos θ, which removes the singular ends; K_¼ by the trapezoid rule on its integral. Both converge
/// geometrically: relative error below 1e-12.
///
/// Source: Smirnov 1936; Anderson & Darling 1952, eq. 4.35.
public enum CramerVonMisesLaw {
  /// P(ω² ≥ x).
  public static func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0.003 { return 1 }
    return x < 0.2 ? max(0, 1 - cumulative(x)) : min(max(tail(x), 0), 1)
  }

  /// The x with P(ω² ≥ x) = probability, by bisection.
  public static func criticalValue(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a level lies in 0…1")
    var (low, high) = (0.0, 150.0)
    while high - low > 1e-12 * high {
      let middle = (low + high) / 2
      if survival(middle) > probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func tail(_ x: Double) -> Double {
    var total = 0.0
    // The integrand's mass lies within 1/√x of an end: the far tail needs finer steps.
    let steps = min(4000, 200 + Int(20 * x))
    for j in 1...5 {
      let centre = (2 * Double(j) - 0.5) * .pi
      var sum = 0.0
      for k in 0..<steps {
        let angle = (Double(k) + 0.5) * .pi / Double(steps)
        let s = centre - 0.5 * .pi * cos(angle)
        sum += exp(-0.5 * x * s * s) * sin(angle) / (-s * sin(s)).squareRoot()
      }
      let term = sum * .pi / Double(steps)
      total += j % 2 == 1 ? term : -term
      if term < 1e-17 * total { break }
    }
    return total
  }

  private static func cumulative(_ x: Double) -> Double {
    var sum = 0.0
    var coefficient = 1.0
    for k in 0..<50 {
      let y = Double(4 * k + 1)
      let q = y * y / (16 * x)
      let term = coefficient * y.squareRoot() * scaledBessel(q)
      sum += term
      if abs(term) < 1e-18 { break }
      // Γ(k + ½)/(Γ(½) k!), the coefficients of (1 − z)^(−½), all positive.
      coefficient *= (Double(k) + 0.5) / (Double(k) + 1)
    }
    return sum / (.pi * x.squareRoot())
  }

  /// e^(−q) K_¼(q) = ∫₀^∞ e^(−q(1 + cosh t)) cosh(t/4) dt.
  private static func scaledBessel(_ q: Double) -> Double {
    let step = 0.05
    var sum = 0.5 * exp(-2 * q)
    var t = step
    while t < 20 {
      let term = exp(-q * (1 + cosh(t))) * cosh(t / 4)
      sum += term
      if term < 1e-18 * sum { break }
      t += step
    }
    return sum * step
  }
}
