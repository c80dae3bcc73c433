/// Reads one `TensorProto`: its values lie in raw bytes, little-endian, or in a typed list.
struct ONNXTensorReader {
  /// Elements that may be read.
  let limit: Int
  private var code: Int64 = 0
  private var shape: [Int64] = []
  private var raw: Range<Int>?
  private var floats: [Float] = []
  private var doubles: [Double] = []
  private var integers: [Int64] = []
  private var texts: [String] = []
  private var name = ""
  private var offset = 0

  init(limit: Int) { self.limit = limit }

  mutating func read(_ bytes: Span<UInt8>, _ message: ProtobufCursor) throws(ModelFileFault) -> ONNXTensor {
    var cursor = message
    offset = message.offset
    while let field = try cursor.next(bytes) {
      switch field.number {
      case 1: try field.appendIntegers(bytes, to: &shape, limit: 16)
      case 2: code = try field.integer()
      case 4: try field.appendFloats(bytes, to: &floats, limit: limit)
      case 5, 7, 11: try field.appendIntegers(bytes, to: &integers, limit: limit)
      case 6:
        guard texts.count < limit else { throw ModelFileFault.limit("more than \(limit) elements", at: field.offset) }
        texts.append(try field.text(bytes))
      case 8: name = try field.text(bytes)
      case 9: raw = try field.payload()
      case 10: try field.appendDoubles(bytes, to: &doubles, limit: limit)
      case 3, 13:
        throw ModelFileFault.unsupported("tensor \"\(name)\" lies in parts or in another file", hint: "save the model with its tensors inside it", at: field.offset)
      case 14:
        guard try field.integer() == 0 else {
          throw ModelFileFault.unsupported("tensor \"\(name)\" lies in another file", hint: "save the model with its tensors inside it", at: field.offset)
        }
      default: break
      }
    }
    return try tensor(bytes)
  }

  private func tensor(_ bytes: Span<UInt8>) throws(ModelFileFault) -> ONNXTensor {
    guard let type = ONNXElementType(code: code) else {
      throw ModelFileFault.unsupported(
        "tensor \"\(name)\" has element type \(code)", hint: "export the model in single or double precision", at: offset)
    }
    var count = 1
    var sizes: [Int] = []
    for size in shape {
      guard size >= 0, size <= Int64(limit) else { throw ModelFileFault.invalid("tensor \"\(name)\" has a dimension of \(size)", at: offset) }
      let (product, isOver) = count.multipliedReportingOverflow(by: Int(size))
      guard !isOver, product <= limit else { throw ModelFileFault.limit("tensor \"\(name)\" has more than \(limit) elements", at: offset) }
      count = product
      sizes.append(Int(size))
    }
    var tensor = ONNXTensor(name: name, type: type, shape: sizes, offset: offset)
    if let raw, type != .text {
      tensor.values = try decode(bytes, raw, count)
    } else {
      switch type {
      case .float: tensor.values = floats.map(Double.init)
      case .double: tensor.values = doubles
      case .integer, .bool: tensor.values = integers.map(narrowed)
      case .text: tensor.texts = texts
      }
    }
    guard tensor.count == count else {
      throw ModelFileFault.invalid("tensor \"\(name)\" has \(tensor.count) values, its shape \(sizes) asks for \(count)", at: offset)
    }
    return tensor
  }

  /// Small types come in a list of 64 bits.
  private func narrowed(_ value: Int64) -> Double { code == 13 ? Double(UInt64(bitPattern: value)) : code == 9 ? (value == 0 ? 0 : 1) : Double(value) }

  private func decode(_ bytes: Span<UInt8>, _ range: Range<Int>, _ count: Int) throws(ModelFileFault) -> [Double] {
    let width =
      switch code {
      case 2, 3, 9: 1
      case 4, 5: 2
      case 1, 6, 12: 4
      default: 8
      }
    guard range.count == count * width else {
      throw ModelFileFault.invalid("tensor \"\(name)\" has \(range.count) bytes, its shape asks for \(count * width)", at: offset)
    }
    var values: [Double] = []
    values.reserveCapacity(count)
    for place in stride(from: range.lowerBound, to: range.upperBound, by: width) {
      let word = ProtobufCursor.Field.word(bytes, place, width)
      values.append(Self.number(word, code))
    }
    return values
  }

  private static func number(_ word: UInt64, _ code: Int64) -> Double {
    switch code {
    case 1: Double(Float(bitPattern: UInt32(truncatingIfNeeded: word)))
    case 11: Double(bitPattern: word)
    case 3: Double(Int8(truncatingIfNeeded: word))
    case 5: Double(Int16(truncatingIfNeeded: word))
    case 6: Double(Int32(truncatingIfNeeded: word))
    case 7: Double(Int64(bitPattern: word))
    case 9: word == 0 ? 0 : 1
    default: Double(word)
    }
  }
}
