internal import JSONBytes

/// One pass over a ``ModelDocument``'s text.
struct ModelDocumentParser {
  private var cursor = JSONCursor()

  /// Is this JSON with our key at its top? Nothing else is judged.
  static func isDocument(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count <= ModelDocument.byteLimit else { return false }
    var cursor = JSONCursor()
    var first = true
    guard (try? cursor.beginObject(bytes)) != nil else { return false }
    while let key = try? cursor.nextKey(bytes, first: &first) {
      if JSONCursor.matches(bytes, key, "friday_model") { return true }
      guard (try? cursor.skipValue(bytes)) != nil else { return false }
    }
    return false
  }

  static func parse(_ bytes: Span<UInt8>) throws(ModelFileFault) -> ModelDocument {
    var parser = ModelDocumentParser()
    do {
      return try parser.document(bytes)
    } catch let error as JSONError {
      throw ModelFileFault(error)
    } catch let fault as ModelFileFault {
      throw fault
    } catch {
      throw .invalid("\(error)", at: parser.cursor.offset)
    }
  }

  private mutating func document(_ bytes: Span<UInt8>) throws -> ModelDocument {
    var ensemble: (name: String, offset: Int)?
    var members: [(file: String, weight: Double?, offset: Int)]?
    var calibration: Calibration?
    var model: String?
    var preparation: RowPreparation?
    try object(bytes) { parser, key, offset in
      switch key {
      case "friday_model":
        let range = try parser.cursor.number(bytes)
        guard JSONCursor.integer(bytes, range) == 1 else {
          throw ModelFileFault.unsupported("friday_model is of another version than 1", hint: "read it with the version that wrote it", at: range.lowerBound)
        }
      case "ensemble": ensemble = (try parser.text(bytes), offset)
      case "members": members = try parser.members(bytes)
      case "calibration": calibration = try parser.calibration(bytes)
      case "preparation": preparation = try parser.preparation(bytes)
      case "model": model = try parser.fileName(bytes)
      default: throw Self.unknown(key, offset)
      }
    }
    try cursor.end(bytes)
    if let preparation {
      guard let model else { throw ModelFileFault.missing("model", at: cursor.offset) }
      guard ensemble == nil, members == nil, calibration == nil else {
        throw ModelFileFault.invalid("a document is an ensemble, a calibration or a preparation, one of them", at: cursor.offset)
      }
      return .prepared(preparation, file: model)
    }
    if let calibration {
      guard let model else { throw ModelFileFault.missing("model", at: cursor.offset) }
      guard ensemble == nil, members == nil else { throw ModelFileFault.invalid("a document is an ensemble or a calibration, not both", at: cursor.offset) }
      return .calibrated(calibration, file: model)
    }
    guard let ensemble else { throw ModelFileFault.missing("ensemble\", \"calibration\" or \"preparation", at: cursor.offset) }
    guard model == nil else { throw ModelFileFault.invalid("an ensemble names \"members\", not a \"model\"", at: cursor.offset) }
    guard let members, !members.isEmpty else { throw ModelFileFault.missing("members", at: cursor.offset) }
    switch ensemble.name {
    case "average":
      if let weighted = members.first(where: { $0.weight != nil }) {
        throw ModelFileFault.invalid("a member of an average has a weight: the ensemble is \"weighted\" then", at: weighted.offset)
      }
      return .average(members.map(\.file))
    case "weighted":
      return .weighted(
        try members.map { member in
          guard let weight = member.weight else { throw ModelFileFault.missing("weight", at: member.offset) }
          guard weight > 0, weight.isFinite else { throw ModelFileFault.invalid("the weight \(weight) is not above 0", at: member.offset) }
          return ModelDocument.Member(file: member.file, weight: weight)
        })
    default:
      throw ModelFileFault.invalid("the ensemble \"\(ensemble.name.prefix(40))\" is neither \"average\" nor \"weighted\"", at: ensemble.offset)
    }
  }

  private mutating func members(_ bytes: Span<UInt8>) throws -> [(file: String, weight: Double?, offset: Int)] {
    var members: [(file: String, weight: Double?, offset: Int)] = []
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      cursor.skipWhitespace(bytes)
      let offset = cursor.offset
      guard members.count < ModelDocument.memberLimit else {
        throw ModelFileFault.limit("more than \(ModelDocument.memberLimit) members", at: offset)
      }
      var file: String?
      var weight: Double?
      try object(bytes) { parser, key, offset in
        switch key {
        case "file": file = try parser.fileName(bytes)
        case "weight": weight = try parser.number(bytes)
        default: throw Self.unknown(key, offset)
        }
      }
      guard let file else { throw ModelFileFault.missing("file", at: cursor.offset) }
      members.append((file, weight, offset))
    }
    return members
  }

  private mutating func preparation(_ bytes: Span<UInt8>) throws -> RowPreparation {
    cursor.skipWhitespace(bytes)
    let start = cursor.offset
    var columns: [RowPreparation.Column] = []
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      cursor.skipWhitespace(bytes)
      guard columns.count < RowPreparation.columnLimit else {
        throw ModelFileFault.limit("more than \(RowPreparation.columnLimit) columns", at: cursor.offset)
      }
      var column = RowPreparation.Column(name: "", fill: nil, center: 0, spread: 1, width: 1, floor: 0)
      try object(bytes) { parser, key, offset in
        switch key {
        case "column": column.name = try parser.text(bytes)
        case "fill": column.fill = try parser.number(bytes)
        case "center": column.center = try parser.number(bytes)
        case "spread": column.spread = try parser.number(bytes)
        case "width": column.width = try parser.number(bytes)
        case "floor": column.floor = try parser.number(bytes)
        default: throw Self.unknown(key, offset)
        }
      }
      guard !column.name.isEmpty else { throw ModelFileFault.missing("column", at: cursor.offset) }
      columns.append(column)
    }
    guard let preparation = RowPreparation(columns) else {
      throw ModelFileFault.invalid("the columns are no preparation: at least one, each name once, no spread of 0", at: start)
    }
    return preparation
  }

  private mutating func calibration(_ bytes: Span<UInt8>) throws -> Calibration {
    cursor.skipWhitespace(bytes)
    let start = cursor.offset
    var (method, over, between) = ("", Calibration.Input.margin, IsotonicCalibration.Interpolation.linear)
    var (a, b): (Double?, Double?)
    var (x, y): ([Double]?, [Double]?)
    var ofOther: [String: Int] = [:]
    try object(bytes) { parser, key, offset in
      ofOther[key] = offset
      switch key {
      case "method": method = try parser.text(bytes)
      case "over": over = try parser.word(bytes)
      case "interpolation": between = try parser.word(bytes)
      case "a": a = try parser.number(bytes)
      case "b": b = try parser.number(bytes)
      case "x": x = try parser.numbers(bytes)
      case "y": y = try parser.numbers(bytes)
      default: throw Self.unknown(key, offset)
      }
    }
    for key in method == "platt" ? ["x", "y", "interpolation"] : ["a", "b"] {
      if let offset = ofOther[key] { throw ModelFileFault.invalid("\"\(key)\" means nothing to the method \"\(method.prefix(40))\"", at: offset) }
    }
    switch method {
    case "platt":
      guard let a, let b else { throw ModelFileFault.missing("a\" or \"b", at: cursor.offset) }
      guard let platt = PlattCalibration(a: a, b: b) else { throw ModelFileFault.invalid("a and b must be finite", at: start) }
      return Calibration(.platt(platt), over: over)
    case "isotonic":
      guard let x, let y else { throw ModelFileFault.missing("x\" or \"y", at: cursor.offset) }
      guard let isotonic = IsotonicCalibration(x: x, y: y, interpolation: between) else {
        throw ModelFileFault.invalid("\(x.count) x and \(y.count) y are no knots: x must ascend, y must not fall and lie in 0…1, one a score", at: start)
      }
      return Calibration(.isotonic(isotonic), over: over)
    default: throw ModelFileFault.invalid("the method \"\(method.prefix(40))\" is neither \"platt\" nor \"isotonic\"", at: start)
    }
  }

  private static func unknown(_ key: String, _ offset: Int) -> ModelFileFault {
    ModelFileFault(code: "model.invalid", offset: offset, reason: "the key \"\(key.prefix(40))\" means nothing here", hint: "correct its spelling, or leave it out")
  }

  private mutating func object(_ bytes: Span<UInt8>, _ body: (inout Self, String, Int) throws -> Void) throws {
    var first = true
    var seen: Set<String> = []
    try cursor.beginObject(bytes)
    while let range = try cursor.nextKey(bytes, first: &first) {
      let key = try JSONCursor.text(bytes, range)
      guard seen.insert(key).inserted else { throw ModelFileFault.invalid("\"\(key.prefix(40))\" stands here twice", at: range.lowerBound) }
      cursor.skipWhitespace(bytes)
      try body(&self, key, range.lowerBound)
    }
  }

  private mutating func text(_ bytes: Span<UInt8>) throws -> String { try JSONCursor.text(bytes, try cursor.string(bytes)) }

  private mutating func word<Word: RawRepresentable & CaseIterable>(_ bytes: Span<UInt8>) throws -> Word where Word.RawValue == String {
    let offset = cursor.offset
    let text = try text(bytes)
    guard let word = Word(rawValue: text) else {
      throw ModelFileFault.invalid("\"\(text.prefix(40))\" is none of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", at: offset)
    }
    return word
  }

  /// A name that leads nowhere but beside the document.
  private mutating func fileName(_ bytes: Span<UInt8>) throws -> String {
    let offset = cursor.offset
    let name = try text(bytes)
    guard !name.isEmpty, name.utf8.count <= 255, name != ".", name != "..", !name.utf8.contains(where: { $0 == 47 || $0 == 92 || $0 < 32 }) else {
      throw ModelFileFault(
        code: "model.invalid", offset: offset, reason: "\"\(name.prefix(40))\" is no plain file name", hint: "name a file beside this one, without a folder")
    }
    return name
  }

  private mutating func number(_ bytes: Span<UInt8>) throws -> Double {
    let range = try cursor.number(bytes)
    guard let value = JSONCursor.double(bytes, range), value.isFinite else {
      throw ModelFileFault.invalid("the number lies outside double precision", at: range.lowerBound)
    }
    return value
  }

  private mutating func numbers(_ bytes: Span<UInt8>) throws -> [Double] {
    var values: [Double] = []
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      guard values.count < IsotonicCalibration.limit else {
        throw ModelFileFault.limit("more than \(IsotonicCalibration.limit) knots", at: cursor.offset)
      }
      values.append(try number(bytes))
    }
    return values
  }
}
