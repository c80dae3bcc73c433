import Domain
import Drift
import Tables

/// A history read from a file: the time of every row and its columns of numbers.
struct HistoryInput {
  /// Distinct texts of a time column at most: every row may have its own.
  static let maximumTimes = 1 << 26

  let times: HistoryTimes
  let columns: [(name: String, values: [Double])]

  /// A history that is in memory already.
  init(times: HistoryTimes, columns: [(name: String, values: [Double])]) {
    self.times = times
    self.columns = columns
  }

  /// - Parameters:
  ///   - path: a table in any form that can be read.
  ///   - time: name of the time column.
  ///   - names: columns to read; all columns of numbers when empty.
  init(path: String, time: String, names: [String]) throws(Diagnostic) {
    let wanted = names.filter { $0 != time }
    let options = CSVReader.Options(columns: names.isEmpty ? nil : [time] + wanted, maximumCategories: Self.maximumTimes)
    let table = try TableFormat.read(path, options: options)
    let column = try table.column(named: time)
    times = try Diagnostic.fromHistory { () throws(HistoryError) in
      switch column.values {
      case .numeric(let numbers): try HistoryTimes(name: time, numbers: numbers)
      case .categorical(let codes, let dictionary): try HistoryTimes(name: time, codes: codes, dictionary: dictionary)
      }
    }
    var columns: [(name: String, values: [Double])] = []
    for found in table.columns where found.name != time {
      if let numbers = found.numbers {
        columns.append((found.name, numbers))
      } else if names.contains(found.name) {
        throw Diagnostic(
          code: "drift.text_column", exitCode: .badData,
          message: "the column \"\(found.name)\" of \(path) holds text; a history wants numbers",
          hint: "leave it out, or encode it as numbers")
      } else {
        Terminal.say("note: \"\(found.name)\" holds text and was not judged")
      }
    }
    guard !columns.isEmpty else { throw HistoryError.noColumns.diagnostic }
    self.columns = columns
  }

  /// Measures all columns, as many at a time as there are cores, and judges them.
  func judged(_ plan: HistoryPlan, _ options: HistoryOptions) async throws -> HistoryComparison {
    let progress = SharedProgress(total: plan.windows.count * columns.count, unit: "windows")
    let count = columns.count
    let measured = try await withThrowingTaskGroup(of: (place: Int, column: ColumnHistory).self) { group in
      for (place, column) in columns.enumerated() {
        group.addTask {
          let history = try Diagnostic.fromHistory { () throws(HistoryError) in
            try ColumnHistory(name: column.name, values: column.values, plan: plan, options: options, columns: count) { _ in progress.step()
            }
          }
          return (place, history)
        }
      }
      var found: [(place: Int, column: ColumnHistory)] = []
      for try await one in group { found.append(one) }
      return found.sorted { $0.place < $1.place }.map(\.column)
    }
    progress.end()
    return try Diagnostic.fromHistory { () throws(HistoryError) in
      try HistoryComparison(plan: plan, times: times, columns: measured, options: options)
    }
  }
}
