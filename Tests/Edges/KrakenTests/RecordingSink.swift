import Domain
import Ports

/// A sink that writes down what it is told, and tells whoever listens.
final class RecordingSink: MarketSink, AccountSink {
  enum Event: Hashable, Sendable {
    case instrument(String, Int)
    case trade(Int64, Int)
    case book(Int, bid: Int64?, ask: Int64?)
    case invalidated(Int)
    case connected(Bool)
    case execution(String, String, fill: String?)
    case rejected(String, String)
    case balances([AssetBalance])
    case housekeeping(FeedCounters)
    case finished
  }

  private(set) var events: [Event] = []
  private(set) var fills: [Fill] = []
  private(set) var reports: [ExecutionReport] = []
  private(set) var stamps: [UInt64] = []
  var heard: (Event) -> Void = { _ in }
  var keepsHousekeeping = false

  private func note(_ event: Event) {
    events.append(event)
    heard(event)
  }

  func instrument(_ instrument: Instrument, id: InstrumentID) { note(.instrument(instrument.symbol, Int(id.index))) }
  func trade(_ trade: Trade, readReturned: UInt64) {
    stamps.append(readReturned)
    note(.trade(trade.id, Int(trade.instrument.index)))
  }
  func book(_ top: borrowing BookTop, readReturned: UInt64) {
    stamps.append(readReturned)
    note(
      .book(
        Int(top.instrument.index), bid: top.bidCount > 0 ? top.bid(0).price.units : nil, ask: top.askCount > 0 ? top.ask(0).price.units : nil))
  }
  func bookInvalidated(_ instrument: InstrumentID) { note(.invalidated(Int(instrument.index))) }
  func connectionChanged(_ connected: Bool) { note(.connected(connected)) }
  func housekeeping(_ counters: FeedCounters) { if keepsHousekeeping { note(.housekeeping(counters)) } }
  func execution(_ report: ExecutionReport) {
    reports.append(report)
    if let fill = report.fill { fills.append(fill) }
    note(.execution(report.orderID, report.kind.rawValue, fill: report.fill?.execID))
  }
  func orderRejected(clientID: String, reason: String) { note(.rejected(clientID, reason)) }
  func balances(_ balances: [AssetBalance]) { note(.balances(balances)) }

  func clear() { events = [] }
}
