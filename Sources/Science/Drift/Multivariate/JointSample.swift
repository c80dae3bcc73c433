internal import Statistics

/// One side of a joint comparison: which rows are complete, and a seeded choice of them when they are too many.
struct JointSample {
  let rows: Int
  let nanRows: Int
  let infiniteRows: Int
  /// Complete rows that are used, in their order.
  let chosen: [Int]

  var completeRows: Int { rows - nanRows - infiniteRows }

  /// - Parameters:
  ///   - columns: all of one length.
  ///   - maximum: rows to keep at most. Independent rows are drawn without replacement; for blocks a run of adjacent complete rows is, so
  ///     that their dependence stays.
  init(_ columns: [[Double]], maximum: Int, scheme: PermutationScheme, using generator: inout some RandomNumberGenerator) {
    rows = columns.first?.count ?? 0
    // 0 complete, 1 infinite, 2 NaN.
    var fault = [UInt8](repeating: 0, count: rows)
    for column in columns {
      for (row, value) in column.enumerated() where !value.isFinite { fault[row] = max(fault[row], value.isNaN ? 2 : 1) }
    }
    var complete: [Int] = []
    complete.reserveCapacity(rows)
    var (nan, infinite) = (0, 0)
    for (row, kind) in fault.enumerated() {
      switch kind {
      case 0: complete.append(row)
      case 1: infinite += 1
      default: nan += 1
      }
    }
    nanRows = nan
    infiniteRows = infinite
    guard complete.count > maximum else {
      chosen = complete
      return
    }
    switch scheme {
    case .rows:
      for index in 0..<maximum { complete.swapAt(index, Int.random(in: index..<complete.count, using: &generator)) }
      chosen = complete.prefix(maximum).sorted()
    case .blocks:
      let start = Int.random(in: 0...(complete.count - maximum), using: &generator)
      chosen = Array(complete[start..<(start + maximum)])
    }
  }

  /// The chosen rows of these columns.
  func columns(_ columns: [[Double]]) -> [[Double]] { columns.map { column in chosen.map { column[$0] } } }
}
