/// The distinct texts of a column, numbered in order of appearance: open addressing over one array of bytes, no string made for a text seen before.
struct CategoryTable: Sendable {
  /// The texts, by code.
  private(set) var texts: [String] = []
  private var arena: [UInt8] = []
  private var ends: [Int] = [0]
  private var slots: [Int32] = Array(repeating: -1, count: 64)

  /// The code of `bytes[range]`, when it has been seen.
  func code(_ bytes: [UInt8], _ range: Range<Int>) -> Int32? {
    var slot = Self.hash(bytes, range) & (slots.count - 1)
    while slots[slot] >= 0 {
      if equals(Int(slots[slot]), bytes, range) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a text that has no code yet.
  mutating func insert(_ text: String) -> Int32 {
    let code = Int32(texts.count)
    texts.append(text)
    arena.append(contentsOf: text.utf8)
    ends.append(arena.count)
    if 2 * texts.count > slots.count {
      slots = Array(repeating: -1, count: 4 * slots.count)
      for old in texts.indices { place(Int32(old)) }
    } else {
      place(code)
    }
    return code
  }

  private mutating func place(_ code: Int32) {
    var slot = Self.hash(arena, ends[Int(code)]..<ends[Int(code) + 1]) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = code
  }

  private func equals(_ code: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let start = ends[code]
    guard ends[code + 1] - start == range.count else { return false }
    for index in 0..<range.count where arena[start + index] != bytes[range.lowerBound + index] { return false }
    return true
  }

  /// FNV-1a, its upper half folded in.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var word: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { word = (word ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: (word ^ word >> 32) & 0x7fff_ffff)
  }
}
