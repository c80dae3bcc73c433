public import Domain
import KrakenWire
public import Ports

/// The private streams of an account as a decision: executions and balances in, reports, fills and statements out.
///
/// Kraken's reports are sparse after the first: they are merged by order id. A fill is exact and comes once, however often the
/// exchange repeats it. The `sequence` of each subscription is checked: after a gap what has arrived still counts (facts stay
/// facts), and the channel is subscribed anew so that its snapshot (open orders, last fifty fills) closes the hole.
/// Private frames are never dropped.
public struct AccountFeed: Sendable {
  /// One private channel.
  struct Stream: Sendable {
    var last: Int64?
    var awaitsSnapshot = false
    var budget = ResyncBudget(limit: 3, windowSeconds: 60)
    var retryAt: UInt64?
  }

  /// What is known of an order from its reports so far.
  struct Known: Sendable {
    var symbol: String
    var side: Side
    var clientID: String?
  }

  enum Phase: Hashable, Sendable { case disconnected, awaitingStatus, subscribed }

  /// Orders remembered for merging; beyond it the oldest is forgotten.
  public let maximumOrders: Int
  /// Fills remembered for not booking them twice; beyond it the oldest is forgotten.
  public let maximumFills: Int
  /// `resyncs` counts channels subscribed anew after a gap.
  public internal(set) var counters = FeedCounters()

  let token: SessionToken
  var decoder = FrameDecoder()
  var phase = Phase.disconnected
  var executions = Stream()
  var balances = Stream()
  var orders: RecentMap<Known>
  var fills: RecentMap<Bool>
  /// Client ids of orders that were sent and not yet answered, by request id.
  var submitted: [Int64: String] = [:]
  var lastTime = Timestamp(nanoseconds: 0)
  var nextRequestID: Int64 = 1

  /// - Parameters:
  ///   - token: of the private session.
  ///   - maximumOrders: at least as many as can be open at once.
  ///   - maximumFills: more than the fifty of a snapshot.
  public init(token: SessionToken, maximumOrders: Int = 10_000, maximumFills: Int = 100_000) {
    precondition(maximumOrders > 0 && maximumFills > 50, "a snapshot alone repeats fifty fills")
    self.token = token
    self.maximumOrders = maximumOrders
    self.maximumFills = maximumFills
    orders = RecentMap(capacity: maximumOrders)
    fills = RecentMap(capacity: maximumFills)
  }

  /// A connection stands. What it says first (`status`) starts the subscriptions.
  public mutating func connected() -> [FeedAction] {
    phase = .awaitingStatus
    return []
  }

  /// The connection is gone.
  ///
  /// - Returns: one event for each order that was sent and never answered: it may or may not live at the exchange.
  @discardableResult
  public mutating func disconnected() -> [FeedAction] {
    phase = .disconnected
    executions.last = nil
    executions.retryAt = nil
    balances.last = nil
    balances.retryAt = nil
    let unanswered = submitted.values.sorted()
    submitted.removeAll()
    return unanswered.map { .log(FeedEvent(.error, "connection lost before the order was answered", ["cl_ord_id": $0])) }
  }

  /// Can orders be sent?
  public var isReady: Bool { phase == .subscribed }

  /// The frame that sends an order; its refusal will come as ``Ports/AccountSink/orderRejected(clientID:reason:)``.
  public mutating func submit(_ order: NewOrder, instrument: Instrument) -> [UInt8] {
    let id = request()
    submitted[id] = order.clientID
    return RequestText.addOrder(order, instrument: instrument, token: token, requestID: id)
  }

  /// Asks for a statement of all balances: the channel is subscribed anew, its snapshot is the statement.
  ///
  /// Nothing is sent while one is on its way, or while not connected: the next subscription brings one by itself.
  public mutating func requestBalances() -> [FeedAction] {
    guard phase == .subscribed, !balances.awaitsSnapshot else { return [] }
    balances.awaitsSnapshot = true
    balances.last = nil
    return [
      .send(RequestText.balances("unsubscribe", token: token, requestID: request())),
      .send(RequestText.balances("subscribe", token: token, requestID: request())),
    ]
  }

  /// Takes one text frame.
  ///
  /// - Parameters:
  ///   - readReturned: monotonic nanoseconds.
  ///   - sink: called before this returns, in the frame's order.
  ///   - actions: what to do is appended.
  public mutating func receive<S: AccountSink>(_ frame: Span<UInt8>, readReturned: UInt64, into sink: S, actions: inout [FeedAction]) {
    counters.frames += 1
    let decoded: Frame
    do {
      decoded = try decoder.decode(frame)
    } catch {
      noteMalformed("\(error)", code: error.code, &actions)
      return
    }
    switch decoded {
    case .heartbeat: break
    case .status(let status): receiveStatus(status, &actions)
    case .executions(let frame): receiveExecutions(frame, readReturned, sink, &actions)
    case .balances(let frame): receiveBalances(frame, readReturned, sink, &actions)
    case .answer(let answer): receiveAnswer(answer, sink, &actions)
    case .unknown, .book, .trade, .instrument, .ticker: counters.unknown += 1
    }
  }

  /// Lets time pass: channels whose budget of new starts was spent get their next try.
  public mutating func tick(now: UInt64, actions: inout [FeedAction]) {
    guard phase == .subscribed else { return }
    if let retryAt = executions.retryAt, now >= retryAt {
      executions.retryAt = nil
      restartExecutions(now, &actions)
    }
    if let retryAt = balances.retryAt, now >= retryAt {
      balances.retryAt = nil
      restartBalances(now, &actions)
    }
  }

  mutating func request() -> Int64 {
    defer { nextRequestID += 1 }
    return nextRequestID
  }

  mutating func noteMalformed(_ why: String, code: String, _ actions: inout [FeedAction]) {
    counters.malformed += 1
    guard counters.malformed.nonzeroBitCount == 1 else { return }
    actions.append(
      .log(FeedEvent(.error, "malformed private frame", ["why": why, "code": code, "malformed": "\(counters.malformed)"])))
  }
}
