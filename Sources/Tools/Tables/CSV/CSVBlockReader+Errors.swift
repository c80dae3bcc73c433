import Domain

extension CSVBlockReader {
  /// An error of the record that begins at a place of the block: file, line, and column where one is to blame.
  func diagnostic(at place: Int, _ code: String, _ message: String, _ hint: String, field: Int? = nil) -> Diagnostic {
    let line = linesBefore + 1 + lineFeeds(recordsFrom..<place)
    var column = ""
    if let field { column = header[field].isEmpty ? "column \(field + 1): " : "column \"\(header[field])\": " }
    return Diagnostic(code: code, exitCode: .badData, message: "\(path):\(line): \(column)\(message)", hint: hint)
  }

  /// The refusal of what the scan stopped at; `nil` when more bytes may still close an open quote.
  func refusal(_ fault: (kind: SeparatorScan.Fault, field: Int), record: Int) -> Diagnostic? {
    var field = 1
    for index in 0..<block.scan.count where block.scan.positions[index] >= record && block.scan.positions[index] < fault.field {
      field += 1
    }
    switch fault.kind {
    case .nul:
      return diagnostic(at: record, "csv.nul", "a NUL byte in field \(field)", "the file is damaged, or no text: write it anew as UTF-8")
    case .textBehindQuote:
      return diagnostic(
        at: record, "csv.quote", "text behind the closing quote of field \(field)", "double a quote that belongs to the text")
    case .unclosedQuote:
      guard ended else { return nil }
      return diagnostic(
        at: record, "csv.quote", "the quote of field \(field) is never closed", "close it, or double a quote that belongs to the text")
    }
  }

  func manyColumns() -> Diagnostic {
    diagnostic(at: position, "csv.many_columns", "more than \(CSVRowReader.maximumColumns) fields", "split the table")
  }

  func tooLong(_ record: Int) -> Diagnostic {
    diagnostic(
      at: record, "csv.long_record", "a record of more than \(CSVRowReader.maximumRecord) bytes", "check for a quote that is never closed")
  }

  /// Refuses a record above the limit; only a block grown for one can hold it.
  func checkLengths() throws(Diagnostic) {
    guard block.capacity > CSVRowReader.maximumRecord else { return }
    for row in 0..<block.rows {
      let start = Int(block.starts[row])
      if Int(block.scan.positions[(row + 1) * block.stride - 1]) - start > CSVRowReader.maximumRecord { throw tooLong(start) }
    }
  }

  func lineFeeds(_ range: Range<Int>) -> Int {
    var count = 0
    for place in range where block.bytes[place] == 10 { count += 1 }
    return count
  }
}
