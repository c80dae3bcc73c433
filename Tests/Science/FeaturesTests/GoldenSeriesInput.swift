import Domain
import Features
import TestSupport
import Testing

/// The rows of a case of series, candles or pairs, as operators take them; a column that the case does not name stays NaN.
struct GoldenSeriesInput {
  static let scale = DecimalScale(priceDecimals: 8, quantityDecimals: 8)

  let columns: [String: String]
  let table: GoldenTable

  /// Rows whose time the case names, or else that of the file: rows come in its order.
  private func times() throws -> [Int64] {
    let cells = try #require(try table.units(columns["ts"] ?? "ts", scale: 0))
    return try cells.map { try #require($0, "a row has no time") }
  }

  private func numbers(_ role: String) throws -> [Double] {
    guard let column = columns[role] else { return Array(repeating: .nan, count: table.count) }
    return try #require(table.numbers(column), "the file has no column \(column)").map { $0 ?? .nan }
  }

  func series() throws -> [SeriesPoint] { zip(try times(), try numbers("x")).map { SeriesPoint(time: $0, value: $1) } }

  func pairs() throws -> [PairPoint] { zip(try numbers("x"), try numbers("y")).map { PairPoint(x: $0, y: $1) } }

  func bars() throws -> [Bar] {
    let (times, open, high) = (try times(), try numbers("open"), try numbers("high"))
    let (low, close, volume) = (try numbers("low"), try numbers("close"), try numbers("volume"))
    return times.indices.map { Bar(time: times[$0], open: open[$0], high: high[$0], low: low[$0], close: close[$0], volume: volume[$0]) }
  }
}
