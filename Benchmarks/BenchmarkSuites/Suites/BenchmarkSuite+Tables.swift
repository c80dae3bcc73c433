internal import Domain
internal import Drift
internal import Reports
internal import Statistics
internal import Tables

extension BenchmarkSuite {
  /// Whole tables: compared, and read.
  static func tables(_ scale: BenchmarkScale) -> [BenchmarkCase] {
    let rows = scale.size(100_000, least: 1000)
    let columns = scale == .check ? 5 : 50
    return [
      report(rows, columns, peer: "evidently", pairs: scale.pairs(3)) { report in report.columns.map { numeric($0)?.kolmogorovSmirnovPValue ?? .nan } },
      report(rows, columns, peer: "nannyml", pairs: scale.pairs(5)) { report in
        // nannyml's KS looks at 10,000 equal widths only; what it says must follow from the comparison's own numbers up to one width's mass.
        report.columns.map { numeric($0)?.kolmogorovSmirnov.statistic ?? .nan }
      },
      BenchmarkCase("drift.csv", n: scale.size(1_000_000), peer: "polars", pairs: scale.pairs(7)) { [n = scale.size(1_000_000)] (data) throws(Diagnostic) in
        let path = try data.table(seed: 14, rows: n)
        return ([path], {
          let table = try CSVReader().read(path: path)
          let numbers = table.columns.map { $0.numbers ?? [] }
          return [Double(table.rowCount)] + numbers.map { $0[n / 2] } + numbers.map { $0[n - 1] }
        })
      },
    ]
  }

  private static func numeric(_ column: DriftComparison.Column) -> ColumnComparison? {
    if case .numeric(let comparison) = column.comparison { comparison } else { nil }
  }

  /// Every statistic of every column, Holm over all, and the document as bytes; `answer` picks what the peer says, too.
  private static func report(
    _ rows: Int, _ columns: Int, peer: String, pairs: Int, answer: @escaping @Sendable (DriftComparison) -> [Double]
  ) -> BenchmarkCase {
    BenchmarkCase("drift.report", n: rows, peer: peer, pairs: pairs, tolerance: peer == "nannyml" ? 1e-3 : 1e-9) { (data) throws(Diagnostic) in
      let a = try data.columns(seed: 12, rows: rows, columns: columns, shift: 0)
      let b = try data.columns(seed: 13, rows: rows, columns: columns, shift: 0.02)
      return ([a.path, b.path], {
        let compared = try zip(a.columns, b.columns).enumerated().map { index, pair in
          try ColumnComparison(name: "c\(index)", reference: pair.0, current: pair.1)
        }
        let comparison = try DriftComparison(compared)
        let document = ComparisonReport(comparison).json.bytes
        precondition(!document.isEmpty, "a report has bytes")
        return answer(comparison)
      })
    }
  }
}
