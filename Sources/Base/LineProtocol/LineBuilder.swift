/// Writes lines field by field from pre-escaped keys: the hot path, without a ``Point`` in between.
///
/// ```swift
/// builder.begin(series)
/// builder.field(price, decimal: 4_528_520, scale: 2)
/// try builder.end(time: nanoseconds)
/// ```
///
/// Every line is ended by a line break. Allocates only while its buffer grows.
public struct LineBuilder: Sendable {
  /// The lines so far.
  public private(set) var bytes: [UInt8] = []
  /// How many lines are complete.
  public private(set) var count = 0
  private var lineStart = 0
  private var fields = 0

  public init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Forgets the lines, keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    count = 0
    lineStart = 0
    fields = 0
  }

  /// Takes the bytes out and starts anew.
  public mutating func take() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    removeAll()
    return taken
  }

  /// Starts a line.
  public mutating func begin(_ series: SeriesKey) {
    lineStart = bytes.count
    fields = 0
    bytes.append(contentsOf: series.bytes)
  }

  private mutating func key(_ key: FieldKey) {
    bytes.append(fields == 0 ? 32 : 44)
    fields += 1
    bytes.append(contentsOf: key.bytes)
  }

  /// A finite double is written; NaN and infinities, which have no text, leave the field out.
  public mutating func field(_ key: FieldKey, _ value: Double) {
    guard value.isFinite else { return }
    self.key(key)
    LineNumber.append(value, to: &bytes)
  }

  /// The same for a float, with the digits that a float needs.
  public mutating func field(_ key: FieldKey, _ value: Float) {
    guard value.isFinite else { return }
    self.key(key)
    LineNumber.append(value, to: &bytes)
  }

  /// A float field from an integer of 10⁻ˢᶜᵃˡᵉ, digit for digit.
  public mutating func field(_ key: FieldKey, decimal units: Int64, scale: Int) {
    self.key(key)
    LineNumber.append(decimal: units, scale: scale, to: &bytes)
  }

  /// An integer field, any of 64 bits.
  public mutating func field(_ key: FieldKey, integer value: Int64) {
    self.key(key)
    LineNumber.append(value, to: &bytes)
    bytes.append(105)
  }

  /// A boolean field, as `true` or `false`.
  public mutating func field(_ key: FieldKey, _ value: Bool) {
    self.key(key)
    bytes.append(contentsOf: value ? Self.yes : Self.no)
  }

  /// Sixteen hexadecimal digits as a string field.
  public mutating func field(_ key: FieldKey, hexadecimal value: UInt64) {
    self.key(key)
    bytes.append(34)
    var shift: UInt64 = 64
    while shift > 0 {
      shift -= 4
      let nibble = UInt8(truncatingIfNeeded: value >> shift & 15)
      bytes.append(nibble < 10 ? 48 + nibble : 87 + nibble)
    }
    bytes.append(34)
  }

  /// - Throws: ``LineProtocolError`` for text that strict rules refuse; the line is then taken back.
  public mutating func field(_ key: FieldKey, _ value: String) throws(LineProtocolError) {
    self.key(key)
    do throws(LineProtocolError) {
      try NameRules.append(string: value, rules: .strict, to: &bytes)
    } catch {
      cancel()
      throw error
    }
  }

  /// Takes back the line begun last.
  public mutating func cancel() {
    bytes.removeSubrange(lineStart...)
    fields = 0
  }

  /// Ends a line.
  ///
  /// - Throws: ``LineProtocolError/noFields`` and ``LineProtocolError/timeOutOfRange``; the line is then taken back.
  public mutating func end(time: Int64) throws(LineProtocolError) {
    guard fields > 0 else {
      cancel()
      throw .noFields
    }
    guard time.magnitude <= 9_223_372_036_854_775_806 else {
      cancel()
      throw .timeOutOfRange
    }
    bytes.append(32)
    LineNumber.append(time, to: &bytes)
    bytes.append(10)
    count += 1
    lineStart = bytes.count
    fields = 0
  }

  private static let yes = Array("true".utf8)
  private static let no = Array("false".utf8)
}
