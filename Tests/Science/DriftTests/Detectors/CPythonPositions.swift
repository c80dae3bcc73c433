@testable import Drift

/// Positions as CPython's `random.Random(seed).sample(range(n), k)` draws them: the generator that river gives KSWIN.
///
/// MT19937 seeded by array; numbers below n by rejection of `getrandbits`; a pool for small n, a set of the chosen for large n, as `random.sample` chooses.
/// Source: Matsumoto & Nishimura 1998; CPython 3.11, Lib/random.py.
struct CPythonPositions: PositionSampling {
  private let seed: UInt64
  private var state: [UInt32] = Array(repeating: 0, count: 624)
  private var index = 624

  init(seed: UInt64) {
    self.seed = seed
    restart()
  }

  mutating func restart() {
    // The seed's 32-bit digits, least first.
    let key: [UInt32] = seed >> 32 == 0 ? [UInt32(truncatingIfNeeded: seed)] : [UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)]
    state[0] = 19_650_218
    for place in 1..<624 { state[place] = 1_812_433_253 &* (state[place - 1] ^ state[place - 1] >> 30) &+ UInt32(place) }
    var (place, digit) = (1, 0)
    for _ in 0..<max(624, key.count) {
      state[place] = (state[place] ^ (state[place - 1] ^ state[place - 1] >> 30) &* 1_664_525) &+ key[digit] &+ UInt32(digit)
      (place, digit) = (place + 1, digit + 1)
      if place == 624 { (state[0], place) = (state[623], 1) }
      if digit == key.count { digit = 0 }
    }
    for _ in 0..<623 {
      state[place] = (state[place] ^ (state[place - 1] ^ state[place - 1] >> 30) &* 1_566_083_941) &- UInt32(place)
      place += 1
      if place == 624 { (state[0], place) = (state[623], 1) }
    }
    state[0] = 0x8000_0000
    index = 624
  }

  private mutating func word() -> UInt32 {
    if index == 624 {
      for place in 0..<624 {
        let mixed = state[place] & 0x8000_0000 | state[(place + 1) % 624] & 0x7fff_ffff
        state[place] = state[(place + 397) % 624] ^ mixed >> 1 ^ (mixed & 1 == 0 ? 0 : 0x9908_b0df)
      }
      index = 0
    }
    var word = state[index]
    index += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  private mutating func number(below bound: Int) -> Int {
    let bits = Int.bitWidth - bound.leadingZeroBitCount
    while true {
      let number = Int(word() >> UInt32(32 - bits))
      if number < bound { return number }
    }
  }

  mutating func draw(below bound: Int, into chosen: inout [Int]) {
    let count = chosen.count
    var limit = 21
    if count > 5 {
      var power = 1
      while power < count * 3 { power *= 4 }
      limit += power
    }
    if bound <= limit {
      var pool = Array(0..<bound)
      for place in 0..<count {
        let other = number(below: bound - place)
        chosen[place] = pool[other]
        pool[other] = pool[bound - place - 1]
      }
    } else {
      var taken: Set<Int> = []
      for place in 0..<count {
        var other = number(below: bound)
        while !taken.insert(other).inserted { other = number(below: bound) }
        chosen[place] = other
      }
    }
  }
}
