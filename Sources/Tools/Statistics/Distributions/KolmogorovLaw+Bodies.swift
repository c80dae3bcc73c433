#if canImport(Glibc)
internal import Glibc
#endif

extension KolmogorovLaw {
  /// P(D_n < x) by Durbin's matrix: n!/nⁿ · (Hⁿ)ₖₖ with H of order 2k − 1, k = ⌈n x⌉, powers by squaring with a common exponent of 10.
  ///
  /// Source: Marsaglia, Tsang & Wang 2003.
  static func durbin(_ n: Int, _ x: Double) -> Double {
    let size = Double(n)
    let k = Int((size * x).rounded(.down)) + 1
    let order = 2 * k - 1
    let h = Double(k) - size * x
    var matrix = [Double](repeating: 0, count: order * order)
    for i in 0..<order {
      for j in 0..<order where i - j + 1 >= 0 { matrix[i * order + j] = 1 }
    }
    for i in 0..<order {
      matrix[i * order] -= pow(h, Double(i + 1))
      matrix[(order - 1) * order + i] -= pow(h, Double(order - i))
    }
    matrix[(order - 1) * order] += 2 * h - 1 > 0 ? pow(2 * h - 1, Double(order)) : 0
    for i in 0..<order {
      for j in 0..<order where i - j + 1 > 0 {
        for g in 1...(i - j + 1) { matrix[i * order + j] /= Double(g) }
      }
    }
    var exponent = 0
    var result = [Double](repeating: 0, count: order * order)
    for i in 0..<order { result[i * order + i] = 1 }
    var power = matrix
    var powerExponent = 0
    var left = n
    while left > 0 {
      if left & 1 == 1 {
        result = multiply(result, power, order)
        exponent += powerExponent
        rescale(&result, order, k, &exponent)
      }
      left >>= 1
      if left > 0 {
        power = multiply(power, power, order)
        powerExponent *= 2
        rescale(&power, order, k, &powerExponent)
      }
    }
    var s = result[(k - 1) * order + k - 1]
    for i in 1...n {
      s *= Double(i) / size
      if s < 1e-140 {
        s *= 1e140
        exponent -= 140
      }
    }
    return s * pow(10, Double(exponent))
  }

  private static func multiply(_ a: [Double], _ b: [Double], _ order: Int) -> [Double] {
    var product = [Double](repeating: 0, count: order * order)
    for i in 0..<order {
      for l in 0..<order {
        let factor = a[i * order + l]
        if factor == 0 { continue }
        for j in 0..<order { product[i * order + j] += factor * b[l * order + j] }
      }
    }
    return product
  }

  private static func rescale(_ matrix: inout [Double], _ order: Int, _ k: Int, _ exponent: inout Int) {
    guard matrix[(k - 1) * order + k - 1] > 1e140 else { return }
    for index in matrix.indices { matrix[index] *= 1e-140 }
    exponent += 140
  }

  /// 1 − Pelz & Good's expansion of P(D_n < x) in powers of n^(−1/2), to the third order.
  ///
  /// ```text
  /// K(z) = K₀ + K₁/√n + K₂/n + K₃/n^(3/2),   z = √n x,   each a theta series that converges fast for small z
  /// ```
  /// Source: Pelz & Good 1976, in the form of Simard & L'Ecuyer 2011, eq. 9–12.
  static func pelzGoodSurvival(_ n: Int, _ x: Double) -> Double {
    let z = Double(n).squareRoot() * x
    let pi2 = Double.pi * Double.pi
    let pi4 = pi2 * pi2
    let pi6 = pi4 * pi2
    let z2 = z * z
    let z3 = z2 * z
    let z4 = z2 * z2
    let z6 = z4 * z2
    let z7 = z6 * z
    let z8 = z4 * z4
    let z10 = z8 * z2
    let q = -pi2 / (2 * z2)
    var k0 = 0.0
    var k1 = 0.0
    var k2 = 0.0
    var k3 = 0.0
    var extra2 = 0.0
    var extra3 = 0.0
    var k = Int((16 * z / .pi).rounded(.up))
    while k >= 1 {
      // Odd multiples of a half.
      let half = Double(k) - 0.5
      let h2 = half * half
      let h4 = h2 * h2
      let h6 = h4 * h2
      let weight = exp(q * h2)
      k0 += weight
      k1 += (pi2 * h2 - z2) * weight
      k2 += (6 * z6 + 2 * z4 + pi2 * (2 * z4 - 5 * z2) * h2 + pi4 * (1 - 2 * z2) * h4) * weight
      k3 +=
        (-30 * z6 - 90 * z8 + pi2 * (135 * z4 - 96 * z6) * h2 + pi4 * (212 * z4 - 60 * z2) * h4 + pi6 * (5 - 30 * z2) * h6) * weight
      // Whole multiples.
      let whole = Double(k)
      let w2 = whole * whole
      let wholeWeight = exp(q * w2)
      extra2 += w2 * wholeWeight
      extra3 += (3 * pi2 * w2 * z2 - pi4 * w2 * w2) * wholeWeight
      k -= 1
    }
    let root = (2 * Double.pi).squareRoot()
    let size = Double(n)
    let first = root / z * k0
    let second = root / (6 * z4) * k1 / size.squareRoot()
    let third = (root / (72 * z7) * k2 - root * pi2 / (36 * z3) * extra2) / size
    let fourth = (root / (6480 * z10) * k3 + root / (216 * z6) * extra3) / (size * size.squareRoot())
    return min(max(1 - first - second - third - fourth, 0), 1)
  }
}
