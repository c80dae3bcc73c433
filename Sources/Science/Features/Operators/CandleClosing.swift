/// What a trade of a later interval closed: the open candle and the empty intervals behind it.
public struct CandleClosing: Hashable, Sendable {
  /// The candle that was open.
  public let candle: Candle
  /// Intervals without a trade between it and the one that has opened.
  public let emptyIntervals: Int64
  /// ns.
  let interval: Int64

  /// Hands over the candle and the empty ones behind it, oldest first. O(emptyIntervals).
  public func forEach(_ body: (Candle) -> Void) {
    body(candle)
    for index in 0..<emptyIntervals { body(Candle(emptyAt: candle.openTime + (index + 1) * interval, isClosed: true)) }
  }
}
