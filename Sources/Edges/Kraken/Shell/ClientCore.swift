import Domain
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Ports

/// The shell of the feeds: owns both connections and does what the decisions say. Lives on one event loop.
final class ClientCore<Sink: MarketSink & AccountSink & SendableMetatype> {
  enum Role: Int, CaseIterable {
    case market, account
    var name: String { self == .market ? "market" : "account" }
  }

  /// One connection and its machines.
  struct Link {
    enum State { case unused, waiting, connecting, open }
    var endpoint: Endpoint?
    var state = State.unused
    var since: UInt64 = 0
    var channel: (any Channel)?
    var reconnect = ReconnectMachine()
    var watch = LivenessWatch(at: 0)
    var retry: Scheduled<Void>?
    var closeCode: Int?
    var lastError: String?
    var hasBeenOpen = false
  }

  let loop: any EventLoop
  let options: ClientOptions
  let logger: Logger
  let sink: Sink
  let gateway: KrakenGateway
  let finished: @Sendable (Sink) -> Void
  let ended: EventLoopPromise<Void>
  var market: MarketFeed
  var account: AccountFeed
  var links: [Link]
  var reconnects: UInt64 = 0
  var generator = SystemRandomNumberGenerator()
  var housekeeper: RepeatedTask?
  var isStopping = false
  var isConcluded = false
  var failure: Diagnostic?
  private var actions: [FeedAction] = []
  private var isBusy = false
  private var seenGeneration = 0
  private var pings: Int64 = 0

  init(
    loop: any EventLoop, options: ClientOptions, logger: Logger, gateway: KrakenGateway, sink: Sink, finished: @escaping @Sendable (Sink) -> Void
  ) {
    self.loop = loop
    self.options = options
    self.logger = logger
    self.gateway = gateway
    self.sink = sink
    self.finished = finished
    ended = loop.makePromise()
    market = MarketFeed(symbols: options.symbols, depth: options.depth)
    account = AccountFeed(token: options.token ?? SessionToken(""))
    links = [Link(), Link()]
    links[Role.market.rawValue].endpoint = options.market
    if options.token != nil { links[Role.account.rawValue].endpoint = options.account }
    actions.reserveCapacity(16)
  }

  static var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

  /// Counters of both connections together.
  var counters: FeedCounters {
    var sum = market.counters
    sum.frames += account.counters.frames
    sum.unknown += account.counters.unknown
    sum.malformed += account.counters.malformed
    sum.resyncs += account.counters.resyncs
    sum.reconnects = reconnects
    return sum
  }

  func start() {
    let bound = NIOLoopBound(self, eventLoop: loop)
    let loop = self.loop
    gateway.wake = {
      let core = bound.value
      guard !core.isBusy else { return }  // sent when the frame in work is done
      loop.execute { bound.value.flushRequests() }
    }
    gateway.refuse = { order in
      loop.execute { bound.value.sink.orderRejected(clientID: order.clientID, reason: "more orders waiting than the gateway holds") }
    }
    housekeeper = loop.scheduleRepeatedTask(initialDelay: .milliseconds(100), delay: .milliseconds(100)) { _ in bound.value.keepHouse() }
    for role in Role.allCases where links[role.rawValue].endpoint != nil { connect(role) }
  }

  /// One text frame. Everything that follows from it happens before this returns.
  ///
  /// What still arrives after the end is left: nobody behind the sink is there any more.
  func received(_ role: Role, _ frame: Span<UInt8>, readReturned: UInt64) {
    guard !isConcluded else { return }
    links[role.rawValue].watch.sign(at: readReturned)
    isBusy = true
    switch role {
    case .market:
      market.receive(frame, readReturned: readReturned, into: sink, actions: &actions)
      if market.instrumentsGeneration != seenGeneration {
        seenGeneration = market.instrumentsGeneration
        gateway.instruments = market.instruments
      }
    case .account: account.receive(frame, readReturned: readReturned, into: sink, actions: &actions)
    }
    isBusy = false
    if !actions.isEmpty { performActions(role) }
    if !gateway.requests.isEmpty { flushRequests() }
  }

  func heard(_ role: Role, at time: UInt64) { links[role.rawValue].watch.sign(at: time) }

  /// Ten times a second: liveness, overdue answers, and the sink's own moment.
  func keepHouse() {
    guard !isConcluded else { return }
    let now = Self.now
    for role in Role.allCases { watchOver(role, now) }
    market.tick(now: now, actions: &actions)
    performActions(.market)
    account.tick(now: now, actions: &actions)
    performActions(.account)
    isBusy = true
    sink.housekeeping(counters)
    isBusy = false
    flushRequests()
  }

  private func watchOver(_ role: Role, _ now: UInt64) {
    switch links[role.rawValue].state {
    case .unused, .waiting: return
    case .connecting:
      // TCP stands, but the upgrade does not come.
      guard now >= links[role.rawValue].since + 2 * options.patience, let channel = links[role.rawValue].channel else { return }
      failed(role, "no answer to the upgrade request")
      channel.close(promise: nil)
    case .open:
      switch links[role.rawValue].watch.check(at: now) {
      case .alive: return
      case .ping:
        pings += 1
        send(RequestText.ping(requestID: -pings), role)
        links[role.rawValue].channel?.flush()
      case .lost:
        failed(role, "nothing heard for \(2 * options.patience / 1_000_000) ms")
        links[role.rawValue].channel?.close(promise: nil)
      }
    }
  }

  func perform(_ list: [FeedAction], _ role: Role) {
    actions += list
    performActions(role)
  }

  private func performActions(_ role: Role) {
    guard !actions.isEmpty else { return }
    for action in actions {
      switch action {
      case .send(let text): send(text, role)
      case .log(let event): log(event, role)
      }
    }
    actions.removeAll(keepingCapacity: true)
    links[role.rawValue].channel?.flush()
  }

  private func send(_ text: [UInt8], _ role: Role) {
    guard links[role.rawValue].state == .open, let channel = links[role.rawValue].channel else { return }
    let frame = WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: channel.allocator.buffer(bytes: text))
    channel.pipeline.syncOperations.write(NIOAny(frame), promise: nil)
  }

  private func log(_ event: FeedEvent, _ role: Role) {
    let level: Logger.Level =
      switch event.level {
      case .debug: .debug
      case .info: .info
      case .warning: .warning
      case .error: .error
      }
    var metadata: Logger.Metadata = ["connection": "\(role.name)"]
    for (key, value) in event.fields { metadata[key] = "\(value)" }
    logger.log(level: level, "\(event.message)", metadata: metadata)
  }

  /// Sends what the sink has asked for.
  func flushRequests() {
    guard !gateway.requests.isEmpty, !isBusy, !isConcluded else { return }
    let requests = gateway.requests
    gateway.requests.removeAll(keepingCapacity: true)
    for request in requests {
      switch request {
      case .balances: perform(account.requestBalances(), .account)
      case .submit(let order):
        let index = Int(order.instrument.index)
        guard account.isReady, !isStopping, links[Role.account.rawValue].state == .open, gateway.instruments.indices.contains(index),
          gateway.instruments[index].symbol == order.symbol
        else {
          sink.orderRejected(clientID: order.clientID, reason: "not sent: no private connection, or no such instrument")
          continue
        }
        perform([.send(account.submit(order, instrument: gateway.instruments[index]))], .account)
      }
    }
  }
}
