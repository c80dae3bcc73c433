import Domain

/// A book as a dictionary a side, sorted when asked: slow and plain.
struct NaiveBook {
  var sides: [[Int64: Int64]] = [[:], [:]]
  let depth: Int

  mutating func apply(_ changes: [[BookLevel]]) {
    for side in 0...1 {
      for level in changes[side] { sides[side][level.price.units] = level.quantity.units == 0 ? nil : level.quantity.units }
      for price in sorted(side).dropFirst(depth) { sides[side][price] = nil }
    }
  }

  func sorted(_ side: Int) -> [Int64] { side == 0 ? sides[0].keys.sorted(by: >) : sides[1].keys.sorted() }

  func checksum() -> UInt32 {
    var text = ""
    for side in [1, 0] { for price in sorted(side).prefix(10) { text += "\(price)\(sides[side][price]!)" } }
    var crc: UInt32 = 0xffff_ffff
    for byte in text.utf8 {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
