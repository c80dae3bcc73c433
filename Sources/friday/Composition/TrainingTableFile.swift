import Domain
import Tables
import Training

/// Writes a training table: canonical CSV, or Parquet when the name ends so.
enum TrainingTableFile {
  static func write(_ table: TrainingTable, to path: String) throws(Diagnostic) {
    if path.hasSuffix(".parquet") { try parquet(table, path) } else { try csv(table, path) }
  }

  private static func csv(_ table: TrainingTable, _ path: String) throws(Diagnostic) {
    let file = try OutputFile(path: path)
    try file.append { table.appendHeader(to: &$0) }
    for row in 0..<table.count { try file.append { table.append(row: row, to: &$0) } }
    try file.finish()
  }

  private static func parquet(_ table: TrainingTable, _ path: String) throws(Diagnostic) {
    let names = table.manifest.columns
    let isClass = table.manifest.label.isClass
    let columns =
      [ParquetColumn("time_ns", .integer, isOptional: false)] + names.map { ParquetColumn($0, .number, isOptional: true) }
      + [ParquetColumn("label", isClass ? .integer : .number, isOptional: true), ParquetColumn("label_end_ns", .integer, isOptional: true)]
    let writer = try ParquetWriter(path: path, columns: columns, metadata: ["friday.set_hash": table.manifest.set.hash])
    for row in 0..<table.count {
      try writer.row { cells in
        cells.integer(table.times[row])
        for column in names.indices { cells.number(table.values[row * names.count + column]) }
        let label = table.labels[row]
        guard label.isFinite else {
          cells.empty()
          return cells.empty()
        }
        if isClass { cells.integer(Int64(label)) } else { cells.number(label) }
        cells.integer(table.labelEnds[row])
      }
    }
    try writer.finish()
  }
}
