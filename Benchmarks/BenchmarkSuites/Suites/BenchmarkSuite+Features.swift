internal import Domain
internal import Features

extension BenchmarkSuite {
  /// Features: indicators against TA-Lib, columns of trades against polars and pandas, and whole sets event by event.
  public static let features = BenchmarkSuite(name: "features", abstract: "features event by event and in columns") { scale in
    IndicatorRow.all.map { batch($0, scale) } + [together(scale, peer: "talib"), together(scale, peer: "talib_python")]
      + IndicatorRow.all.flatMap { [events($0, scale, peer: "talib"), events($0, scale, peer: "talib_python")] }
      + ["polars", "pandas"].map { columns(scale, peer: $0) } + ["polars", "pandas"].map { rows(scale, peer: $0) } + [set(scale), symbols(scale)]
  }

  private static func bars(_ data: BenchmarkData, _ n: Int) throws(Diagnostic) -> (bars: PriceBars, path: String) {
    let bars = PriceBars(seed: 51, count: n)
    return (bars, try data.write(bars.columns, as: "bars-\(n).f64"))
  }

  /// A fault of a definition that stands in this file.
  private static func made<Value>(_ make: () throws(ParameterFault) -> Value) throws(Diagnostic) -> Value {
    do throws(ParameterFault) {
      return try make()
    } catch {
      throw Diagnostic(code: "bench.data", exitCode: .badData, message: "an indicator of the suite cannot be made: \(error)", hint: "")
    }
  }

  /// A whole column; seconds a row.
  private static func batch(_ row: IndicatorRow, _ scale: BenchmarkScale) -> BenchmarkCase {
    let n = scale.size(1_000_000)
    return BenchmarkCase("features.talib_\(row.name)", n: n, peer: "talib", pairs: scale.pairs(15), calls: n, tolerance: row.tolerance) {
      (data) throws(Diagnostic) in
      let (bars, path) = try bars(data, n)
      return ([path], try made { () throws(ParameterFault) in try row.batch(bars) })
    }
  }

  /// Value by value; seconds a value.
  private static func events(_ row: IndicatorRow, _ scale: BenchmarkScale, peer: String) -> BenchmarkCase {
    let n = scale.size(200_000, least: 3000)
    return BenchmarkCase("features.event_\(row.name)", n: n, peer: peer, pairs: scale.pairs(9), calls: n, tolerance: row.tolerance) {
      (data) throws(Diagnostic) in
      let (bars, path) = try bars(data, n)
      return ([path], try made { () throws(ParameterFault) in try row.events(bars) })
    }
  }

  /// RSI, EMA, MACD and ATR of one symbol, value by value.
  private static func together(_ scale: BenchmarkScale, peer: String) -> BenchmarkCase {
    let n = scale.size(200_000, least: 3000)
    return BenchmarkCase("features.event", n: n, peer: peer, pairs: scale.pairs(9), calls: n) { (data) throws(Diagnostic) in
      let (bars, path) = try bars(data, n)
      return ([path], try made { () throws(ParameterFault) in try FourIndicators.work(bars) })
    }
  }

  /// Columns of trades, operator by operator; seconds a trade, all columns.
  private static func columns(_ scale: BenchmarkScale, peer: String) -> BenchmarkCase {
    let n = scale.size(10_000_000)
    // The peers' running sums are off in the sixth digit of a small deviation after some million rows; ours are made of the window alone.
    return BenchmarkCase("features.batch", n: n, peer: peer, pairs: scale.pairs(3), calls: n, tolerance: 1e-5) { (data) throws(Diagnostic) in
      let trades = TradeColumns(seed: 52, count: n)
      let path = try data.write(trades.columns, as: "trades-\(n).f64")
      return ([path], try TradeFeatures.columnWork(trades))
    }
  }

  /// The same columns row by row through the program that runs live.
  private static func rows(_ scale: BenchmarkScale, peer: String) -> BenchmarkCase {
    let n = scale.size(1_000_000, least: 100_000)
    return BenchmarkCase("features.batch_live", n: n, peer: peer, pairs: scale.pairs(3), calls: n, tolerance: 1e-6) { (data) throws(Diagnostic) in
      let trades = TradeColumns(seed: 52, count: n)
      let path = try data.write(trades.columns, as: "trades-\(n).f64")
      return ([path], try TradeFeatures.programWork(trades))
    }
  }

  /// The whole set of one market; seconds an event.
  private static func set(_ scale: BenchmarkScale) -> BenchmarkCase {
    let n = scale.size(100_000)
    return BenchmarkCase(
      "features.event_set", n: n, peer: nil, pairs: scale.pairs(9), calls: n, reason: "ours alone: no peer keeps a book's, trades' and candles' features"
    ) { (data) throws(Diagnostic) in
      let programs = try KeptPrograms(data.featureSet, symbols: 1, tape: FrameTape.book(seed: 53, count: n, tradeEvery: 5))
      return ([], { programs.take() })
    }
  }

  /// The whole set of a hundred markets in turn; seconds an event.
  private static func symbols(_ scale: BenchmarkScale) -> BenchmarkCase {
    let n = scale.size(100_000)
    return BenchmarkCase(
      "features.event_100_symbols", n: n, peer: nil, pairs: scale.pairs(9), calls: n,
      reason: "ours alone: no peer keeps a book's, trades' and candles' features"
    ) { (data) throws(Diagnostic) in
      let programs = try KeptPrograms(data.featureSet, symbols: 100, tape: FrameTape.book(seed: 53, count: n, tradeEvery: 5))
      return ([], { programs.take() })
    }
  }
}
