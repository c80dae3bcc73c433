/// The few words of Thrift's compact protocol that Parquet's page headers and footers are written in.
///
/// Source: Apache Thrift, *Thrift Compact protocol encoding*.
struct ThriftCompactWriter {
  private enum Kind: UInt8 {
    case integer32 = 5, integer64 = 6, binary = 8, list = 9, structure = 12
  }

  private(set) var bytes: [UInt8] = []
  /// Number of the last field written, of each open structure.
  private var last: [Int] = [0]

  mutating func integer32(_ field: Int, _ value: Int) {
    head(field, .integer32)
    zigzag(value)
  }

  mutating func integer64(_ field: Int, _ value: Int) {
    head(field, .integer64)
    zigzag(value)
  }

  mutating func text(_ field: Int, _ value: String) {
    head(field, .binary)
    binary(value)
  }

  mutating func structure(_ field: Int, _ body: (inout Self) -> Void) {
    head(field, .structure)
    element(body)
  }

  mutating func structures<Elements: Collection>(_ field: Int, _ elements: Elements, _ body: (inout Self, Elements.Element) -> Void) {
    list(field, .structure, count: elements.count)
    for item in elements { element { body(&$0, item) } }
  }

  mutating func integers(_ field: Int, _ values: [Int]) {
    list(field, .integer32, count: values.count)
    for value in values { zigzag(value) }
  }

  mutating func texts(_ field: Int, _ values: [String]) {
    list(field, .binary, count: values.count)
    for value in values { binary(value) }
  }

  /// Ends the outermost structure.
  mutating func end() { bytes.append(0) }

  private mutating func element(_ body: (inout Self) -> Void) {
    last.append(0)
    body(&self)
    last.removeLast()
    bytes.append(0)
  }

  private mutating func head(_ field: Int, _ kind: Kind) {
    let delta = field - last[last.count - 1]
    precondition((1...15).contains(delta), "fields are written in order, at most 15 apart")
    last[last.count - 1] = field
    bytes.append(UInt8(delta) << 4 | kind.rawValue)
  }

  private mutating func list(_ field: Int, _ kind: Kind, count: Int) {
    head(field, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind.rawValue)
    } else {
      bytes.append(0xf0 | kind.rawValue)
      varint(UInt64(count))
    }
  }

  private mutating func binary(_ value: String) {
    varint(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  private mutating func zigzag(_ value: Int) { varint(UInt64(bitPattern: Int64(value << 1 ^ value >> 63))) }

  private mutating func varint(_ value: UInt64) { Self.varint(value, to: &bytes) }

  static func varint(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
