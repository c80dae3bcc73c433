#if canImport(Glibc)
  import Glibc
#endif

/// The distributions a seeded market draws from.
enum RandomDraws {
  /// Uniform in the open interval (0, 1), 53 bits.
  static func uniform(_ generator: inout some RandomNumberGenerator) -> Double {
    (Double(generator.next() >> 11) + 0.5) * 0x1p-53
  }

  /// Exponential with mean 1, by inversion.
  static func exponential(_ generator: inout some RandomNumberGenerator) -> Double { -log(uniform(&generator)) }

  /// Standard normal. Source: Box and Muller 1958; one of the pair is used, so that a draw has no hidden state.
  static func normal(_ generator: inout some RandomNumberGenerator) -> Double {
    let radius = (2 * exponential(&generator)).squareRoot()
    return radius * cos(2 * Double.pi * uniform(&generator))
  }
}
