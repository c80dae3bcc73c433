public import Domain

/// The simplest strategy that makes a ledger move: buy a fixed notional when the model is confident, sell it when the horizon has passed.
///
/// It exists to keep the books honest end to end, not to earn: one position an instrument, market orders only, and a pause after each round trip.
public struct PaperStrategy: Sendable {
  /// What the strategy does and when.
  public struct Parameters: Sendable, Hashable {
    /// Buys at this probability or above, 0…1.
    public var threshold: Float
    /// Quote units a position costs, whole.
    public var notional: Int64
    /// Holds for this long, and pauses as long after it.
    public var holdNanoseconds: Int64

    public init(threshold: Float = 0.6, notional: Int64 = 1_000, holdNanoseconds: Int64 = 300_000_000_000) {
      self.threshold = threshold
      self.notional = notional
      self.holdNanoseconds = holdNanoseconds
    }
  }

  private enum State {
    case flat(since: Timestamp?)
    case buying
    case holding(since: Timestamp)
    case selling
  }

  private let configuration: Parameters
  private let instrument: Instrument
  private let id: InstrumentID
  private var state = State.flat(since: nil)
  /// The order that is out, if one is.
  private var openOrder: String?
  /// Base units bought and not yet sold, in the instrument's quantity units.
  private var position: Int64 = 0

  public init(configuration: Parameters, instrument: Instrument, id: InstrumentID) {
    self.configuration = configuration
    self.instrument = instrument
    self.id = id
  }

  /// Looks at a prediction and answers with an order to send, or nothing.
  ///
  /// - Parameter clientID: made by the caller, unique for the order.
  public mutating func decide(_ prediction: Prediction, clientID: () -> String) -> NewOrder? {
    switch state {
    case .flat(let since):
      if let since, prediction.time.nanoseconds(since: since) < configuration.holdNanoseconds { return nil }
      guard prediction.probability >= configuration.threshold else { return nil }
      let quantity = quantityFor(doubledMid: prediction.doubledMid)
      guard quantity >= instrument.minimumQuantity else { return nil }
      state = .buying
      return order(.buy, quantity, prediction.time, clientID())
    case .holding: return leave(at: prediction.time, clientID: clientID)
    case .buying, .selling:
      return nil
    }
  }

  /// Sells what has been held for its time: that needs no prediction, so a model whose answers are no probabilities keeps no position open.
  public mutating func leave(at time: Timestamp, clientID: () -> String) -> NewOrder? {
    guard case .holding(let since) = state, position > 0, time.nanoseconds(since: since) >= configuration.holdNanoseconds else { return nil }
    state = .selling
    return order(.sell, Quantity(units: position), time, clientID())
  }

  /// An order was filled, in part or whole; another's fills are not ours.
  public mutating func filled(clientID: String?, side: Side, quantity: Quantity) {
    guard let openOrder, openOrder == clientID else { return }
    position += side == .buy ? quantity.units : -quantity.units
  }

  /// An order is done: filled, canceled, expired or refused; another's end moves nothing here.
  public mutating func finished(clientID: String?, at time: Timestamp) {
    guard let openOrder, openOrder == clientID else { return }
    self.openOrder = nil
    state = position > 0 ? .holding(since: time) : .flat(since: time)
  }

  /// notional ÷ mid in quantity units, rounded down: 2 · notional · 10^(price decimals + quantity decimals) ÷ doubled mid.
  private func quantityFor(doubledMid: Int64) -> Quantity {
    let scale = Int128(DecimalText.power(instrument.priceDecimals)) * Int128(DecimalText.power(instrument.quantityDecimals))
    return Quantity(units: Int64(clamping: 2 * Int128(configuration.notional) * scale / Int128(max(doubledMid, 1))))
  }

  private mutating func order(_ side: Side, _ quantity: Quantity, _ time: Timestamp, _ clientID: String) -> NewOrder {
    openOrder = clientID
    return NewOrder(clientID: clientID, instrument: id, symbol: instrument.symbol, side: side, kind: .market, quantity: quantity, time: time)
  }
}
