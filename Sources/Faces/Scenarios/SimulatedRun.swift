public import Domain
public import Engine
import Kraken
import KrakenWire
public import Ports
import Simulation

/// A whole run on a manual clock: exchange, feeds and engine driven from one loop, with no socket, thread or task.
///
/// The exchange's frames go through the very machines that serve the socket (``Kraken/MarketFeed``, ``Kraken/AccountFeed``), so what holds
/// here holds there but for the network. One seed gives one ``SimulationReport/stateHash``.
public struct SimulatedRun<Market: MarketSource> {
  private static var marketSession: Int { 0 }
  private static var accountSession: Int { 1 }

  private var exchange: ExchangeModel<Market>
  private var feed: MarketFeed
  private var account: AccountFeed
  private let gateway = QueuedGateway()
  private let records = HashingRecords()
  private let board: SnapshotBoard
  private let pipeline: TickPipeline<HashingRecords, StoppedClock>
  private var output = ExchangeOutput()
  private var actions: [FeedAction] = []
  private var pending: [(session: Int, request: [UInt8])] = []

  /// - Parameters:
  ///   - market: what the exchange plays.
  ///   - configuration: the engine's; `measuresQueueing` is of no meaning here.
  public init(market: Market, configuration: EngineConfiguration, start: Timestamp) throws(Diagnostic) {
    let token = "simulated"
    exchange = ExchangeModel(market: market, account: PaperAccount(for: market.instruments), token: token)
    feed = MarketFeed(symbols: [], depth: 10)
    account = AccountFeed(token: SessionToken(token))
    board = SnapshotBoard(EngineSnapshot(startedAt: start, source: configuration.source))
    pipeline = try TickPipeline(
      configuration: configuration, records: records, clock: StoppedClock(), ledgerEntries: [], gateway: gateway, bookkeeping: nil,
      latestStore: nil, board: board, alerts: nil, onFailure: { _ in })
  }

  /// Plays the market to its end.
  ///
  /// - Parameter progress: called now and then with the event time reached.
  public mutating func run(seed: UInt64, progress: (Timestamp) -> Void = { _ in }) throws(Diagnostic) -> SimulationReport {
    connect()
    pipeline.connectionChanged(true)
    while true {
      output.removeAll()
      guard let time = try exchange.step(into: &output) else { break }
      deliver()
      if let failure = pipeline.failure { throw failure }
      if exchange.eventCount & 0xfff == 0 { progress(time) }
    }
    return report(seed: seed)
  }

  private mutating func connect() {
    output.removeAll()
    for action in feed.connected() { take(action, from: Self.marketSession) }
    for action in account.connected() { take(action, from: Self.accountSession) }
    exchange.opened(Self.marketSession, into: &output)
    exchange.opened(Self.accountSession, into: &output)
    deliver()
  }

  /// Hands out frames until nobody has anything to say; answers to answers included.
  private mutating func deliver() {
    while true {
      let sends = output.sends
      let bytes = output.bytes
      output.removeAll()
      for send in sends {
        let frame = bytes.span.extracting(send.frame)
        if send.session == Self.marketSession {
          feed.receive(frame, readReturned: 0, into: pipeline, actions: &actions)
        } else {
          account.receive(frame, readReturned: 0, into: pipeline, actions: &actions)
        }
        for action in actions { take(action, from: send.session) }
        actions.removeAll(keepingCapacity: true)
        takeOrders()
      }
      let requests = pending
      pending.removeAll(keepingCapacity: true)
      for (session, request) in requests { exchange.received(request.span, from: session, into: &output) }
      if output.sends.isEmpty { return }
    }
  }

  private mutating func takeOrders() {
    for order in gateway.orders {
      let instrument = feed.instruments[Int(order.instrument.index)]
      pending.append((Self.accountSession, account.submit(order, instrument: instrument)))
    }
    gateway.orders.removeAll()
    if gateway.wantsBalances {
      gateway.wantsBalances = false
      for action in account.requestBalances() { take(action, from: Self.accountSession) }
    }
  }

  private mutating func take(_ action: FeedAction, from session: Int) {
    if case .send(let request) = action { pending.append((session, request)) }
  }

  private func report(seed: UInt64) -> SimulationReport {
    pipeline.housekeeping(feed.counters)
    let snapshot = board.snapshot
    let ours = Dictionary(uniqueKeysWithValues: (snapshot.account?.balances ?? []).map { ($0.asset, $0.amount) })
    let theirs = exchange.account.balances
    let text = String(records.hash, radix: 16)
    return SimulationReport(
      seed: seed, stateHash: String(repeating: "0", count: 16 - text.count) + text, events: exchange.eventCount,
      invariants: [
        ("every_event_is_a_tick", Int(exchange.eventCount) - Int(snapshot.ticks)),
        ("books_equal_the_exchange", theirs.count { ours[$0.asset, default: .zero] != $0.amount }),
        ("checksums_agree", Int(feed.counters.checksumsBad)),
        ("frames_are_understood", Int(feed.counters.malformed + feed.counters.unknown)),
        ("point_times_rise", records.repeatedTimes),
        ("probabilities_are_probabilities", records.improbable),
        ("orders_are_recorded_first", Int(snapshot.account?.orders ?? 0) - records.orders),
        ("reconciliations_find_nothing", snapshot.account?.discrepancies ?? 0),
      ], snapshot: snapshot)
  }
}
