/// Universal Binary JSON as XGBoost writes it: big-endian, arrays of one type behind `$type#count`, keys without their marker.
///
/// ```text
/// value   Z N T F  |  i U I l L integer of 8, 8 unsigned, 16, 32, 64 bits  |  d D float of 32, 64 bits  |  C byte  |  S count bytes  |  [ …  |  { …
/// array   [ values ]    or  [ # count values    or  [ $ type # count payloads
/// object  { (count key value)* }    or  { # count (count key value)*
/// ```
///
/// A count says how many values follow, not how much memory to take: nothing is reserved for what has not been read.
///
/// Source: Universal Binary JSON specification, draft 12; the inference reference, 2.1.
struct UBJSONModelCursor: ModelFileCursor {
  /// An open container: values left where it says so, else it ends with its bracket; and the type of its values where they share one.
  struct Scope {
    var left: Int?
    var type: UInt8?
  }

  static var formatName: String { "XGBoost UBJSON" }
  /// Nesting beyond this is refused.
  static let maximumDepth = 128

  var offset = 0
  /// Type of the next value when its container has told it.
  private(set) var known: UInt8?

  mutating func settle(_ bytes: Span<UInt8>) {}

  private func truncated() -> ModelFileFault { ModelFileFault(code: "model.truncated", offset: offset, reason: "the file ends inside a value") }

  private func unexpected(_ wanted: String, at place: Int) -> ModelFileFault {
    ModelFileFault(code: "model.syntax", offset: place, reason: "\(wanted) is expected here")
  }

  private mutating func byte(_ bytes: Span<UInt8>) throws -> UInt8 {
    guard offset < bytes.count else { throw truncated() }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// The type of the next value: its marker, or what the container said. `N` is no value and skipped.
  private mutating func marker(_ bytes: Span<UInt8>) throws -> UInt8 {
    if let known {
      self.known = nil
      return known
    }
    while true {
      let marker = try byte(bytes)
      if marker != UInt8(ascii: "N") { return marker }
    }
  }

  private mutating func word(_ bytes: Span<UInt8>, _ count: Int) throws -> UInt64 {
    guard bytes.count - offset >= count else { throw truncated() }
    var word: UInt64 = 0
    for index in offset..<(offset + count) { word = word << 8 | UInt64(bytes[index]) }
    offset += count
    return word
  }

  /// The payload of an integer of this type; `nil` for another type.
  private mutating func payload(_ bytes: Span<UInt8>, _ type: UInt8) throws -> Int64? {
    switch type {
    case UInt8(ascii: "i"): Int64(Int8(truncatingIfNeeded: try word(bytes, 1)))
    case UInt8(ascii: "U"), UInt8(ascii: "C"): Int64(try word(bytes, 1))
    case UInt8(ascii: "I"): Int64(Int16(truncatingIfNeeded: try word(bytes, 2)))
    case UInt8(ascii: "l"): Int64(Int32(truncatingIfNeeded: try word(bytes, 4)))
    case UInt8(ascii: "L"): Int64(bitPattern: try word(bytes, 8))
    default: nil
    }
  }

  /// A count: an integer with its marker, not negative, not more than the bytes that are left.
  private mutating func count(_ bytes: Span<UInt8>) throws -> Int {
    let place = offset
    guard let value = try payload(bytes, try byte(bytes)), value >= 0 else { throw unexpected("a count", at: place) }
    guard value <= Int64(bytes.count - offset) else {
      throw ModelFileFault(code: "model.truncated", offset: place, reason: "\(value) values or bytes are announced, \(bytes.count - offset) bytes are left")
    }
    return Int(value)
  }

  private mutating func open(_ bytes: Span<UInt8>, _ bracket: UInt8, _ name: String) throws -> Scope {
    let place = offset
    guard try marker(bytes) == bracket else { throw unexpected(name, at: place) }
    var scope = Scope()
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "$") {
      offset += 1
      let place = offset
      let type = try byte(bytes)
      guard "iUIlLdDCS".utf8.contains(type) else { throw unexpected("a type of numbers or texts", at: place) }
      scope.type = type
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "#") {
      offset += 1
      scope.left = try count(bytes)
    } else if scope.type != nil {
      guard offset < bytes.count else { throw truncated() }
      throw unexpected("a count behind the type", at: offset)
    }
    return scope
  }

  /// Is there another value in the container?
  private mutating func advance(_ bytes: Span<UInt8>, _ scope: inout Scope, _ bracket: UInt8) throws -> Bool {
    if let left = scope.left {
      guard left > 0 else { return false }
      scope.left = left - 1
      return true
    }
    while offset < bytes.count, bytes[offset] == UInt8(ascii: "N") { offset += 1 }
    guard offset < bytes.count else { throw truncated() }
    guard bytes[offset] == bracket else { return true }
    offset += 1
    return false
  }

  mutating func beginObject(_ bytes: Span<UInt8>) throws -> Scope { try open(bytes, UInt8(ascii: "{"), "an object") }

  mutating func nextKey(_ bytes: Span<UInt8>, _ scope: inout Scope) throws -> String? {
    guard try advance(bytes, &scope, UInt8(ascii: "}")) else { return nil }
    let key = try string(bytes)
    known = scope.type
    return key
  }

  mutating func beginArray(_ bytes: Span<UInt8>) throws -> Scope { try open(bytes, UInt8(ascii: "["), "an array") }

  mutating func nextElement(_ bytes: Span<UInt8>, _ scope: inout Scope) throws -> Bool {
    guard try advance(bytes, &scope, UInt8(ascii: "]")) else { return false }
    known = scope.type
    return true
  }

  mutating func end(_ bytes: Span<UInt8>) throws {
    while offset < bytes.count, bytes[offset] == UInt8(ascii: "N") { offset += 1 }
    guard offset == bytes.count else { throw unexpected("the end of the file", at: offset) }
  }

  /// A count and as many bytes.
  private mutating func string(_ bytes: Span<UInt8>) throws -> String {
    let length = try count(bytes)
    var units: [UInt8] = []
    units.reserveCapacity(length)
    for index in offset..<(offset + length) { units.append(bytes[index]) }
    offset += length
    return String(decoding: units, as: UTF8.self)
  }

  mutating func text(_ bytes: Span<UInt8>) throws -> String {
    let place = offset
    guard try marker(bytes) == UInt8(ascii: "S") else { throw unexpected("a text", at: place) }
    return try string(bytes)
  }

  mutating func parameter(_ bytes: Span<UInt8>) throws -> String {
    let place = offset
    let type = try marker(bytes)
    if type == UInt8(ascii: "S") { return try string(bytes) }
    if let value = try payload(bytes, type) { return String(value) }
    guard let value = try real(bytes, type) else { throw unexpected("a text or a number", at: place) }
    return "\(value)"
  }

  mutating func integer(_ bytes: Span<UInt8>) throws -> Int64 {
    let place = offset
    guard let value = try payload(bytes, try marker(bytes)) else { throw unexpected("an integer", at: place) }
    return value
  }

  mutating func flag(_ bytes: Span<UInt8>) throws -> Bool {
    let place = offset
    let type = try marker(bytes)
    if type == UInt8(ascii: "T") { return true }
    if type == UInt8(ascii: "F") { return false }
    guard let value = try payload(bytes, type), value == 0 || value == 1 else { throw unexpected("0, 1, true or false", at: place) }
    return value == 1
  }

  private mutating func real(_ bytes: Span<UInt8>, _ type: UInt8) throws -> Double? {
    switch type {
    case UInt8(ascii: "d"): Double(Float(bitPattern: UInt32(truncatingIfNeeded: try word(bytes, 4))))
    case UInt8(ascii: "D"): Double(bitPattern: try word(bytes, 8))
    default: nil
    }
  }

  mutating func float(_ bytes: Span<UInt8>) throws -> Float {
    let place = offset
    let type = try marker(bytes)
    if let value = try real(bytes, type) { return Float(value) }
    guard let value = try payload(bytes, type) else { throw unexpected("a number", at: place) }
    return Float(value)
  }

  /// Bytes of a number of this type; `nil` for other values.
  static func size(ofType type: UInt8?) -> Int? {
    switch type {
    case UInt8(ascii: "i"), UInt8(ascii: "U"), UInt8(ascii: "C"): 1
    case UInt8(ascii: "I"): 2
    case UInt8(ascii: "l"), UInt8(ascii: "d"): 4
    case UInt8(ascii: "L"), UInt8(ascii: "D"): 8
    default: nil
    }
  }

  mutating func skip(_ bytes: Span<UInt8>) throws { try skip(bytes, depth: 0) }

  private mutating func skip(_ bytes: Span<UInt8>, depth: Int) throws {
    guard depth < Self.maximumDepth else {
      throw ModelFileFault.limit("nested deeper than \(Self.maximumDepth) levels", at: offset)
    }
    let place = offset
    let type = try marker(bytes)
    switch type {
    case UInt8(ascii: "Z"), UInt8(ascii: "T"), UInt8(ascii: "F"): return
    case UInt8(ascii: "S"), UInt8(ascii: "H"): offset += try count(bytes)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      offset = place
      known = nil
      let isArray = type == UInt8(ascii: "[")
      var scope = try isArray ? beginArray(bytes) : beginObject(bytes)
      if isArray, let left = scope.left, let size = Self.size(ofType: scope.type) {
        // Numbers of one type are passed over at once.
        guard left <= (bytes.count - offset) / size else { throw truncated() }
        offset += left * size
        return
      }
      while try isArray ? nextElement(bytes, &scope) : nextKey(bytes, &scope) != nil { try skip(bytes, depth: depth + 1) }
    default:
      if try payload(bytes, type) == nil, try real(bytes, type) == nil { throw unexpected("a value", at: place) }
    }
  }

  func offset(ofElement index: Int, inArrayAt start: Int, _ bytes: Span<UInt8>) -> Int {
    var again = self
    again.offset = start
    again.known = nil
    guard var scope = try? again.beginArray(bytes) else { return start }
    for position in 0...max(index, 0) {
      guard (try? again.nextElement(bytes, &scope)) == true else { return start }
      if position == index { return again.offset }
      guard (try? again.skip(bytes)) != nil else { return start }
    }
    return start
  }
}
