/// Canonical CSV: the same table is the same bytes on every machine.
///
/// UTF-8, `,`, LF after every line. Header `time_ns`, the columns, `label`, `label_end_ns`. Numbers are the shortest decimal text that reads back as the same
/// double; class labels and times are whole numbers; missing is an empty cell. A name with comma, quote or line break stands in quotes (RFC 4180).
extension TrainingTable {
  /// The whole table.
  public var csv: [UInt8] {
    var bytes: [UInt8] = []
    appendHeader(to: &bytes)
    for row in 0..<count { append(row: row, to: &bytes) }
    return bytes
  }

  /// Appends the first line.
  public func appendHeader(to bytes: inout [UInt8]) {
    for name in ["time_ns"] + manifest.columns + ["label"] {
      Self.append(name: name, to: &bytes)
      bytes.append(UInt8(ascii: ","))
    }
    bytes += "label_end_ns\n".utf8
  }

  /// Appends the line of a row: a table larger than memory is written line by line.
  public func append(row: Int, to bytes: inout [UInt8]) {
    let columns = manifest.columns.count
    bytes += "\(times[row]),".utf8
    for column in 0..<columns {
      let value = values[row * columns + column]
      if value.isFinite { bytes += "\(value)".utf8 }
      bytes.append(UInt8(ascii: ","))
    }
    let label = labels[row]
    if label.isFinite { bytes += (manifest.label.isClass ? "\(Int(label))" : "\(label)").utf8 }
    bytes.append(UInt8(ascii: ","))
    if label.isFinite { bytes += "\(labelEnds[row])".utf8 }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func append(name: String, to bytes: inout [UInt8]) {
    guard name.utf8.contains(where: { [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains($0) }) else {
      bytes += name.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in name.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
