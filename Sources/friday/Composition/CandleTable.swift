import Domain
import Features
import Tables

/// Candles of several markets on their way into a CSV file: built from trades, gaps classified, filled where that was asked for.
///
/// Prices and volumes are exact decimals of the market; a synthetic candle has the close before it and no volume.
final class CandleTable {
  /// What was written.
  struct Counts {
    var candles = 0
    var synthetic = 0
    var gaps = 0
    var late = 0
  }

  private struct Lane {
    var instrument: Instrument
    var scale: DecimalScale
    var builder: CandleBuilder
    var gaps: CandleGapFiller
    /// The latest real candle.
    var last: Candle?
  }

  /// Real candles that must stand before a gap that is filled.
  private static let leastReal: Int64 = 5

  private let writer: CSVWriter
  private var lanes: [Lane] = []
  private(set) var counts = Counts()

  init(path: String, instruments: [Instrument], interval: Int64, longestFill: Int64?) throws(Diagnostic) {
    writer = try CSVWriter(
      path: path,
      header: [
        "symbol", "open_time_ns", "open", "high", "low", "close", "volume", "buy_volume", "sell_volume", "vwap", "count", "late", "gap", "synthetic", "closed",
      ])
    for instrument in instruments {
      let scale = DecimalScale(priceDecimals: instrument.priceDecimals, quantityDecimals: instrument.quantityDecimals)
      // A gap shorter than one interval is none: that fills nothing.
      var parameters = CalculatorParameters(
        ["interval_ns": .integer(interval), "max_gap_ns": .integer(longestFill ?? 1), "min_points": .integer(Self.leastReal)], scale: scale)
      do throws(ParameterFault) {
        lanes.append(Lane(instrument: instrument, scale: scale, builder: CandleBuilder(interval: interval), gaps: try CandleGapFiller(&parameters)))
      } catch {
        throw Diagnostic(code: "features.candles", exitCode: .usage, message: "candles cannot be made: \(error)", hint: "choose another --interval or --fill")
      }
    }
  }

  /// Takes a trade in.
  ///
  /// - Precondition: its instrument is one of those named.
  func add(_ trade: Trade) throws(Diagnostic) {
    let lane = Int(trade.instrument.index)
    let point = TradePoint(time: trade.time.nanoseconds, price: trade.price.units, quantity: trade.quantity.units, side: trade.side)
    if let closing = lanes[lane].builder.update(point) { try add(closing.candle, lane) }
  }

  /// Writes the candles that are still open and closes the file.
  func finish() throws(Diagnostic) {
    for lane in lanes.indices {
      if let candle = lanes[lane].builder.current { try add(candle, lane) }
    }
    try writer.finish()
  }

  private func add(_ candle: Candle, _ lane: Int) throws(Diagnostic) {
    counts.late += candle.late
    let before = lanes[lane].last
    var rows: [CandleGapFiller.Row] = []
    _ = lanes[lane].gaps.update(candle.bar(lanes[lane].scale)) { rows.append($0) }
    for row in rows {
      if row.isSynthetic, let close = before?.prices?.close {
        var flat = Candle(emptyAt: row.bar.time, isClosed: true)
        flat.prices = Candle.Prices(open: close, high: close, low: close, close: close)
        counts.synthetic += 1
        try write(flat, row, lane)
      } else {
        counts.candles += 1
        if (row.missing ?? 0) > 0 { counts.gaps += 1 }
        try write(candle, row, lane)
      }
    }
    lanes[lane].last = candle
  }

  private func write(_ candle: Candle, _ row: CandleGapFiller.Row, _ lane: Int) throws(Diagnostic) {
    let instrument = lanes[lane].instrument
    let scale = lanes[lane].scale
    try writer.row { cells in
      cells.text(instrument.symbol)
      cells.integer(candle.openTime)
      for price in [candle.prices?.open, candle.prices?.high, candle.prices?.low, candle.prices?.close] {
        if let price { cells.decimal(price, scale: instrument.priceDecimals) } else { cells.empty() }
      }
      // A candle's volume is a sum of 64-bit quantities; one that leaves 64 bits is no market's.
      for volume in [candle.volume, candle.buyVolume, candle.sellVolume] { cells.decimal(Int64(clamping: volume), scale: instrument.quantityDecimals) }
      cells.number(candle.vwap(scale))
      cells.integer(Int64(candle.count))
      cells.integer(Int64(candle.late))
      if let gap = row.gap { cells.text(gap.rawValue) } else { cells.empty() }
      cells.integer(row.isSynthetic ? 1 : 0)
      cells.integer(candle.isClosed ? 1 : 0)
    }
  }
}
