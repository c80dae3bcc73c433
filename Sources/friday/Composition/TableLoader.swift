import Domain
import Foundation
import Statistics
import Tables

/// Reads a table of any form: into memory while it is small, from a stated number of values on into profiles of bounded size.
///
/// The number is of rows, 2²³ divided by the columns read: so no side takes more than about 64 MB before the switch.
struct TableLoader {
  /// A table as far as memory allows.
  enum Loaded {
    case table(NumericTable)
    case profile(ReferenceProfile, names: [String], source: String)
  }

  /// Values of a side, rows times columns, that are kept as they are.
  static let valuesInMemory = 1 << 23
  /// Seekable CSV files below this are read in one go, on all cores.
  static let smallFile: Int64 = 64 << 20

  let options: CSVReader.Options
  /// Seed of the sketches' compactions; every file and column draws from another one, or their errors would go together.
  let seed: UInt64
  /// How libduckdb is named, where a person names it.
  static var duckDB: String? { ProcessInfo.processInfo.environment["FRIDAY_LIBDUCKDB"] }

  /// Rows of a side beyond which its columns are profiled.
  static func rowsInMemory(columns: Int) -> Int { valuesInMemory / max(1, columns) }

  func load(_ path: String) throws(Diagnostic) -> Loaded {
    let format = try TableFormat.detect(path)
    if format == .csv, let size = Self.size(path), size < Self.smallFile {
      let table = try TableFormat.read(path, format: format, options: options)
      guard table.rowCount > Self.rowsInMemory(columns: table.columns.count) else { return .table(table) }
      return .profile(profile(of: table), names: table.columns.map(\.name), source: path)
    }
    var source = try TableFormat.open(path, format: format, options: options, duckDB: Self.duckDB)
    let names = source.names
    let limit = Self.rowsInMemory(columns: names.count)
    var collectors: [ColumnCollector] = names.map(ColumnCollector.init)
    var profiles: [ColumnProfile?]?
    var rows = 0
    var progress = ProgressLine(total: Int(Self.size(path) ?? 0), unit: "bytes", every: 4)
    while try source.next() {
      rows += source.rowCount
      for index in names.indices {
        if profiles == nil { collectors[index].take(source.column(index)) } else { update(&profiles![index], source.column(index), seed &+ UInt64(index)) }
      }
      if profiles == nil, rows > limit {
        var started = [ColumnProfile?](repeating: nil, count: names.count)
        for index in names.indices { update(&started[index], collectors[index].column, seed &+ UInt64(index)) }
        collectors = names.map(ColumnCollector.init)
        profiles = started
      }
      if let reader = source as? CSVBlockReader { progress.advance(to: Int(reader.bytesRead)) }
    }
    progress.end()
    guard rows > 0 else {
      throw Diagnostic(code: "csv.header_only", exitCode: .badData, message: "\(path): the table has no row", hint: "there is nothing to compute on")
    }
    guard let profiles else {
      return .table(NumericTable(source: path, columns: collectors.map(\.column), rowCount: rows))
    }
    return .profile(profile(names, profiles, rows: rows), names: names, source: path)
  }

  /// The profile of a table that is in memory already.
  func profile(of table: NumericTable) -> ReferenceProfile {
    var profiles = [ColumnProfile?](repeating: nil, count: table.columns.count)
    for index in table.columns.indices { update(&profiles[index], table.columns[index], seed &+ UInt64(index)) }
    return profile(table.columns.map(\.name), profiles, rows: table.rowCount)
  }

  private func profile(_ names: [String], _ profiles: [ColumnProfile?], rows: Int) -> ReferenceProfile {
    var whole = ReferenceProfile()
    for (name, profile) in zip(names, profiles) { whole[name] = profile }
    whole.addRows(rows)
    return whole
  }

  private func update(_ profile: inout ColumnProfile?, _ column: Column, _ seed: UInt64) {
    switch (column.values, profile) {
    case (.numeric(let numbers), nil):
      var fresh = NumericProfile(seed: seed)
      fresh.update(numbers.span)
      profile = .numeric(fresh)
    case (.numeric(let numbers), .numeric(var mine)):
      profile = nil  // so that the sketch is changed in place, not copied
      mine.update(numbers.span)
      profile = .numeric(mine)
    case (.categorical(let codes, let texts), nil):
      var fresh = CategoricalProfile()
      fresh.update(codes: codes.span, texts: texts)
      profile = .categorical(fresh)
    case (.categorical(let codes, let texts), .categorical(var mine)):
      profile = nil
      mine.update(codes: codes.span, texts: texts)
      profile = .categorical(mine)
    case (.categorical(let codes, let texts), .numeric(let empty)):
      // All cells were empty so far: the reader names a column's kind by its first cell.
      var fresh = CategoricalProfile()
      fresh.updateEmpty(empty.nanCount)
      fresh.update(codes: codes.span, texts: texts)
      profile = .categorical(fresh)
    case (.numeric(let numbers), .categorical(var mine)):
      // Nothing but missing cells in this block.
      mine.updateEmpty(numbers.count)
      profile = .categorical(mine)
    }
  }

  static func size(_ path: String) -> Int64? {
    let values = try? FileManager.default.attributesOfItem(atPath: path)
    guard values?[.type] as? FileAttributeType == .typeRegular || values?[.type] as? FileAttributeType == .typeSymbolicLink else { return nil }
    return (values?[.size] as? NSNumber)?.int64Value
  }
}
