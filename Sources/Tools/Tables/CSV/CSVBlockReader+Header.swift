import Domain

extension CSVBlockReader {
  /// Reads the first record that is no blank line and leaves the reader behind it.
  mutating func readHeader() throws(Diagnostic) -> [String] {
    while true {
      if filled == position {
        throw Diagnostic(
          code: "csv.empty", exitCode: .badData, message: "\(path): the file is empty", hint: "a table begins with a line of column names")
      }
      recordsFrom = position
      block.scan.run(block.bytes, from: position, to: filled)
      var fields = 0
      while fields < block.scan.count, block.bytes[Int(block.scan.positions[fields])] != 10 { fields += 1 }
      if fields == block.scan.count {
        if fields >= CSVRowReader.maximumColumns { throw manyColumns() }
        if let fault = block.scan.fault, let refusal = refusal(fault, record: position) { throw refusal }
        if filled - position > CSVRowReader.maximumRecord { throw tooLong(position) }
        if !ended {
          block.bytes.append(contentsOf: repeatElement(0, count: block.capacity))
          try refill()
        }
        continue
      }
      let end = Int(block.scan.positions[fields])
      if fields == 0, end == position || (end == position + 1 && block.bytes[position] == 13) {
        linesBefore += 1
        position = end + 1
        if filled == position { try refill() }
        continue
      }
      if fields >= CSVRowReader.maximumColumns { throw manyColumns() }
      if end - position > CSVRowReader.maximumRecord { throw tooLong(position) }
      block.stride = fields + 1
      block.starts = [UInt32(position)]
      var names: [String] = []
      var seen: Set<String> = []
      for field in 0...fields {
        let name = block.text(block.field(0, field))
        guard !name.isEmpty || field == 0 else {
          throw diagnostic(
            at: position, "csv.unnamed_column", "column \(field + 1): the header gives no name", "name every column in the first line")
        }
        guard seen.insert(name).inserted else {
          throw diagnostic(
            at: position, "csv.duplicate_column", "column \(field + 1): the name \"\(name)\" stands twice in the header",
            "rename one of them")
        }
        names.append(name)
      }
      linesBefore += lineFeeds(position..<(end + 1))
      position = end + 1
      return names
    }
  }
}
