public import Domain

/// One pair as the `instrument` channel states it.
public struct PairStatement: Hashable, Sendable {
  public var symbol: String
  /// `online`, `delisted`, `maintenance` …; empty when not stated.
  public var status: String
  /// The pair with its precisions, or why its statement cannot be used: one bad pair does not spoil the other thousand.
  public var instrument: Result<Instrument, FrameError>

  public init(symbol: String, status: String, instrument: Result<Instrument, FrameError>) {
    self.symbol = symbol
    self.status = status
    self.instrument = instrument
  }
}
