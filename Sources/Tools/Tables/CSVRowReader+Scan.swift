import Domain

extension CSVRowReader {
  /// Finds the fields of the record at `position`.
  ///
  /// - Returns: `false` when the buffer ends before the record does; nothing has moved then.
  mutating func scan() throws(Diagnostic) -> Bool {
    let limit = filled
    var index = position
    var fieldStart = position
    var fieldEnd = -1  // set by a closing quote
    var fields = 0
    var lines = nextLine
    var sawDoubled = false
    var quotedBlank = false
    var failure: (code: String, message: String, hint: String)?
    var complete = false
    let block = buffer  // a second reference, no copy: the fields below are set while its bytes are read
    let bytes = block.span
    while index < limit {
      let byte = bytes[index]
      // Digits, letters, point and minus all lie above the comma: one comparison for most bytes.
      if byte > 44 {
        index += 1
        continue
      }
      if byte == 44 || byte == 10 {
        var end = index
        if byte == 10 {
          lines += 1
          if fieldEnd < 0, end > fieldStart, bytes[end - 1] == 13 { end -= 1 }
        }
        if fieldEnd >= 0 { end = fieldEnd }
        if fields == starts.count {
          guard fields < Self.maximumColumns else {
            failure = ("csv.many_columns", "more than \(Self.maximumColumns) fields", "split the table")
            break
          }
          starts.append(0)
          ends.append(0)
        }
        starts[fields] = fieldStart
        ends[fields] = end
        fields += 1
        index += 1
        fieldStart = index
        fieldEnd = -1
        if byte == 10 {
          complete = true
          break
        }
      } else if byte == 34, index == fieldStart, fieldEnd < 0 {
        // A quoted field: on to its closing quote.
        var close = index + 1
        while close < limit {
          let inner = bytes[close]
          if inner == 34 {
            guard close + 1 < limit, bytes[close + 1] == 34 else { break }
            sawDoubled = true
            close += 2
          } else {
            if inner == 10 { lines += 1 }
            if inner == 0 { break }
            close += 1
          }
        }
        if close >= limit || (close + 1 == limit && !ended) {
          index = limit
          if ended {
            failure = (
              "csv.quote", "the quote of field \(fields + 1) is never closed", "close it, or double a quote that belongs to the text"
            )
          }
          break
        }
        if bytes[close] == 0 {
          failure = ("csv.nul", "a NUL byte in field \(fields + 1)", "the file is damaged, or no text: write it anew as UTF-8")
          break
        }
        let after = close + 1
        guard
          after == limit || bytes[after] == 44 || bytes[after] == 10
            || (bytes[after] == 13 && (after + 1 == limit || bytes[after + 1] == 10))
        else {
          failure = ("csv.quote", "text behind the closing quote of field \(fields + 1)", "double a quote that belongs to the text")
          break
        }
        fieldStart = index + 1
        fieldEnd = close
        quotedBlank = true
        index = after < limit && bytes[after] == 13 ? after + 1 : after
      } else if byte == 0 {
        failure = ("csv.nul", "a NUL byte in field \(fields + 1)", "the file is damaged, or no text: write it anew as UTF-8")
        break
      } else {
        index += 1
      }
    }
    if failure == nil, !complete, ended, index >= limit, limit > position {
      // The last record has no line end.
      var end = fieldEnd >= 0 ? fieldEnd : limit
      if fieldEnd < 0, end > fieldStart, bytes[end - 1] == 13 { end -= 1 }
      if fields < Self.maximumColumns {
        if fields == starts.count {
          starts.append(0)
          ends.append(0)
        }
        starts[fields] = min(fieldStart, end)
        ends[fields] = end
        fields += 1
        complete = true
      } else {
        failure = ("csv.many_columns", "more than \(Self.maximumColumns) fields", "split the table")
      }
    }
    if failure == nil, index - position > Self.maximumRecord {
      failure = ("csv.long_record", "a record of more than \(Self.maximumRecord) bytes", "check for a quote that is never closed")
    }
    if let failure { throw diagnostic(failure.code, failure.message, hint: failure.hint) }
    guard complete else { return false }
    position = index
    nextLine = lines
    fieldCount = fields
    doubled = sawDoubled
    blankIsField = quotedBlank
    return true
  }
}
