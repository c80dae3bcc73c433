/// SplitMix64: the seeded generator of detectors that need ties broken or features drawn; its whole state is one word.
///
/// Source: Steele, Lea & Flood 2014.
struct SplitMix: RandomNumberGenerator, Hashable, Sendable, Codable {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }

  /// Uniform in 0 ..< 1, of 53 bits.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0 ..< bound, by Lemire's multiplication; its bias is below bound/2⁶⁴.
  mutating func number(below bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
