#if canImport(Glibc)
internal import Glibc
#endif

/// Draws of the standard normal law, two at a time, by Marsaglia's polar method.
///
/// Source: Marsaglia & Bray 1964.
struct StandardNormal {
  private var spare: Double?

  mutating func draw(using generator: inout some RandomNumberGenerator) -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    while true {
      let u = Double(generator.next() >> 11) * 0x1p-52 - 1
      let v = Double(generator.next() >> 11) * 0x1p-52 - 1
      let square = u * u + v * v
      guard square < 1, square > 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spare = v * factor
      return u * factor
    }
  }
}
