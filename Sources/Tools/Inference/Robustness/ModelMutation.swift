/// Damages model files: what a file can suffer on its way, and what somebody may do to it on purpose.
///
/// Bits and bytes change, spans vanish, come twice or change places, the end is cut off, numbers grow beyond any bound, counts announce more than is there,
/// brackets and messages nest without end. The same generator state gives the same damage, so a state reproduces a failure.
public struct ModelMutation: Sendable {
  /// Everything that happens to a file, in one word each.
  public enum Kind: Int, CaseIterable, Sendable {
    case bit, byte, truncation, deletion, duplication, exchange, number, count, nesting, insertion
  }

  /// Largest nesting put into a file.
  public static let depth = 4000

  /// Of the next damage.
  public private(set) var state: UInt64

  /// A generator of damages.
  public init(seed: UInt64) { state = seed }

  // SplitMix64, as elsewhere in the house; the dice of a room above would turn the drawing of rooms upside down.
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }

  private mutating func number(below bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(max(bound, 1))).high) }

  private mutating func pick(_ texts: [String]) -> [UInt8] { Array(texts[number(below: texts.count)].utf8) }

  /// A copy with one to three damages.
  public mutating func damage(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0...number(below: 3) {
      if bytes.isEmpty { bytes = [0] }
      apply(Kind.allCases[number(below: Kind.allCases.count)], &bytes)
    }
    return bytes
  }

  /// One damage.
  public mutating func apply(_ kind: Kind, _ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = number(below: bytes.count)
    switch kind {
    case .bit: bytes[place] ^= 1 << UInt8(number(below: 8))
    case .byte: bytes[place] = UInt8(truncatingIfNeeded: next())
    case .truncation: bytes.removeLast(bytes.count - place)
    case .deletion: bytes.removeSubrange(place..<min(bytes.count, place + 1 + number(below: 200)))
    case .duplication:
      let span = Array(bytes[place..<min(bytes.count, place + 1 + number(below: 300))])
      bytes.insert(contentsOf: span, at: number(below: bytes.count))
    case .exchange:
      let length = min(40, bytes.count / 3)
      let (a, b) = (number(below: bytes.count - length), number(below: bytes.count - length))
      for index in 0..<length { bytes.swapAt(a + index, b + index) }
    case .number:
      guard let digit = bytes[place...].firstIndex(where: { $0 &- 48 <= 9 }) else { return }
      bytes.replaceSubrange(
        digit...digit, with: pick(["99999999999", "-1", "1e999", "2147483647", "4294967296", "0.5", "9223372036854775807", "-9223372036854775808", "nan", ""]))
    case .count: announce(&bytes, from: place)
    case .nesting:
      let opener = [[UInt8(91)], [123], Array(#"{"a":"#.utf8), [0x3a, 0x7f], [0x0a, 0x7f]][number(below: 5)]
      bytes.insert(contentsOf: (0..<number(below: Self.depth)).flatMap { _ in opener }, at: place)
    case .insertion:
      bytes.insert(contentsOf: pick(["[", "]", "{", "}", ",", "-", "\n", "Tree=0\n", "num_leaves=2000000000\n", "$d#L", "NaN", "\"", "\u{0}"]), at: place)
    }
  }

  /// Makes a length announce more than is there: UBJSON's behind `#`, protobuf's as a long variable-length integer.
  private mutating func announce(_ bytes: inout [UInt8], from place: Int) {
    if let mark = bytes[place...].firstIndex(of: 35), mark + 9 < bytes.count, number(below: 2) == 0 {
      bytes[mark + 2 + number(below: 7)] = UInt8(truncatingIfNeeded: next())
    } else {
      let length = 1 + number(below: 9)
      for index in place..<min(bytes.count, place + length) { bytes[index] |= 0x80 }
    }
  }
}
