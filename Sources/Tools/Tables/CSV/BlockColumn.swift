import Domain
internal import JSONBytes

/// Collects the cells of one column from block after block and finds its kind.
///
/// **The rule.** The first cell that is neither empty nor a word for missing (`nan`, `na`, `null`) decides: a number makes the column numeric, a text categorical.
/// From then on every cell must be of that kind (or empty; in a numeric column also a word for missing or infinite); a cell of the other kind is an error that
/// names it. A column named as categorical takes everything as text. A column without any decisive cell is numeric, all NaN.
struct BlockColumn: Sendable {
  enum Kind: Sendable { case undecided, numeric, categorical }

  /// What is wrong in which row of the block.
  struct Failure {
    var row: Int
    var code: String
    var message: String
    var hint: String
  }

  let name: String
  let field: Int
  let forced: Bool
  let maximumCategories: Int
  private(set) var kind: Kind
  private(set) var numbers: [Double] = []
  private(set) var codes: [Int32] = []
  private(set) var categories = CategoryTable()
  private(set) var decidedAtLine = 0

  init(name: String, field: Int, categorical: Bool, maximumCategories: Int) {
    self.name = name
    self.field = field
    forced = categorical
    self.maximumCategories = maximumCategories
    kind = categorical ? .categorical : .undecided
  }

  /// Cells collected.
  var count: Int { kind == .numeric ? numbers.count : codes.count }

  /// Makes room for so many rows.
  mutating func reserve(_ rows: Int) {
    if kind == .numeric { numbers.reserveCapacity(rows) } else { codes.reserveCapacity(rows) }
  }

  /// Forgets the cells, not the kind and the texts.
  mutating func clear() {
    numbers.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
  }

  /// Takes the cells of a block.
  ///
  /// - Parameter line: the line at which a row of the block begins.
  mutating func take(_ block: borrowing CSVBlock, line: (Int) -> Int) -> Failure? {
    var row = 0
    while row < block.rows {
      if kind == .numeric {
        row = FieldNumbers.append(
          to: &numbers, block.bytes, starts: block.starts, separators: block.scan.positions, stride: block.stride, column: field,
          rows: row..<block.rows)
        if row == block.rows { break }
      }
      if let failure = takeSlowly(block, row, line) { return failure }
      row += 1
    }
    return nil
  }

  private mutating func takeSlowly(_ block: borrowing CSVBlock, _ row: Int, _ line: (Int) -> Int) -> Failure? {
    let range = block.field(row, field)
    if range.isEmpty {
      if kind == .numeric { numbers.append(.nan) } else { codes.append(-1) }
      return nil
    }
    switch kind {
    case .numeric:
      guard let value = DoubleText.parse(block.bytes.span, range) ?? DoubleText.word(block.bytes.span, range) else {
        return mixed(block, row, range, "is no number, while the column holds numbers")
      }
      numbers.append(value)
      return nil
    case .categorical:
      return appendCode(block, row, range)
    case .undecided:
      let number = DoubleText.parse(block.bytes.span, range)
      let word = number == nil ? DoubleText.word(block.bytes.span, range) : nil
      // A word for missing is kept as text until the column is decided.
      if let word, word.isNaN { return appendCode(block, row, range) }
      decidedAtLine = line(row)
      guard let value = number ?? word else {
        kind = .categorical
        return appendCode(block, row, range)
      }
      becomeNumeric()
      numbers.append(value)
      return nil
    }
  }

  private mutating func appendCode(_ block: borrowing CSVBlock, _ row: Int, _ range: Range<Int>) -> Failure? {
    if let code = categories.code(block.bytes, range) {
      codes.append(code)
      return nil
    }
    if !forced, kind == .categorical, DoubleText.parse(block.bytes.span, range) != nil {
      return mixed(block, row, range, "is a number, while the column holds text")
    }
    // Doubled quotes and damaged UTF-8 change the bytes: the text may be known all the same.
    let text = block.text(range)
    let plain = Array(text.utf8)
    if plain.count != range.count || !plain.elementsEqual(block.bytes[range]), let code = categories.code(plain, 0..<plain.count) {
      codes.append(code)
      return nil
    }
    guard categories.texts.count < maximumCategories else {
      return Failure(
        row: row, code: "csv.many_categories", message: "more than \(maximumCategories) different texts",
        hint: "leave the column out by naming the columns to read")
    }
    codes.append(categories.insert(text))
    return nil
  }

  private func mixed(_ block: borrowing CSVBlock, _ row: Int, _ range: Range<Int>, _ what: String) -> Failure {
    let all = block.text(range)
    let shown = all.count <= 40 ? "\"\(all)\"" : "\"\(all.prefix(40))…\""
    return Failure(
      row: row, code: "csv.mixed_column", message: "\(shown) \(what) since line \(decidedAtLine)",
      hint: "mend the cell, leave it empty, or name \"\(name)\" as a categorical column")
  }

  private mutating func becomeNumeric() {
    kind = .numeric
    numbers = Array(repeating: .nan, count: codes.count)
    codes = []
    categories = CategoryTable()
  }

  /// The column as collected since the last ``clear()``; an undecided one as numbers, all NaN.
  var column: Column {
    switch kind {
    case .numeric: Column(name: name, values: .numeric(numbers))
    case .categorical: Column(name: name, values: .categorical(codes: codes, dictionary: categories.texts))
    case .undecided: Column(name: name, values: .numeric(Array(repeating: .nan, count: codes.count)))
    }
  }

  /// Takes the same column of a later part of the file behind this one.
  ///
  /// - Returns: `false` when only reading both in order can tell what is wrong.
  mutating func append(_ later: BlockColumn) -> Bool {
    switch (kind, later.kind) {
    case (.numeric, .numeric): numbers.append(contentsOf: later.numbers)
    case (.numeric, .undecided): numbers.append(contentsOf: repeatElement(.nan, count: later.codes.count))
    case (.undecided, .numeric):
      becomeNumeric()
      numbers.append(contentsOf: later.numbers)
    case (.numeric, .categorical), (.categorical, .numeric): return false
    case (.undecided, _), (.categorical, _):
      if kind == .undecided { kind = later.kind }
      var translated: [Int32] = []
      translated.reserveCapacity(later.categories.texts.count)
      for text in later.categories.texts {
        let bytes = Array(text.utf8)
        if let known = categories.code(bytes, 0..<bytes.count) {
          translated.append(known)
        } else {
          guard categories.texts.count < maximumCategories else { return false }
          translated.append(categories.insert(text))
        }
      }
      codes.reserveCapacity(codes.count + later.codes.count)
      for code in later.codes { codes.append(code < 0 ? -1 : translated[Int(code)]) }
    }
    return true
  }
}
