extension LightGBMParser {
  /// Integers between spaces, exactly `count` of them.
  static func integers<Number: FixedWidthInteger>(
    _ bytes: Span<UInt8>, _ block: LightGBMBlock, tree: Int, _ key: LightGBMKey, count: Int
  ) throws(ModelFileFault) -> [Number] {
    try list(bytes, block, tree: tree, key, count: count) { LightGBMNumber.integer($0, $1) }
  }

  /// Doubles between spaces, exactly `count` of them.
  static func doubles(_ bytes: Span<UInt8>, _ block: LightGBMBlock, tree: Int, _ key: LightGBMKey, count: Int) throws(ModelFileFault) -> [Double] {
    try list(bytes, block, tree: tree, key, count: count) { LightGBMNumber.double($0, $1) }
  }

  @inline(__always) private static func list<Number>(
    _ bytes: Span<UInt8>, _ block: LightGBMBlock, tree: Int, _ key: LightGBMKey, count: Int, _ read: (Span<UInt8>, Range<Int>) -> Number?
  ) throws(ModelFileFault) -> [Number] {
    guard let range = block[key] else { throw .missing("\(key.text)\" of tree \"\(tree)", at: block.start) }
    var numbers: [Number] = []
    // A number takes two bytes: a false count reserves no more than the file holds.
    numbers.reserveCapacity(min(count, range.count / 2 + 1))
    var bad: Range<Int>?
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      if bytes[index] == 32 {
        index += 1
        continue
      }
      let first = index
      while index < end, bytes[index] != 32 { index += 1 }
      guard numbers.count < count, let number = read(bytes, first..<index) else {
        bad = first..<index
        break
      }
      numbers.append(number)
    }
    if bad == nil, numbers.count == count { return numbers }
    let found = words(bytes, range)
    guard found == count, let bad else { throw .invalid("tree \(tree): \(key.text) has \(found) entries, \(count) are expected", at: range.lowerBound) }
    throw .invalid("tree \(tree): \"\(excerpt(bytes, bad))\" in \(key.text) is no number of its kind", at: range.lowerBound)
  }

  private static func words(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for index in range where bytes[index] != 32 && (index == range.lowerBound || bytes[index - 1] == 32) { count += 1 }
    return count
  }

  /// One count.
  static func scalar(
    _ bytes: Span<UInt8>, _ block: LightGBMBlock, tree: Int, _ key: LightGBMKey, or fallback: Int? = nil
  ) throws(ModelFileFault) -> Int {
    guard let range = block[key] else {
      guard let fallback else { throw .missing("\(key.text)\" of tree \"\(tree)", at: block.start) }
      return fallback
    }
    guard let value: Int = LightGBMNumber.integer(bytes, range), value >= 0 else {
      throw .invalid("tree \(tree): \(key.text) \"\(excerpt(bytes, range))\" is no count", at: range.lowerBound)
    }
    return value
  }
}
