import Domain
import Foundation
import Statistics
import Tables

/// A table read once and sorted column by column on disk: the values of the exact path without the memory of it.
struct SortedTable {
  enum SortedColumn {
    case sorted(SortedValues)
    case counted([String: Int], empty: Int)
  }

  /// Values of a column that are sorted in memory at a time: 1 MiB with its scratch.
  static let valuesInMemory = 1 << 16

  let names: [String]
  let rowCount: Int
  private var columns: [String: SortedColumn] = [:]

  subscript(name: String) -> SortedColumn? { columns[name] }

  /// Fits the path that keeps a whole table in memory.
  static func isSmall(_ path: String) -> Bool { (TableLoader.size(path) ?? .max) < TableLoader.smallFile }

  /// A sorted column's values in memory: one column at a time.
  static func sample(_ sorted: SortedValues) throws(Diagnostic) -> SortedSample {
    let values = try sorted.withValues { (span) throws(Diagnostic) in
      var copy: [Double] = []
      copy.reserveCapacity(span.count)
      for index in span.indices { copy.append(span[index]) }
      return copy
    }
    return SortedSample(ascending: values, nanCount: sorted.nanCount)
  }

  /// - Parameter folder: where the nameless run files go.
  init(path: String, options: CSVReader.Options, folder: String) throws(Diagnostic) {
    var source = try TableFormat.open(path, options: options, duckDB: TableLoader.duckDB)
    names = source.names
    var sorts: [ExternalSort?] = names.map { _ in nil }
    var counts: [[String: Int]] = names.map { _ in [:] }
    var empty = [Int](repeating: 0, count: names.count)
    var isText = [Bool](repeating: false, count: names.count)
    var rows = 0
    var progress = ProgressLine(total: Int(TableLoader.size(path) ?? 0), unit: "bytes", every: 4)
    while try source.next() {
      rows += source.rowCount
      for index in names.indices {
        switch source.column(index).values {
        case .numeric(let numbers):
          let sort = sorts[index] ?? ExternalSort(folder: folder, valuesInMemory: Self.valuesInMemory)
          sorts[index] = sort
          try sort.add(numbers)
        case .categorical(let codes, let texts):
          isText[index] = true
          for code in codes { if code < 0 { empty[index] += 1 } else { counts[index][texts[Int(code)], default: 0] += 1 } }
        }
      }
      if let reader = source as? CSVBlockReader { progress.advance(to: Int(reader.bytesRead)) }
    }
    progress.end()
    rowCount = rows
    for index in names.indices {
      if isText[index] {
        columns[names[index]] = .counted(counts[index], empty: empty[index] + (sorts[index]?.nanCount ?? 0))
      } else if let sort = sorts[index] {
        columns[names[index]] = .sorted(try sort.finish())
      }
    }
  }
}
