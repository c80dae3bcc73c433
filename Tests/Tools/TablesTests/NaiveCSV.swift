/// The dialect of ``CSVRowReader`` once more, byte by byte over a whole file in memory: slow, plain, and written apart from it.
enum NaiveCSV {
  /// One field: its text and whether it stood in quotes.
  struct Field: Equatable {
    var text: String
    var quoted: Bool
  }

  enum Outcome: Equatable {
    case rows(header: [String], rows: [[Field]])
    case refused(code: String, line: Int)
  }

  static func read(_ bytes: [UInt8]) -> Outcome {
    var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var line = 1
    var records: [(line: Int, fields: [Field])] = []
    var header: [String]?
    while position < bytes.count {
      let firstLine = line
      var fields: [Field] = []
      var done = false
      while !done {
        var raw: [UInt8] = []
        let quoted = position < bytes.count && bytes[position] == 34
        if quoted {
          position += 1
          while true {
            guard position < bytes.count else { return .refused(code: "csv.quote", line: firstLine) }
            let byte = bytes[position]
            position += 1
            if byte == 0 { return .refused(code: "csv.nul", line: firstLine) }
            if byte == 10 { line += 1 }
            if byte == 34 {
              guard position < bytes.count, bytes[position] == 34 else { break }
              position += 1
            }
            raw.append(byte)
          }
          let rest = bytes[position...]
          guard rest.isEmpty || rest.starts(with: [44]) || rest.starts(with: [10]) || rest.starts(with: [13, 10]) || Array(rest) == [13]
          else {
            return .refused(code: "csv.quote", line: firstLine)
          }
          if rest.first == 13 { position += 1 }
        } else {
          while position < bytes.count, bytes[position] != 44, bytes[position] != 10 {
            if bytes[position] == 0 { return .refused(code: "csv.nul", line: firstLine) }
            raw.append(bytes[position])
            position += 1
          }
          if raw.last == 13, position == bytes.count || bytes[position] == 10 { raw.removeLast() }
        }
        fields.append(Field(text: String(decoding: raw, as: UTF8.self), quoted: quoted))
        if position == bytes.count {
          done = true
        } else {
          if bytes[position] == 10 {
            line += 1
            done = true
          }
          position += 1
        }
      }
      if fields == [Field(text: "", quoted: false)] { continue }
      if let header, fields.count != header.count { return .refused(code: "csv.ragged_row", line: firstLine) }
      if header == nil {
        let names = fields.map(\.text)
        for (index, name) in names.enumerated() {
          if name.isEmpty, index > 0 { return .refused(code: "csv.unnamed_column", line: firstLine) }
          if names[..<index].contains(name) { return .refused(code: "csv.duplicate_column", line: firstLine) }
        }
        header = names
      } else {
        records.append((firstLine, fields))
      }
    }
    guard let header else { return .refused(code: "csv.empty", line: 0) }
    return .rows(header: header, rows: records.map(\.fields))
  }
}
