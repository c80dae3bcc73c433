/// A piece of a CSV file whose records have been found: bytes, and where each field of each record ends.
struct CSVBlock: Sendable {
  /// Bytes in front of the first record and behind the last, so that words may be read around any field.
  static let margin = 64

  var bytes: [UInt8]
  var scan = SeparatorScan()
  /// Where each record begins.
  var starts: [UInt32] = []
  /// Records found.
  var rows = 0
  /// Fields a record; 0 before the first is known.
  var stride = 0

  init(capacity: Int) { bytes = Array(repeating: 0, count: capacity + 2 * Self.margin) }

  /// Bytes that fit between the margins.
  var capacity: Int { bytes.count - 2 * Self.margin }

  /// The bytes of a field, without its quotes and a CR before the line end.
  @inline(__always) func field(_ row: Int, _ column: Int) -> Range<Int> {
    let slot = row * stride + column
    var start = column == 0 ? Int(starts[row]) : Int(scan.positions[slot - 1]) + 1
    var end = Int(scan.positions[slot])
    if column == stride - 1, end > start, bytes[end - 1] == 13 { end -= 1 }
    if end > start, bytes[start] == 34 {
      start += 1
      end -= 1
    }
    return start..<end
  }

  /// A field's bytes as text, doubled quotes of a quoted field resolved. Invalid UTF-8 becomes U+FFFD.
  func text(_ range: Range<Int>) -> String {
    let text = String(decoding: bytes[range], as: UTF8.self)
    // A lone quote may stand in a field that does not begin with one; inside quotes they come in pairs.
    return bytes[range.lowerBound - 1] == 34 && text.utf8.contains(34) ? text.replacing("\"\"", with: "\"") : text
  }

  /// Sorts the separators found into records of `stride` fields and drops blank lines.
  ///
  /// - Parameter from: where the first record begins.
  /// - Returns: where the first record that is not whole begins, the fields of the first that has too many or too few, and the blank lines dropped.
  mutating func align(from: Int) -> (end: Int, ragged: Int?, blanks: Int) {
    rows = 0
    let whole = scan.count / stride
    if starts.count < scan.count { starts = Array(repeating: 0, count: scan.count) }
    // With as many line ends as records, one at each record's last place, all others are commas. (In a table of one column blank lines look like records.)
    if stride > 1, scan.lineFeeds == whole, isRegular(whole) {
      var start = from
      for row in 0..<whole {
        starts[row] = UInt32(truncatingIfNeeded: start)
        start = Int(scan.positions[row * stride + stride - 1]) + 1
      }
      rows = whole
      return (start, nil, 0)
    }
    var start = from
    var fields = 0
    var blanks = 0
    for index in 0..<scan.count {
      let place = Int(scan.positions[index])
      scan.move(from: index, to: rows * stride + fields)
      // A record of too many fields is counted on to its end, where nothing behind it matters any more.
      fields += 1
      guard bytes[place] == 10 else { continue }
      if fields == 1, place == start || (place == start + 1 && bytes[start] == 13) {
        blanks += 1
      } else if fields == stride {
        starts[rows] = UInt32(truncatingIfNeeded: start)
        rows += 1
      } else {
        return (start, fields, blanks)
      }
      fields = 0
      start = place + 1
    }
    return (start, nil, blanks)
  }

  private func isRegular(_ whole: Int) -> Bool {
    var slot = stride - 1
    for _ in 0..<whole {
      if bytes[Int(scan.positions[slot])] != 10 { return false }
      slot += stride
    }
    return true
  }
}
