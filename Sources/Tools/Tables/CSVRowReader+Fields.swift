public import Domain
internal import JSONBytes

extension CSVRowReader {
  /// Calls `body` with the bytes of a field, without its quotes; quotes inside stand doubled as in the file.
  ///
  /// The span lives for the call only; nothing is copied.
  @inlinable public func withField<Result, Failure: Error>(
    _ field: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(buffer.span.extracting(starts[field]..<ends[field]))
  }

  /// Is the field empty?
  @inlinable public func isEmpty(_ field: Int) -> Bool { starts[field] == ends[field] }

  /// The field as text, doubled quotes resolved. Invalid UTF-8 becomes U+FFFD.
  public func text(_ field: Int) -> String {
    let text = String(decoding: buffer[starts[field]..<ends[field]], as: UTF8.self)
    return doubled && starts[field] > 0 && buffer[starts[field] - 1] == 34 ? text.replacing("\"\"", with: "\"") : text
  }

  /// Does the field hold exactly these bytes?
  @inlinable public func equals(_ field: Int, _ text: [UInt8]) -> Bool {
    let start = starts[field]
    guard ends[field] - start == text.count else { return false }
    for index in text.indices where buffer[start + index] != text[index] { return false }
    return true
  }

  /// The field as a 64-bit integer: digits with an optional sign, nothing else.
  public func integer(_ field: Int) -> Int64? {
    let bytes = buffer.span
    var index = starts[field]
    let end = ends[field]
    let negative = index < end && bytes[index] == 45
    if negative { index += 1 }
    guard index < end, end - index <= 19 else { return nil }
    var value: UInt64 = 0
    while index < end {
      let digit = bytes[index] &- 48
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    if negative { return value <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- value) : nil }
    return Int64(exactly: value)
  }

  /// The field as an exact decimal of 10⁻ˢᶜᵃˡᵉ.
  public func decimal(_ field: Int, scale: Int) throws(DecimalError) -> Int64 {
    try withField(field) { (bytes: Span<UInt8>) throws(DecimalError) -> Int64 in try DecimalText.parse(bytes, scale: scale) }
  }

  /// The field as a double, correctly rounded; `nil` when it is no number.
  public func double(_ field: Int) -> Double? { DoubleText.parse(buffer.span, starts[field]..<ends[field]) }

  /// An error of the current record: file, line, and column where one is to blame.
  public func diagnostic(_ code: String, field: Int? = nil, _ message: String, hint: String? = nil) -> Diagnostic {
    var place = "\(path):\(line): "
    if let field {
      place += header.indices.contains(field) && !header[field].isEmpty ? "column \"\(header[field])\": " : "column \(field + 1): "
    }
    return Diagnostic(code: code, exitCode: .badData, message: place + message, hint: hint)
  }

  /// What a field says, cut to forty characters: for errors.
  public func excerpt(_ field: Int) -> String {
    let all = text(field)
    return all.count <= 40 ? "\"\(all)\"" : "\"\(all.prefix(40))…\""
  }
}
