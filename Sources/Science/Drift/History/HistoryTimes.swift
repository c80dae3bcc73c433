public import Domain

/// The time of every row of a history, ascending, read from numbers or texts.
///
/// Numbers count from 1970 in the unit their size tells, from the greatest magnitude of the column:
///
/// ```text
/// |t| < 10¹¹ seconds   < 10¹⁴ milliseconds   < 10¹⁷ microseconds   else nanoseconds        (10¹¹ s is the year 5138; 10¹¹ ms is 1973)
/// ```
/// Texts are RFC 3339; also with a space for `T`, a date alone, or no zone, which then is UTC.
public struct HistoryTimes: Hashable, Sendable {
  /// How the column says time.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    case seconds, milliseconds, microseconds, nanoseconds
    case text = "RFC 3339"

    var nanoseconds: Int64 {
      switch self {
      case .seconds: 1_000_000_000
      case .milliseconds: 1_000_000
      case .microseconds: 1000
      case .nanoseconds, .text: 1
      }
    }

    /// Unit of a number of this size.
    static func of(_ magnitude: Double) -> Form {
      magnitude < 1e11 ? .seconds : magnitude < 1e14 ? .milliseconds : magnitude < 1e17 ? .microseconds : .nanoseconds
    }
  }

  /// The column.
  public let name: String
  /// Ascending; equal times are allowed.
  public let values: [Timestamp]
  /// What was read.
  public let form: Form

  /// From numbers; nanoseconds beyond 2⁵³ are as exact as a `Double` is (256 ns today).
  ///
  /// - Throws: ``HistoryError`` for no row, an empty or infinite cell, mixed units, and a row out of order, each with its row.
  /// - Complexity: O(n).
  public init(name: String, numbers: [Double]) throws(HistoryError) {
    var greatest = 0.0
    for (row, number) in numbers.enumerated() {
      if number.isNaN { throw .missingTime(column: name, row: row + 1) }
      if number.isInfinite { throw .timeOutOfRange(column: name, row: row + 1, value: number) }
      greatest = max(greatest, abs(number))
    }
    let form = Form.of(greatest)
    var values: [Timestamp] = []
    values.reserveCapacity(numbers.count)
    for (row, number) in numbers.enumerated() {
      let own = Form.of(abs(number))
      guard own == form else { throw .mixedUnits(column: name, row: row + 1, value: number, unit: form.rawValue, other: own.rawValue) }
      // Whole units and the rest apart: seconds with a fraction keep what a Double holds of it.
      let whole = number.rounded(.down)
      let rest = ((number - whole) * Double(form.nanoseconds)).rounded()
      guard let units = Int64(exactly: whole), case let (product, overflow) = units.multipliedReportingOverflow(by: form.nanoseconds),
        !overflow,
        case let (sum, carried) = product.addingReportingOverflow(Int64(rest)), !carried
      else { throw .timeOutOfRange(column: name, row: row + 1, value: number) }
      values.append(Timestamp(nanoseconds: sum))
    }
    try self.init(name: name, values: values, form: form)
  }

  /// From texts given as indices into their distinct forms, each of which is read once.
  ///
  /// - Parameters:
  ///   - name: for messages.
  ///   - codes: one a row; below 0 where the cell was empty.
  ///   - dictionary: the distinct texts.
  /// - Throws: ``HistoryError`` for no row, an empty or unreadable cell, and a row out of order, each with its row.
  public init(name: String, codes: [Int32], dictionary: [String]) throws(HistoryError) {
    let read = dictionary.map(Self.time)
    var values: [Timestamp] = []
    values.reserveCapacity(codes.count)
    for (row, code) in codes.enumerated() {
      guard code >= 0 else { throw .missingTime(column: name, row: row + 1) }
      guard let time = read[Int(code)] else { throw .unreadableTime(column: name, row: row + 1, text: dictionary[Int(code)]) }
      values.append(time)
    }
    try self.init(name: name, values: values, form: .text)
  }

  /// From times.
  ///
  /// - Throws: ``HistoryError/noRows``, ``HistoryError/unordered(column:row:time:previous:)``.
  public init(name: String, values: [Timestamp], form: Form) throws(HistoryError) {
    guard !values.isEmpty else { throw .noRows }
    for row in 1..<max(values.count, 1) where values[row] < values[row - 1] {
      throw .unordered(column: name, row: row + 1, time: values[row], previous: values[row - 1])
    }
    self.name = name
    self.values = values
    self.form = form
  }

  /// Reads one text; nil when it is no time.
  static func time(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes.count <= 48 else { return nil }
    if bytes.count == 10 { return Timestamp.parse(rfc3339: text + "T00:00:00Z") }
    if bytes.last == 90 || bytes.last == 122 { return Timestamp.parse(rfc3339: text) }
    guard bytes.count >= 19 else { return nil }
    guard bytes.count >= 25, case let zone = bytes.suffix(6), zone.first == 43 || zone.first == 45 else {
      return Timestamp.parse(rfc3339: text + "Z")
    }
    let digits = Array(zone)
    guard digits[3] == 58, let hours = Self.pair(digits[1], digits[2]), let minutes = Self.pair(digits[4], digits[5]), hours < 24,
      minutes < 60,
      let local = Timestamp.parse(rfc3339: String(decoding: bytes.dropLast(6), as: UTF8.self) + "Z")
    else { return nil }
    let offset = (hours * 60 + minutes) * 60_000_000_000 * (digits[0] == 43 ? -1 : 1)
    let (sum, overflow) = local.nanoseconds.addingReportingOverflow(offset)
    return overflow ? nil : Timestamp(nanoseconds: sum)
  }

  private static func pair(_ tens: UInt8, _ ones: UInt8) -> Int64? {
    guard (48...57).contains(tens), (48...57).contains(ones) else { return nil }
    return Int64(tens - 48) * 10 + Int64(ones - 48)
  }

  /// Rows at or after a time, the first of them: a lower bound.
  ///
  /// - Complexity: O(log n).
  public func firstRow(at time: Timestamp) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
