public import Domain

/// The `ticker` channel: best prices and the last 24 hours of each instrument in the frame.
public struct TickerFrame: Hashable, Sendable {
  /// One instrument's line; what the frame did not carry is `nil`.
  public struct Row: Hashable, Sendable {
    public var instrument: InstrumentID
    public var bid: BookLevel?
    public var ask: BookLevel?
    public var last: Price?
    public var low: Price?
    public var high: Price?
    /// Base asset traded in 24 hours.
    public var volume: Money?
    /// Volume-weighted average price of 24 hours, in quote: finer than the price precision.
    public var volumeWeightedAverage: Money?
    public var time: Timestamp?

    public init(instrument: InstrumentID) { self.instrument = instrument }
  }

  public var isSnapshot: Bool
  public var rows: [Row]
  /// Rows of symbols that the decoder's table does not hold: left.
  public var strangers: Int

  public init(isSnapshot: Bool, rows: [Row] = [], strangers: Int = 0) {
    self.isSnapshot = isSnapshot
    self.rows = rows
    self.strangers = strangers
  }
}
