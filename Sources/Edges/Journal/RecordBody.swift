import Domain

/// Reads a record's body, little-endian, never beyond its end.
struct RecordBody: ~Copyable {
  /// The body is not what its kind says although its checksum agrees: another version of the program wrote it.
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var offset: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    precondition(range.upperBound <= bytes.count, "the body lies within the bytes")
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  private mutating func integer(_ count: Int) throws(Malformed) -> UInt64 {
    guard offset + count <= end else { throw Malformed() }
    var value: UInt64 = 0
    for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
    offset += count
    return value
  }

  mutating func byte() throws(Malformed) -> UInt8 { UInt8(try integer(1)) }
  mutating func short() throws(Malformed) -> UInt16 { UInt16(try integer(2)) }
  mutating func word() throws(Malformed) -> UInt32 { UInt32(try integer(4)) }
  mutating func long() throws(Malformed) -> UInt64 { try integer(8) }
  mutating func signed() throws(Malformed) -> Int64 { Int64(bitPattern: try integer(8)) }
  mutating func time() throws(Malformed) -> Timestamp { Timestamp(nanoseconds: try signed()) }
  mutating func double() throws(Malformed) -> Double { Double(bitPattern: try integer(8)) }
  mutating func float() throws(Malformed) -> Float { Float(bitPattern: try word()) }
  mutating func instrument() throws(Malformed) -> InstrumentID { InstrumentID(Int(try short())) }

  mutating func varying() throws(Malformed) -> Int64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 70 else { throw Malformed() }
      value |= UInt64(byte & 127) << shift
      if byte < 128 { break }
      shift += 7
    }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func text() throws(Malformed) -> String {
    let count = Int(try short())
    guard offset + count <= end else { throw Malformed() }
    defer { offset += count }
    return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
  }

  mutating func choice<Value: RawRepresentable>(_ type: Value.Type, _ raw: Value.RawValue) throws(Malformed) -> Value {
    guard let value = Value(rawValue: raw) else { throw Malformed() }
    return value
  }

  mutating func prediction() throws(Malformed) -> Prediction {
    let instrument = try instrument()
    let model = try short()
    let time = try time()
    let hash = try long()
    let margin = try float()
    let probability = try float()
    return Prediction(
      instrument: instrument, time: time, model: model, schemaHash: hash, margin: margin, probability: probability, doubledMid: try signed()
    )
  }

  mutating func finish() throws(Malformed) {
    guard offset == end else { throw Malformed() }
  }
}
