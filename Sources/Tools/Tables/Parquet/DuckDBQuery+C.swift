internal import CDuckDB
internal import Domain

/// One query of a database in memory, its result taken chunk by chunk.
@safe final class DuckDBQuery {
  private let library: DuckDBLibrary
  private var database: UnsafeMutableRawPointer?
  private var connection: UnsafeMutableRawPointer?
  private var prepared: UnsafeMutableRawPointer?
  private var pending: UnsafeMutableRawPointer?
  // SAFETY: all zeros, which the library takes for an empty result.
  private var result = unsafe friday_duckdb_result()
  private var chunk: UnsafeMutableRawPointer?
  private let source: String

  /// Column names and DuckDB's numbers of their types.
  private(set) var columns: [(name: String, type: UInt32)] = []
  /// Rows of the current chunk.
  private(set) var rows = 0

  /// Starts a query; `source` is the file that errors name.
  init(_ sql: String, library: DuckDBLibrary, source: String) throws(Diagnostic) {
    self.library = library
    self.source = source
    // SAFETY: each call gets handles that the one before has filled, strings that live for the call, and addresses of this object's own fields; deinit gives
    // all of them back, in reverse.
    guard unsafe library.open(nil, &database) == 0, unsafe library.connect(database, &connection) == 0 else {
      throw refusal("the library opens no database")
    }
    // Order is that of the file; memory is bounded.
    for setting in ["SET threads = 1", "SET memory_limit = '192MB'", "SET preserve_insertion_order = true"] {
      guard unsafe library.query(connection, setting, nil) == 0 else { throw refusal("the library refuses \(setting)") }
    }
    guard unsafe library.prepare(connection, sql, &prepared) == 0 else { throw refusal(unsafe Self.text(library.prepareError(prepared))) }
    // SAFETY: as above.
    guard unsafe library.pending(prepared, &pending) == 0 else { throw refusal(unsafe Self.text(library.pendingError(pending))) }
    guard unsafe library.execute(pending, &result) == 0 else { throw refusal(unsafe Self.text(library.resultError(&result))) }
    for index in 0..<(unsafe library.columnCount(&result)) {
      columns.append((unsafe Self.text(library.columnName(&result, index)), unsafe library.columnType(&result, index)))
    }
  }

  deinit {
    // SAFETY: each is a handle of this library or null, which the library's destroyers accept.
    unsafe library.destroyChunk(&chunk)
    unsafe library.destroyResult(&result)
    unsafe library.destroyPending(&pending)
    unsafe library.destroyPrepared(&prepared)
    unsafe library.disconnect(&connection)
    unsafe library.close(&database)
  }

  /// Moves to the next chunk; `false` at the end.
  func next() throws(Diagnostic) -> Bool {
    // SAFETY: the chunk is this object's; the result was filled by execute.
    unsafe library.destroyChunk(&chunk)
    unsafe chunk = friday_duckdb_fetch_chunk(library.fetchChunk, &result)
    guard unsafe chunk != nil else {
      rows = 0
      if let error = unsafe library.resultError(&result) { throw refusal(unsafe Self.text(error)) }
      return false
    }
    rows = Int(unsafe library.chunkSize(chunk))
    return true
  }

  /// Appends the chunk's cells of a column of doubles, a null as NaN.
  func appendNumbers(_ column: Int, to numbers: inout [Double]) {
    // SAFETY: the column was selected as DOUBLE, so its vector holds `rows` doubles; validity is null or a bit a row.
    let vector = unsafe library.chunkVector(chunk, UInt64(column))
    guard let data = unsafe library.vectorData(vector) else { return }
    let validity = unsafe library.vectorValidity(vector)
    for row in 0..<rows {
      let isValid = unsafe Self.isValid(validity, row)
      numbers.append(isValid ? unsafe data.load(fromByteOffset: 8 * row, as: Double.self) : .nan)
    }
  }

  /// Calls `take` with the bytes of each cell of a column of text, in order; `nil` for a null.
  func forEachText(_ column: Int, _ take: ([UInt8]?) throws(Diagnostic) -> Void) throws(Diagnostic) {
    // SAFETY: the column was selected as VARCHAR: 16 bytes a row, a length and then the bytes themselves up to 12, else a prefix of 4 and their address, which is
    // good while the chunk lives.
    let vector = unsafe library.chunkVector(chunk, UInt64(column))
    guard let data = unsafe library.vectorData(vector) else { return }
    let validity = unsafe library.vectorValidity(vector)
    for row in 0..<rows {
      guard unsafe Self.isValid(validity, row) else {
        try take(nil)
        continue
      }
      // SAFETY: as above.
      let cell = unsafe data + 16 * row
      let length = Int(unsafe cell.load(as: UInt32.self))
      let address = unsafe length <= 12 ? UnsafeRawPointer(cell + 4) : cell.load(fromByteOffset: 8, as: UnsafeRawPointer.self)
      try take(unsafe [UInt8](UnsafeRawBufferPointer(start: address, count: length)))
    }
  }

  private static func isValid(_ validity: UnsafeMutableRawPointer?, _ row: Int) -> Bool {
    // SAFETY: a bit a row, in words of 64.
    guard let validity = unsafe validity else { return true }
    return unsafe validity.load(fromByteOffset: row / 64 * 8, as: UInt64.self) >> UInt64(row % 64) & 1 == 1
  }

  private func refusal(_ reason: String) -> Diagnostic {
    Diagnostic(
      code: "parquet.read", exitCode: .badData, message: "\(source): DuckDB \(library.version) cannot read it: \(reason)",
      hint: "is it a whole Parquet file, and are its columns plain numbers and texts?")
  }

  private static func text(_ text: UnsafePointer<CChar>?) -> String {
    guard let text = unsafe text else { return "no reason given" }
    return unsafe String(cString: text)  // SAFETY: a C string of the library, copied at once.
  }
}
