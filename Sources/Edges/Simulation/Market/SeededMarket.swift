public import Domain
public import Ports

/// A market made from a seed: BTC/USD and ETH/USD with a real order book each, for demonstrations, tests and training data.
///
/// Behind each symbol stands a fair value nobody sees, a geometric Brownian motion whose volatility itself wanders:
///
/// ```text
/// d ln F = σ_t dW₁        d ln σ_t = −κ (ln σ_t − ln σ̄_regime) dt + ν dW₂
/// ```
///
/// Traders act at exponential times: informed ones take what is offered on the wrong side of F, makers place and withdraw limit
/// orders around a late and noisy view of F, others trade at random with a memory for the side. All of it meets in a
/// ``MatchingBook``; so order flow, imbalance and microprice lead the mid a little, and volatility clusters, as in real markets.
///
/// A regime change is planted: calm until ``Parameters/regimeLength``, then as long turbulent (volatility × 2.5, twice the
/// events, wider spreads), and so on in turn.
///
/// The same parameters give the same events on the same platform. Prices and quantities are integers; only F is a float.
public struct SeededMarket: MarketSource, Sendable {
  /// What a seeded market is made from.
  public struct Parameters: Sendable, Hashable {
    public var seed: UInt64
    /// The time of the first event, cut to µs.
    public var start: Timestamp
    /// Events (trades and book changes) a second of simulated time and symbol, in the calm regime, about.
    public var eventsPerSecond: Double
    /// How long calm and turbulence last in turn, ns.
    public var regimeLength: Int64
    /// Volatility in turbulence, as a multiple of the calm one.
    public var turbulence: Double
    /// The market ends after this span, ns; `nil`: never.
    public var duration: Int64?

    public init(
      seed: UInt64, start: Timestamp, eventsPerSecond: Double = 6, regimeLength: Int64 = 1_200_000_000_000, turbulence: Double = 2.5,
      duration: Int64? = nil
    ) {
      precondition((0.01...10_000).contains(eventsPerSecond), "events a second are 0.01…10,000")
      precondition(regimeLength > 0 && turbulence > 0, "a regime has a length and a volatility above 0")
      self.seed = seed
      self.start = start
      self.eventsPerSecond = eventsPerSecond
      self.regimeLength = regimeLength
      self.turbulence = turbulence
      self.duration = duration
    }
  }

  public let parameters: Parameters
  public let instruments: [Instrument]
  private var flows: [SymbolFlow]
  /// Events of the latest action, played one by one.
  private var ready: [MarketEvent] = []
  private var played = 0

  public init(_ parameters: Parameters) {
    self.parameters = parameters
    instruments = [
      Instrument(
        symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8, minimumQuantity: Quantity(units: 5_000)),
      Instrument(
        symbol: "ETH/USD", base: "ETH", quote: "USD", priceDecimals: 2, quantityDecimals: 8, minimumQuantity: Quantity(units: 100_000)),
    ]
    let terms = [(price: 600_000.0, size: 1.2e7), (price: 260_000.0, size: 2.4e8)]
    flows = instruments.indices.map { index in
      SymbolFlow(
        instrument: InstrumentID(index), parameters: parameters, fairValue: terms[index].price, typicalSize: terms[index].size)
    }
  }

  public mutating func next() throws(Diagnostic) -> MarketEvent? {
    while played >= ready.count {
      ready.removeAll(keepingCapacity: true)
      played = 0
      let first = flows[0].nextTime <= flows[1].nextTime ? 0 : 1
      if let duration = parameters.duration, flows[first].nextTime.nanoseconds(since: parameters.start) > duration { return nil }
      flows[first].act(into: &ready)
    }
    defer { played += 1 }
    return ready[played]
  }
}
