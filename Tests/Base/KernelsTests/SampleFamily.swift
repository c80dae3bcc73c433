import TestSupport

/// Kinds of samples that kernels meet: continuous, few-valued, of all magnitudes, near each other, constant, with infinities.
enum SampleFamily: Int, CaseIterable {
  case continuous
  case fewValued
  case anyBits
  case clustered
  case constant
  case twoClusters
  case withInfinities

  func value(_ random: inout SeededGenerator) -> Double {
    switch self {
    case .continuous: Double.random(in: -1...1, using: &random)
    case .fewValued: Double(Int.random(in: -3...3, using: &random))
    case .anyBits: Double(bitPattern: random.next() & 0xbfff_ffff_ffff_ffff)
    case .clustered: 1e9 + Double.random(in: 0...1e-3, using: &random)
    case .constant: 7
    // Long runs that share their leading bits and differ in the last ones.
    case .twoClusters: (Bool.random(using: &random) ? -1 : 1) * (1 + Double(Int.random(in: 0...100_000, using: &random)) * 0x1p-52)
    case .withInfinities:
      Int.random(in: 0...9, using: &random) == 0 ? (Bool.random(using: &random) ? .infinity : -.infinity) : Double.random(in: -1...1, using: &random)
    }
  }

  func sample(_ count: Int, seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed &* 7919 &+ UInt64(count) &* 31 &+ UInt64(rawValue))
    return (0..<count).map { _ in value(&random) }
  }
}
