/// SplitMix64: a small seeded generator whose whole state is one word, for ties to break, features to draw and samples to make.
///
/// Source: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators".
public struct SplitMix: RandomNumberGenerator, Hashable, Sendable, Codable {
  /// All there is: a generator goes on from here.
  public var state: UInt64

  /// A generator; near seeds give unrelated sequences.
  @inlinable public init(seed: UInt64) { state = seed }

  @inlinable public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }

  /// Uniform in 0 ..< 1, of 53 bits.
  @inlinable public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0 ..< bound, by Lemire's multiplication; its bias is below bound/2⁶⁴.
  @inlinable public mutating func number(below bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
