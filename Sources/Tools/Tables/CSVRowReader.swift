public import Domain

/// Reads a CSV file record by record: fields are ranges of one reused buffer, nothing is allocated a row.
///
/// RFC 4180 with these words on its gaps: LF or CRLF ends a record; blank lines are skipped; a byte-order mark is skipped; a quote opens a quoted
/// field only at the field's first byte and may hold commas, quotes (doubled) and line ends; a quote elsewhere is an ordinary character.
/// Refused with file, line and column: a record of another number of fields than the first, a NUL byte, an unclosed quote, text behind a closing quote,
/// a record above 1 MiB, more than 4,096 columns, an empty column name where there are several, a name twice.
///
/// Memory: one block of 256 KiB, grown only for longer records. Copies read on independently, each from where it stands.
public struct CSVRowReader {
  /// Bytes of the longest record.
  public static let maximumRecord = 1 << 20
  /// Columns of the widest table.
  public static let maximumColumns = 4096

  /// The file's path as given: what errors name.
  public let path: String
  /// Column names; empty when the file was opened as one without a header.
  public internal(set) var header: [String] = []
  /// Line of the current record's first byte, from 1.
  public internal(set) var line = 0
  /// Fields of the current record.
  public internal(set) var fieldCount = 0

  @usableFromInline var buffer: [UInt8]
  @usableFromInline var starts: [Int] = []
  @usableFromInline var ends: [Int] = []
  let file: InputFile
  var filled = 0
  var position = 0
  var offset: Int64 = 0
  var ended = false
  var nextLine = 1
  var expected = 0
  /// Does a field of the current record hold doubled quotes?
  var doubled = false

  /// Can the file be read twice: is it no pipe?
  public var isSeekable: Bool { file.isSeekable }

  /// Opens a file and reads its header.
  ///
  /// - Parameter hasHeader: whether the first record names the columns.
  /// - Throws: `csv.empty`, `csv.foreign`, `csv.duplicate_column`, `csv.unnamed_column` and those of ``next()``.
  public init(path: String, hasHeader: Bool = true) throws(Diagnostic) {
    self.path = path
    file = try InputFile(path: path)
    buffer = Array(repeating: 0, count: 1 << 18)
    try refill()
    if let foreign = ForeignFormat.refusal(path, buffer, 0..<filled) { throw foreign }
    if filled >= 3, buffer[0] == 0xef, buffer[1] == 0xbb, buffer[2] == 0xbf { position = 3 }
    guard hasHeader else { return }
    guard try next() else {
      throw Diagnostic(
        code: "csv.empty", exitCode: .badData, message: "\(path): the file is empty", hint: "a table begins with a line of column names")
    }
    var seen: Set<String> = []
    for index in 0..<fieldCount {
      let name = text(index)
      guard !name.isEmpty || index == 0 else {
        throw diagnostic("csv.unnamed_column", field: index, "the header gives no name", hint: "name every column in the first line")
      }
      guard seen.insert(name).inserted else {
        throw diagnostic(
          "csv.duplicate_column", field: index, "the name \"\(name)\" stands twice in the header", hint: "rename one of them")
      }
      header.append(name)
    }
  }

  /// Moves to the next record.
  ///
  /// - Returns: `false` at the end of the file.
  /// - Throws: `csv.ragged_row`, `csv.nul`, `csv.quote`, `csv.long_record`, `csv.many_columns`, `file.read`.
  public mutating func next() throws(Diagnostic) -> Bool {
    while true {
      line = nextLine
      if try scan() {
        if fieldCount == 1, starts[0] == ends[0], !blankIsField { continue }
        if expected == 0 { expected = fieldCount }
        guard fieldCount == expected else {
          throw diagnostic(
            "csv.ragged_row", "\(fieldCount) fields where the first line has \(expected)",
            hint: "give every line one field a column, or quote fields that hold commas")
        }
        return true
      }
      if ended { return false }
      try refill()
    }
  }

  /// Was the lone empty field of this record written as a quoted one? Then it is a field, not a blank line.
  var blankIsField = false

  /// Reads on behind what is not yet consumed.
  mutating func refill() throws(Diagnostic) {
    let rest = filled - position
    if position > 0 {
      for index in 0..<rest { buffer[index] = buffer[position + index] }
      position = 0
    }
    filled = rest
    if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
    let got = try file.fill(&buffer, range: filled..<buffer.count, offset: offset)
    if filled + got < buffer.count { ended = true }
    offset += Int64(got)
    filled += got
  }
}
