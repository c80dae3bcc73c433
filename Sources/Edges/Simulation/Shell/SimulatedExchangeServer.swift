public import Domain
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
public import Ports
public import ServiceLifecycle
import Synchronization

/// A simulated exchange on a real socket: HTTP/1.1 upgraded to WebSocket at `/v2`, Kraken's frames, one event loop thread of its own.
///
/// The market starts when a client follows book and trades of every instrument it follows, and stands still while none does, so
/// that nobody misses an event. The slowest reader holds the market back: nothing is dropped or merged. At the market's end
/// every byte is flushed and clients are closed with 1001 "end of recording"; on a damaged recording with 1011 and the reason.
///
/// ```swift
/// let server = SimulatedExchangeServer(host: "127.0.0.1", port: 0, pace: .max, logger: logger) { model }
/// let port = try await server.start()
/// ```
///
/// Bounds: 64 connections, requests of 1 MiB, 64 KiB gathered and 1 MiB waiting a connection.
public final class SimulatedExchangeServer<Market: MarketSource & SendableMetatype>: Service {
  private struct Listening: Sendable {
    var group: MultiThreadedEventLoopGroup
    var channel: any Channel
    var port: Int
    var floor: NIOLoopBound<ExchangeFloor<Market>>
    var ending: PlayEnding
  }

  private enum State {
    case idle, starting
    case listening(Listening)
  }

  private let host: String
  private let requestedPort: Int
  private let pace: Pace
  private let logger: Logger
  private let makeExchange: @Sendable () throws -> ExchangeModel<Market>
  private let state = Mutex(State.idle)

  /// - Parameters:
  ///   - host: an address of this machine, loopback as a rule.
  ///   - port: 0 for any free one; ``start()`` tells which.
  ///   - makeExchange: called once, on the server's thread. What it throws, ``start()`` throws.
  public init(host: String, port: Int, pace: Pace, logger: Logger, makeExchange: @escaping @Sendable () throws -> ExchangeModel<Market>) {
    precondition((0...65_535).contains(port), "a port is 0…65535")
    self.host = host
    requestedPort = port
    self.pace = pace
    self.logger = logger
    self.makeExchange = makeExchange
  }

  /// Binds the port and begins to serve.
  ///
  /// - Returns: the port bound.
  /// - Throws: a diagnostic with exit code 69 that names host and port; the exchange's own.
  /// - Precondition: called once, and only ``run()`` afterwards ends what was started.
  @discardableResult
  public func start() async throws(Diagnostic) -> Int {
    let isFirst = state.withLock { state in
      guard case .idle = state else { return false }
      state = .starting
      return true
    }
    precondition(isFirst, "an exchange is started once")
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let (pace, logger, makeExchange) = (pace, logger, makeExchange)
    do {
      let ending = PlayEnding()
      let floor = try await loop.submit {
        let floor = ExchangeFloor(model: try makeExchange(), pace: pace, loop: loop, logger: logger, ending: ending)
        return NIOLoopBound(floor, eventLoop: loop)
      }.get()
      do {
        let channel = try await bind(group, floor)
        let port = channel.localAddress?.port ?? requestedPort
        let listening = Listening(group: group, channel: channel, port: port, floor: floor, ending: ending)
        state.withLock { $0 = .listening(listening) }
        return port
      } catch {
        loop.execute { floor.value.stop() }
        _ = await ending.outcome()
        throw error
      }
    } catch {
      state.withLock { $0 = .idle }
      try? await group.shutdownGracefully()
      throw diagnostic(error)
    }
  }

  /// Starts unless ``start()`` was called, serves until the market has ended or shutdown is asked for, then frees port and thread.
  ///
  /// - Throws: the diagnostic of a damaged recording or of a port that is taken.
  public func run() async throws {
    let isIdle = state.withLock { if case .idle = $0 { true } else { false } }
    if isIdle { try await start() }
    guard let listening = listening else { preconditionFailure("run() is not called while start() has not returned") }
    let result = await withTaskCancellationOrGracefulShutdownHandler {
      await listening.ending.outcome()
    } onCancelOrGracefulShutdown: {
      listening.group.next().execute { listening.floor.value.stop() }
    }
    try? await listening.channel.close()
    try? await listening.group.shutdownGracefully()
    _ = try result.get()
  }

  /// What was played, once the market has ended and every client has been closed.
  ///
  /// - Throws: the diagnostic of a damaged recording.
  /// - Precondition: ``start()`` has returned.
  public func finished() async throws(Diagnostic) -> PlayedCounts {
    guard let listening = listening else { preconditionFailure("finished() is called after start()") }
    do {
      return try await listening.ending.outcome().get()
    } catch {
      throw diagnostic(error)
    }
  }

  private var listening: Listening? { state.withLock { if case .listening(let listening) = $0 { listening } else { nil } } }

  private func bind(_ group: MultiThreadedEventLoopGroup, _ floor: NIOLoopBound<ExchangeFloor<Market>>) async throws -> any Channel {
    try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 16)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.writeBufferWaterMark, value: .init(low: 256 << 10, high: 1 << 20))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let outlet = OutletHandler()
          let refusal = HTTPRefusalHandler()
          let upgrader = Self.upgrader(floor)
          let pipeline = channel.pipeline.syncOperations
          let refusalBound = NIOLoopBound(refusal, eventLoop: channel.eventLoop)
          try pipeline.addHandler(outlet)
          try pipeline.configureHTTPServerPipeline(
            withServerUpgrade: (
              upgraders: [upgrader],
              completionHandler: { $0.pipeline.syncOperations.removeHandler(refusalBound.value, promise: nil) }
            ))
          try pipeline.addHandler(refusal)
        }
      }
      .bind(host: host, port: requestedPort).get()
  }

  private static func upgrader(_ floor: NIOLoopBound<ExchangeFloor<Market>>) -> NIOWebSocketServerUpgrader {
    NIOWebSocketServerUpgrader(
      maxFrameSize: 1 << 20,
      shouldUpgrade: { channel, head in
        channel.eventLoop.makeSucceededFuture(HTTPRefusalHandler.isSocketPath(head.uri) ? HTTPHeaders() : nil)
      },
      upgradePipelineHandler: { channel, _ in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          let outlet = try pipeline.context(handlerType: OutletHandler.self)
          let link = SessionLink(id: floor.value.newSession(), outlet: outlet)
          try pipeline.addHandler(SessionHandler(floor: floor.value, link: link))
        }
      })
  }

  private func diagnostic(_ error: any Error) -> Diagnostic {
    if let diagnostic = error as? Diagnostic { return diagnostic }
    let reason = (error as? IOError).map { "\($0)" } ?? "\(error)"
    return Diagnostic(
      code: "exchange.listen", exitCode: .unavailable,
      message: "the simulated exchange cannot listen on \(host):\(requestedPort): \(reason)",
      hint: "another program may hold that port: choose another one, or 0 for any free one")
  }
}
