import Domain
import Features
import Tables

/// The file a feature table goes to, in the form that its name asks for: `.parquet`, else CSV.
enum FeatureTableFile {
  case csv(CSVWriter)
  case parquet(ParquetWriter)

  /// Creates the file: `symbol`, `time_ns`, a column a feature, `label`.
  init(path: String, set: FeatureSet) throws(Diagnostic) {
    let names = set.schema.columns
    guard path.hasSuffix(".parquet") else {
      self = .csv(try CSVWriter(path: path, header: ["symbol", "time_ns"] + names + ["label"]))
      return
    }
    let columns =
      [ParquetColumn("symbol", .text, isOptional: false), ParquetColumn("time_ns", .integer, isOptional: false)]
      + names.map { ParquetColumn($0, .number, isOptional: true) } + [ParquetColumn("label", .integer, isOptional: true)]
    let metadata = ["friday.set": set.name, "friday.set_version": String(set.version), "friday.set_hash": set.schema.hashText]
    self = .parquet(try ParquetWriter(path: path, columns: columns, metadata: metadata))
  }

  func row(symbol: String, time: Timestamp, values: [Double], label: Bool?) throws(Diagnostic) {
    func fill(_ cells: inout some TableCells) {
      cells.text(symbol)
      cells.integer(time.nanoseconds)
      for value in values { cells.number(value) }
      if let label { cells.integer(label ? 1 : 0) } else { cells.empty() }
    }
    switch self {
    case .csv(let writer): try writer.row { fill(&$0) }
    case .parquet(let writer): try writer.row { fill(&$0) }
    }
  }

  func finish() throws(Diagnostic) {
    switch self {
    case .csv(let writer): try writer.finish()
    case .parquet(let writer): try writer.finish()
    }
  }
}
