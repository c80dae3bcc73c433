internal import Domain

/// Candles of one interval from trades.
///
/// An interval is [k I, (k + 1) I) of the time since 1970. Open and close are the prices of the trades of least and greatest (time, arrival), so trades may come
/// out of order within the open interval. It closes when a trade of a later one arrives; a trade of a closed one is late: dropped, and counted in the open
/// candle's `late`. Every interval between two trades is a candle, without prices where nothing traded.
///
/// Exact in integers. O(1) a trade, however many intervals passed: ``CandleClosing`` counts the empty ones. No allocation.
/// Source: the golden definition `candles`.
public struct CandleBuilder: Hashable, Sendable, Codable {
  /// Calculator's name in definitions.
  public static let calculator = "candles"
  /// ns.
  public let interval: Int64
  /// The open candle; `nil` before the first trade.
  public private(set) var current: Candle?
  private var firstTime: Int64 = 0
  private var lastTime: Int64 = 0

  /// Reads `interval_ns`.
  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) { interval = try parameters.nanoseconds("interval_ns") }

  /// - Precondition: the interval, in ns, is above 0.
  public init(interval: Int64) {
    precondition(interval > 0, "an interval is longer than nothing")
    self.interval = interval
  }

  /// Takes a trade in; a negative quantity or a price out of range is no trade.
  ///
  /// - Returns: what it closed; `nil` when it fell into the open interval, was late or no trade.
  public mutating func update(_ trade: TradePoint) -> CandleClosing? {
    let (openTime, underflow) = TimeGrid.cell(of: trade.time, interval).multipliedReportingOverflow(by: interval)
    // The first interval of all time has no start in 64 bits.
    guard trade.isPossible, !underflow else { return nil }
    guard var candle = current else {
      start(trade, at: openTime)
      return nil
    }
    if openTime < candle.openTime {
      candle.late += 1
      current = candle
      return nil
    }
    if openTime > candle.openTime {
      candle.isClosed = true
      let passed = (Int128(openTime) - Int128(candle.openTime)) / Int128(interval) - 1
      start(trade, at: openTime)
      return CandleClosing(candle: candle, emptyIntervals: Int64(clamping: passed), interval: interval)
    }
    if var prices = candle.prices {
      prices.high = max(prices.high, trade.price)
      prices.low = min(prices.low, trade.price)
      if trade.time < firstTime {
        prices.open = trade.price
        firstTime = trade.time
      }
      if trade.time >= lastTime {
        prices.close = trade.price
        lastTime = trade.time
      }
      candle.prices = prices
    }
    Self.count(trade, in: &candle)
    current = candle
    return nil
  }

  /// Closes the open candle when `time` lies behind its interval: for callers whose clock other events move too.
  ///
  /// - Returns: the closed candle; `nil` when there is none, or its interval still runs. What follows is as for a new builder.
  public mutating func advance(to time: Int64) -> Candle? {
    guard var candle = current, Int128(time) >= Int128(candle.openTime) + Int128(interval) else { return nil }
    candle.isClosed = true
    current = nil
    return candle
  }

  private mutating func start(_ trade: TradePoint, at openTime: Int64) {
    var candle = Candle(emptyAt: openTime, isClosed: false)
    candle.prices = Candle.Prices(open: trade.price, high: trade.price, low: trade.price, close: trade.price)
    (firstTime, lastTime) = (trade.time, trade.time)
    Self.count(trade, in: &candle)
    current = candle
  }

  private static func count(_ trade: TradePoint, in candle: inout Candle) {
    candle.count += 1
    candle.volume &+= Int128(trade.quantity)
    candle.notional &+= Int128(trade.price) &* Int128(trade.quantity)
    switch trade.side {
    case .buy: candle.buyVolume &+= Int128(trade.quantity)
    case .sell: candle.sellVolume &+= Int128(trade.quantity)
    case nil: break
    }
  }
}
