/// What was traded in one interval, in exact integers of the market's ``DecimalScale``.
public struct Candle: Hashable, Sendable, Codable {
  /// Prices of a candle in which something traded.
  public struct Prices: Hashable, Sendable, Codable {
    public var open: Int64
    public var high: Int64
    public var low: Int64
    public var close: Int64

    /// Prices from their parts.
    public init(open: Int64, high: Int64, low: Int64, close: Int64) {
      (self.open, self.high, self.low, self.close) = (open, high, low, close)
    }
  }

  /// Start of the interval [openTime, openTime + interval), ns since 1970.
  public var openTime: Int64
  /// `nil` where nothing traded: a price is never invented.
  public var prices: Prices?
  /// Σ q, and its parts by the taker's side; a trade without a side counts in `volume` only.
  public var volume: Int128
  public var buyVolume: Int128
  public var sellVolume: Int128
  /// Σ p q, in units of price × units of quantity.
  public var notional: Int128
  /// Trades.
  public var count: Int
  /// Trades of earlier intervals that arrived while this one was open, and were dropped.
  public var late: Int
  /// Has a trade of a later interval arrived? What is not closed may still change.
  public var isClosed: Bool

  /// An interval in which nothing has traded.
  public init(emptyAt openTime: Int64, isClosed: Bool) {
    self.openTime = openTime
    prices = nil
    (volume, buyVolume, sellVolume, notional) = (0, 0, 0, 0)
    (count, late) = (0, 0)
    self.isClosed = isClosed
  }

  /// Volume-weighted average price; NaN where nothing traded.
  public func vwap(_ scale: DecimalScale) -> Double {
    volume > 0 ? notional.approximated / volume.approximated / scale.pricePower : .nan
  }

  /// The candle as operators on bars take it; prices are NaN where nothing traded, so that it is missing there.
  public func bar(_ scale: DecimalScale) -> Bar {
    func price(_ units: Int64?) -> Double { units.map { scale.price($0) } ?? .nan }
    return Bar(
      time: openTime, open: price(prices?.open), high: price(prices?.high), low: price(prices?.low), close: price(prices?.close),
      volume: volume.approximated / scale.quantityPower)
  }
}
