public import Domain
internal import LineProtocol

/// Reads a file of line protocol, such as a journal's export, block by block, column-wise.
///
/// A point is a row; what it does not have is missing there. The file is read twice: first for its columns (``LineProtocolSchema``), then for its rows; so it must
/// be a file, no pipe. Times are not a column: they are the order of the rows.
///
/// - Complexity: O(bytes), some microseconds a line; memory one block of 4,096 points and the distinct texts of each column.
public struct LineProtocolReader: ColumnBlockSource {
  /// The file's path as given.
  public let path: String
  /// All columns of the file.
  public let schema: LineProtocolSchema
  public let names: [String]
  public private(set) var rowCount = 0
  public private(set) var rowsBefore = 0

  /// Points a block.
  static let blockLength = 4096

  private var lines: LineReader
  private let measurement: String?
  private let maximumCategories: Int
  /// By column of the schema: which of the columns read it is.
  private let target: [Int?]
  private let isNumeric: [Bool]
  private var numbers: [[Double]]
  private var codes: [[Int32]]
  private var categories: [CategoryTable]

  /// Opens a file and finds its columns.
  ///
  /// - Parameter measurement: the only measurement to read; all when `nil`.
  /// - Throws: `lines.malformed`, `lines.mixed_field`, `lines.many_columns`, `lines.empty`, `lines.pipe`, `csv.missing_column` and those of ``LineReader``.
  public init(path: String, options: CSVReader.Options = .init(), measurement: String? = nil) throws(Diagnostic) {
    self.path = path
    self.measurement = measurement
    maximumCategories = options.maximumCategories
    lines = try LineReader(path: path)
    guard lines.isSeekable else {
      throw Diagnostic(
        code: "lines.pipe", exitCode: .usage, message: "\(path): line protocol is read twice, and a pipe can be read once",
        hint: "write it to a file first")
    }
    schema = try Self.survey(lines, measurement)
    let known = schema.entries.map(\.name)
    for name in options.categorical.sorted() where !known.contains(name) { throw Spelling.missingColumn(name, among: known, source: path) }
    var wanted: [Int?] = Array(repeating: nil, count: known.count)
    var numeric: [Bool] = []
    for (index, name) in (options.columns ?? known).enumerated() {
      guard let place = known.firstIndex(of: name) else { throw Spelling.missingColumn(name, among: known, source: path) }
      wanted[place] = index
      numeric.append(schema.entries[place].isNumeric && !options.categorical.contains(name))
    }
    target = wanted
    isNumeric = numeric
    names = options.columns ?? known
    numbers = Array(repeating: [], count: names.count)
    codes = Array(repeating: [], count: names.count)
    categories = Array(repeating: CategoryTable(), count: names.count)
  }

  private static func survey(_ source: LineReader, _ measurement: String?) throws(Diagnostic) -> LineProtocolSchema {
    var lines = source
    var schema = LineProtocolSchema()
    while let point = try point(&lines, measurement) {
      if let field = schema.note(point) {
        throw Diagnostic(
          code: "lines.mixed_field", exitCode: .badData,
          message:
            "\(lines.path):\(lines.line): the field \"\(field)\" of \"\(point.measurement)\" is text in one line and a number in another",
          hint: "give the field one type, or read another measurement")
      }
      guard schema.count < CSVRowReader.maximumColumns else {
        throw Diagnostic(
          code: "lines.many_columns", exitCode: .badData,
          message: "\(lines.path):\(lines.line): more than \(CSVRowReader.maximumColumns) tags and fields",
          hint: "read one measurement")
      }
    }
    guard schema.count > 0 else {
      throw Diagnostic(
        code: "lines.empty", exitCode: .badData,
        message: "\(lines.path): no point\(measurement.map { " of the measurement \"\($0)\"" } ?? "") in the file",
        hint: "there is nothing to compute on")
    }
    schema.name()
    return schema
  }

  /// The next point of the measurement; comments and blank lines are passed over.
  private static func point(_ lines: inout LineReader, _ measurement: String?) throws(Diagnostic) -> Point? {
    while try lines.next() {
      let bytes = lines.withLine { (line: Span<UInt8>) -> [UInt8] in
        var copy: [UInt8] = []
        copy.reserveCapacity(line.count)
        for index in line.indices { copy.append(line[index]) }
        return copy
      }
      var parser = PointParser(bytes, rules: .portable)
      do throws(LineProtocolError) {
        guard let point = try parser.next() else { continue }
        if measurement == nil || point.measurement == measurement { return point }
      } catch {
        throw Diagnostic(
          code: "lines.malformed", exitCode: .badData, message: "\(lines.path):\(lines.line): this is no line protocol: \(error.reason)",
          hint: "mend or remove the line")
      }
    }
    return nil
  }

  /// Moves to the next block.
  ///
  /// - Returns: `false` at the end.
  public mutating func next() throws(Diagnostic) -> Bool {
    rowsBefore += rowCount
    rowCount = 0
    for index in names.indices {
      numbers[index].removeAll(keepingCapacity: true)
      codes[index].removeAll(keepingCapacity: true)
    }
    while rowCount < Self.blockLength, let point = try Self.point(&lines, measurement) {
      for index in names.indices { if isNumeric[index] { numbers[index].append(.nan) } else { codes[index].append(-1) } }
      let shift = schema.namesMeasurement ? 1 : 0
      if shift == 1, let column = target[0] { try put(point.measurement, column) }
      for tag in point.tags {
        if let place = schema.place(.init(measurement: point.measurement, isTag: true, key: tag.key)), let column = target[place + shift] {
          try put(tag.value, column)
        }
      }
      for field in point.fields {
        guard let place = schema.place(.init(measurement: point.measurement, isTag: false, key: field.key)),
          let column = target[place + shift]
        else { continue }
        if isNumeric[column] {
          numbers[column][rowCount] = field.value.number ?? .nan
        } else {
          try put(field.value.category ?? field.value.number?.description ?? "", column)
        }
      }
      rowCount += 1
    }
    return rowCount > 0
  }

  private mutating func put(_ text: String, _ column: Int) throws(Diagnostic) {
    if text.isEmpty { return }
    let bytes = Array(text.utf8)
    if let code = categories[column].code(bytes, 0..<bytes.count) {
      codes[column][rowCount] = code
      return
    }
    guard categories[column].texts.count < maximumCategories else {
      throw Diagnostic(
        code: "csv.many_categories", exitCode: .badData,
        message: "\(path):\(lines.line): column \"\(names[column])\": more than \(maximumCategories) different texts",
        hint: "leave the column out by naming the columns to read")
    }
    codes[column][rowCount] = categories[column].insert(text)
  }

  /// The current block's cells of a column.
  public func column(_ index: Int) -> Column {
    Column(
      name: names[index],
      values: isNumeric[index] ? .numeric(numbers[index]) : .categorical(codes: codes[index], dictionary: categories[index].texts))
  }
}
