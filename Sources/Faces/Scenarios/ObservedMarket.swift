public import Domain
public import Ports

/// A market that shows every event to somebody as it is played: to write a dataset from the very events an engine saw.
public struct ObservedMarket<Market: MarketSource>: MarketSource {
  private var market: Market
  private let observe: (MarketEvent) throws(Diagnostic) -> Void

  public init(_ market: Market, observe: @escaping (MarketEvent) throws(Diagnostic) -> Void) {
    self.market = market
    self.observe = observe
  }

  public var instruments: [Instrument] { market.instruments }

  public mutating func next() throws(Diagnostic) -> MarketEvent? {
    guard let event = try market.next() else { return nil }
    try observe(event)
    return event
  }
}
