/// The cells of one column within one row group, as they will stand in the file: levels, then plain values.
struct ParquetPage {
  let column: ParquetColumn
  private(set) var count = 0
  private var values: [UInt8] = []
  /// One bit a cell, least significant first: is there a value?
  private var present: [UInt8] = []

  init(column: ParquetColumn) { self.column = column }

  mutating func integer(_ value: Int64) {
    precondition(column.kind == .integer, "column \(column.name) holds no integers")
    mark(true)
    append(UInt64(bitPattern: value))
  }

  mutating func number(_ value: Double) {
    precondition(column.kind == .number, "column \(column.name) holds no numbers")
    mark(true)
    append(value.bitPattern)
  }

  mutating func text(_ value: String) {
    precondition(column.kind == .text, "column \(column.name) holds no text")
    mark(true)
    let length = UInt32(value.utf8.count)
    for shift in stride(from: UInt32(0), to: 32, by: 8) { values.append(UInt8(truncatingIfNeeded: length >> shift)) }
    values.append(contentsOf: value.utf8)
  }

  mutating func empty() {
    precondition(column.isOptional, "column \(column.name) has no empty cells")
    mark(false)
  }

  /// The page's body: of an optional column the definition levels (one bit-packed run behind its length), then the values.
  func body() -> [UInt8] {
    guard column.isOptional else { return values }
    var levels: [UInt8] = []
    ThriftCompactWriter.varint(UInt64(present.count) << 1 | 1, to: &levels)
    levels += present
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 + levels.count + values.count)
    for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: UInt32(levels.count) >> shift)) }
    bytes += levels
    bytes += values
    return bytes
  }

  mutating func removeAll() {
    count = 0
    values.removeAll(keepingCapacity: true)
    present.removeAll(keepingCapacity: true)
  }

  private mutating func mark(_ isPresent: Bool) {
    if column.isOptional {
      if count % 8 == 0 { present.append(0) }
      if isPresent { present[count / 8] |= 1 << UInt8(count % 8) }
    }
    count += 1
  }

  private mutating func append(_ bits: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { values.append(UInt8(truncatingIfNeeded: bits >> shift)) }
  }
}
