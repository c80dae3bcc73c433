import Domain

/// Collects the cells of one column and finds its kind.
///
/// **The rule.** The first cell that is neither empty nor a word for missing (`nan`, `na`, `null`) decides: a number makes the column numeric, a text categorical.
/// From then on every cell must be of that kind (or empty; in a numeric column also a word for missing or infinite); a cell of the other kind is an error that
/// names it. A column named as categorical takes everything as text. A column without any decisive cell is numeric, all NaN.
struct ColumnBuilder {
  enum Kind { case undecided, numeric, categorical }

  let name: String
  let field: Int
  let forced: Bool
  let maximumCategories: Int
  var kind: Kind
  var numbers: [Double] = []
  var codes: [Int32] = []
  var dictionary: [String] = []
  private var codeOf: [String: Int32] = [:]
  private var decidedAtLine = 0

  init(name: String, field: Int, categorical: Bool, maximumCategories: Int) {
    self.name = name
    self.field = field
    forced = categorical
    self.maximumCategories = maximumCategories
    kind = categorical ? .categorical : .undecided
  }

  /// Takes the cell of the reader's current record.
  @inline(__always) mutating func take(_ reader: borrowing CSVRowReader) throws(Diagnostic) {
    if kind == .numeric, let value = NumberText.parse(reader.buffer.span, reader.starts[field]..<reader.ends[field]) {
      numbers.append(value)
    } else {
      try takeSlowly(reader)
    }
  }

  private mutating func takeSlowly(_ reader: borrowing CSVRowReader) throws(Diagnostic) {
    let bytes = reader.buffer.span
    let range = reader.starts[field]..<reader.ends[field]
    if range.isEmpty {
      if kind == .numeric { numbers.append(.nan) } else { codes.append(-1) }
      return
    }
    switch kind {
    case .numeric:
      guard let value = NumberText.word(bytes, range) else {
        throw reader.diagnostic(
          "csv.mixed_column", field: field, "\(reader.excerpt(field)) is no number, while the column holds numbers since line \(decidedAtLine)",
          hint: "mend the cell, leave it empty, or name \"\(name)\" as a categorical column")
      }
      numbers.append(value)
    case .categorical:
      if !forced, NumberText.parse(bytes, range) != nil {
        throw reader.diagnostic(
          "csv.mixed_column", field: field, "\(reader.excerpt(field)) is a number, while the column holds text since line \(decidedAtLine)",
          hint: "mend the cell, leave it empty, or name \"\(name)\" as a categorical column")
      }
      try appendCode(reader)
    case .undecided:
      let number = NumberText.parse(bytes, range)
      let word = number == nil ? NumberText.word(bytes, range) : nil
      if let word, word.isNaN {
        try appendCode(reader)  // kept as text until the column is decided
        return
      }
      decidedAtLine = reader.line
      guard let value = number ?? word else {
        kind = .categorical
        try appendCode(reader)
        return
      }
      becomeNumeric()
      numbers.append(value)
    }
  }

  private mutating func appendCode(_ reader: borrowing CSVRowReader) throws(Diagnostic) {
    let text = reader.text(field)
    if let code = codeOf[text] {
      codes.append(code)
      return
    }
    guard dictionary.count < maximumCategories else {
      throw reader.diagnostic(
        "csv.many_categories", field: field, "more than \(maximumCategories) different texts",
        hint: "leave the column out by naming the columns to read")
    }
    let code = Int32(dictionary.count)
    codeOf[text] = code
    dictionary.append(text)
    codes.append(code)
  }

  private mutating func becomeNumeric() {
    kind = .numeric
    numbers = Array(repeating: .nan, count: codes.count)
    codes = []
    dictionary = []
    codeOf = [:]
  }

  /// The finished column.
  mutating func finish() -> Column {
    if kind == .undecided { becomeNumeric() }
    return Column(name: name, values: kind == .numeric ? .numeric(numbers) : .categorical(codes: codes, dictionary: dictionary))
  }
}
