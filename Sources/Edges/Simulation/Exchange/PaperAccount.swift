public import Domain
import KrakenWire

/// An account that trades against the *displayed* market without moving it.
///
/// A fill takes prices and quantities from the displayed levels but leaves them where they are, so the market is the same
/// whatever the account does, and two runs with one seed see the same ticks. What follows from it: the same displayed quantity
/// can be taken twice by two orders. Every amount is exact:
///
/// ```text
/// buy:  base + quantity, quote − cost − fee        sell: base − quantity, quote + cost − fee
/// cost = price · quantity        fee = cost · rate, rounded to 10⁻¹⁸
/// ```
public struct PaperAccount: Sendable {
  /// Fee of an order that takes, in millionths of the cost.
  public static let takerFee: Int64 = 2600
  /// Fee of an order that waited, likewise.
  public static let makerFee: Int64 = 1600
  /// More open orders are refused.
  public static let maximumOpenOrders = 80
  /// Fills kept for snapshots.
  public static let rememberedFills = 50

  private let epoch: UInt32
  private var held: [String: Money] = [:]
  private var counter: UInt64 = 0
  var openOrders: [OpenOrder] = []
  /// The latest fills as reports, oldest first.
  var fills: [(report: OrderReport, instrument: Int)] = []

  /// - Parameters:
  ///   - opening: what the account holds at first.
  ///   - epoch: enters every identifier, so that two lives of an exchange never name two things alike: its start in seconds, say.
  public init(opening: [AssetBalance], epoch: UInt32 = 0) {
    self.epoch = epoch
    for balance in opening { held[balance.asset, default: .zero] += balance.amount }
  }

  /// An account with 100,000 of every quote currency of these markets.
  public init(for instruments: [Instrument], epoch: UInt32 = 0) {
    let amount = Money(units: 100_000 * Int128(DecimalText.power(Money.scale)))
    self.init(opening: Set(instruments.map(\.quote)).sorted().map { AssetBalance(asset: $0, amount: amount) }, epoch: epoch)
  }

  /// Everything held, by asset name.
  public var balances: [AssetBalance] { held.keys.sorted().map { AssetBalance(asset: $0, amount: held[$0] ?? .zero) } }

  /// What is held of an asset.
  public func balance(of asset: String) -> Money { held[asset] ?? .zero }

  /// What is held and not bound by open orders.
  func available(_ asset: String, instruments: [Instrument]) throws(DecimalError) -> Money {
    var amount = balance(of: asset)
    for order in openOrders {
      let instrument = instruments[order.instrument]
      let rest = Quantity(units: order.remaining)
      if order.side == .sell, instrument.base == asset {
        amount -= Money(rest, of: instrument)
      } else if order.side == .buy, instrument.quote == asset, let price = order.limitPrice {
        let cost = try Money(price: price, quantity: rest, of: instrument)
        amount -= cost + cost.fraction(millionths: Self.takerFee)
      }
    }
    return amount
  }

  /// The next identifier of a kind, of Kraken's form: `O12345-67890-ABCDEF`.
  mutating func identifier(_ kind: Character) -> String {
    counter += 1
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var wide = UInt128(epoch) << 45 | UInt128(counter)
    var letters: [Character] = []
    for index in 0..<16 {
      letters.append(alphabet[Int(truncatingIfNeeded: wide & 31)])
      wide >>= 5
      if index == 5 || index == 10 { letters.append("-") }
    }
    letters.append(kind)
    return String(letters.reversed())
  }

  /// The running number of the exchange's trades with this account.
  var lastNumber: Int64 { Int64(counter) }

  /// Books one fill: balances, ledger entries, the report.
  mutating func fill(
    _ order: inout OpenOrder, price: Price, quantity: Quantity, isMaker: Bool, of instrument: Instrument, at time: Timestamp,
    events: inout [AccountEvent]
  ) throws(DecimalError) {
    let cost = try Money(price: price, quantity: quantity, of: instrument)
    let fee = cost.fraction(millionths: isMaker ? Self.makerFee : Self.takerFee)
    let execID = identifier("T")
    order.executed = Quantity(units: order.executed.units + quantity.units)
    order.executedCost += cost
    let report = OrderReport(
      kind: .trade, status: order.remaining == 0 ? "filled" : "partially_filled", orderID: order.orderID, clientID: order.clientID, time: time,
      execution: OrderReport.Execution(
        execID: execID, tradeID: lastNumber, symbol: instrument.symbol, side: order.side, quantity: quantity, price: price, cost: cost,
        feeAsset: instrument.quote, fee: fee, isMaker: isMaker),
      progress: order.progress)
    events.append(.report(report, instrument: order.instrument))
    fills.append((report, order.instrument))
    if fills.count > Self.rememberedFills { fills.removeFirst() }
    let amount = Money(quantity, of: instrument)
    enter(instrument.base, order.side == .buy ? amount : -amount, fee: .zero, reference: execID, at: time, events: &events)
    enter(instrument.quote, order.side == .buy ? -cost : cost, fee: fee, reference: execID, at: time, events: &events)
  }

  private mutating func enter(
    _ asset: String, _ amount: Money, fee: Money, reference: String, at time: Timestamp, events: inout [AccountEvent]
  ) {
    let balance = balance(of: asset) + amount - fee
    held[asset] = balance
    events.append(
      .balance(
        BalanceChange(
          ledgerID: identifier("L"), reference: reference, asset: asset, amount: amount, fee: fee, balance: balance, time: time)))
  }
}
