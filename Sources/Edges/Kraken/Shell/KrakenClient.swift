public import Domain
public import Logging
public import NIOCore
public import Ports
public import ServiceLifecycle

/// A client of Kraken's WebSocket v2: market data over one connection, the account over a second, both on one event loop.
///
/// A thin shell around ``MarketFeed``, ``AccountFeed``, ``ReconnectMachine`` and ``LivenessWatch``. The sink is made on the event
/// loop and only ever called there, synchronously from the read of the socket: a sink that is slow holds the exchange back through
/// the socket, nothing is dropped here. Housekeeping comes ten times a second.
public struct KrakenClient<Sink: MarketSink & AccountSink & SendableMetatype>: Service {
  private let options: ClientOptions
  private let group: any EventLoopGroup
  private let logger: Logger
  private let makeSink: @Sendable (KrakenGateway) throws -> Sink
  private let finished: @Sendable (Sink) -> Void

  /// - Parameters:
  ///   - url: of the public stream, `ws://host:port/v2`.
  ///   - accountURL: of the private stream; `nil` for none, then orders are rejected.
  ///   - token: of the private session; without it the private stream is not opened.
  ///   - symbols: wanted pairs; empty for every pair the exchange lists.
  ///   - depth: book levels a side: 10, 25, 100, 500 or 1000.
  ///   - group: one loop of it serves both connections.
  ///   - stopWhenServerCloses: ``run()`` ends when the market connection is closed with code 1000 or 1001 (the end of a recording)
  ///     instead of connecting again.
  ///   - failFast: ``run()`` throws when the first attempt to connect fails, instead of trying again.
  ///   - patience: silence after which a connection is pinged, and after as much again given up. Also the limit for connecting.
  ///   - makeSink: runs on the event loop.
  ///   - finished: runs on the event loop when all is over, after the last housekeeping.
  /// - Throws: a diagnostic for a URL that cannot be used (`wss://` among them) or a depth the exchange does not offer.
  public init(
    url: String, accountURL: String?, token: SessionToken?, symbols: [String], depth: Int, group: any EventLoopGroup, logger: Logger,
    stopWhenServerCloses: Bool = false, failFast: Bool = false, patience: Duration = .seconds(5),
    makeSink: @escaping @Sendable (KrakenGateway) throws -> Sink, finished: @escaping @Sendable (Sink) -> Void = { _ in }
  ) throws(Diagnostic) {
    guard MarketFeed.depths.contains(depth) else {
      throw Diagnostic(
        code: "feed.depth", exitCode: .badConfiguration, message: "a book depth of \(depth) is not offered by the exchange",
        hint: "choose 10, 25, 100, 500 or 1000")
    }
    let (seconds, attoseconds) = patience.components
    precondition(seconds >= 0 && seconds < 3600 && (seconds > 0 || attoseconds >= 1_000_000_000), "patience is positive and below an hour")
    var account: Endpoint?
    if let accountURL { account = try Endpoint(parsing: accountURL) }
    options = ClientOptions(
      market: try Endpoint(parsing: url), account: account, token: token, symbols: symbols, depth: depth,
      stopWhenServerCloses: stopWhenServerCloses, failFast: failFast,
      patience: UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000))
    self.group = group
    self.logger = logger
    self.makeSink = makeSink
    self.finished = finished
  }

  /// Runs until graceful shutdown, cancellation, or the server's close when so asked.
  ///
  /// - Throws: what making the sink throws; a diagnostic with exit code 69 when connecting failed and `failFast` was asked for.
  public func run() async throws {
    let loop = group.next()
    let (core, ended) = try await loop.submit {
      let gateway = KrakenGateway()
      let core = ClientCore(
        loop: loop, options: options, logger: logger, gateway: gateway, sink: try makeSink(gateway), finished: finished)
      core.start()
      return (NIOLoopBound(core, eventLoop: loop), core.ended.futureResult)
    }.get()
    try await withTaskCancellationOrGracefulShutdownHandler {
      try await ended.get()
    } onCancelOrGracefulShutdown: {
      loop.execute { core.value.stop() }
    }
  }
}
