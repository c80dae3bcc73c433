#if canImport(Glibc)
internal import Glibc
#endif
internal import Statistics

/// Normal values from a seed: SplitMix64 and Box–Muller, so that a row's data are the same wherever it runs.
struct SeededNormals: RandomNumberGenerator {
  private var source: SplitMix
  private var spare: Double?

  init(seed: UInt64) { source = SplitMix(seed: seed) }

  mutating func next() -> UInt64 { source.next() }

  /// Standard normal.
  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    let radius = (-2 * log(1 - source.unit())).squareRoot()
    let angle = 2 * Double.pi * source.unit()
    spare = radius * sin(angle)
    return radius * cos(angle)
  }
}
