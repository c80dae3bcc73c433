public import Domain
public import Engine
import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle
public import Telemetry

#if canImport(Glibc)
import Glibc
#endif

/// The dashboard, the API and the metrics over HTTP/1.1: a long-lived service that only reads the ``Engine/SnapshotBoard``.
///
/// | path | answer |
/// |---|---|
/// | `/`, `/assets/*` | the page and its files |
/// | `/events` | server-sent events: the snapshot at once, then its changes about four times a second |
/// | `/api/v1/status` | the snapshot as JSON |
/// | `/api/v1/features/{symbol}` | the latest features of a market |
/// | `/metrics` | Prometheus text exposition |
/// | `/healthz`, `/readyz` | alive; doing its work, else 503 with the reasons |
///
/// Only GET and HEAD are served, there is no authentication: bind it to loopback, or put a proxy in front. At graceful shutdown streams
/// end, open answers finish, and `run()` returns.
public struct DashboardServer: Service {
  /// The bounds a server keeps.
  public struct Limits: Sendable {
    /// Event streams served at a time; one more gets 503.
    public var eventClients = 64
    /// Time between two looks at the board, for each stream.
    public var eventPace: Duration = .milliseconds(250)
    /// Looks without a change after which a comment keeps a stream alive.
    public var quietLooks = 20

    public init() {}
  }

  private let requested: ListenAddress
  private let responder: DashboardResponder
  private let logger: Logger
  private let bound = BoundAddress()

  /// Makes the server; nothing is bound before `run()`.
  ///
  /// - Parameters:
  ///   - host: the interface's address; loopback unless told otherwise.
  ///   - port: the port, 0 for any free one.
  ///   - board: what is shown.
  ///   - exposition: families that `/metrics` shows behind the engine's, ``Telemetry/MetricRegistry/families`` for one.
  ///   - ready: is the rest of the program up? `/readyz` asks it besides the snapshot.
  ///   - wallClock: stamps documents.
  /// - Throws: a `Diagnostic` with exit code 69 when the dashboard's files are not beside the program.
  public init(
    host: String = "127.0.0.1", port: Int = 8080, board: SnapshotBoard, exposition: @escaping @Sendable () -> [MetricFamily] = { [] },
    ready: @escaping @Sendable () -> Bool = { true }, limits: Limits = Limits(), logger: Logger,
    wallClock: @escaping @Sendable () -> Timestamp = JSONLogHandler.wallClock
  ) throws(Diagnostic) {
    requested = ListenAddress(host: host, port: port)
    let feed = SnapshotFeed(board: board, interval: limits.eventPace / 2, wallClock: wallClock)
    let stream = EventStream(
      feed: feed, slots: ClientSlots(capacity: limits.eventClients), pace: limits.eventPace, quietLooks: limits.quietLooks)
    responder = DashboardResponder(assets: try DashboardAssets(), feed: feed, stream: stream, exposition: exposition, ready: ready)
    self.logger = logger
  }

  /// Where the server listens, once it does.
  ///
  /// - Throws: the `Diagnostic` that `run()` throws, when the address cannot be bound.
  public var address: ListenAddress { get async throws { try await bound.value } }

  /// Event streams being served.
  public var eventClients: Int { responder.stream.slots.count }

  /// Serves until graceful shutdown.
  ///
  /// - Throws: a `Diagnostic` with exit code 69 when the address cannot be bound.
  public func run() async throws {
    let application = Application(
      responder: responder,
      configuration: ApplicationConfiguration(address: .hostname(requested.host, port: requested.port)),
      onServerRunning: { [bound, requested, logger] channel in
        let address = ListenAddress(host: requested.host, port: channel.localAddress?.port ?? requested.port)
        logger.info("dashboard is up", metadata: ["url": "http://\(address)"])
        bound.settle(.success(address))
      },
      logger: logger)
    do {
      try await application.run()
      bound.settle(.failure(unavailable("it was shut down before it listened")))
    } catch {
      let diagnostic = unavailable(error)
      bound.settle(.failure(diagnostic))
      throw diagnostic
    }
  }

  private func unavailable(_ error: any Error) -> Diagnostic {
    guard let error = error as? IOError else { return unavailable("\(error)") }
    switch error.errnoCode {
    case EADDRINUSE: return unavailable("another program listens there already", code: "server.port_busy")
    case EACCES: return unavailable("this user may not bind that port", code: "server.port_forbidden")
    case EADDRNOTAVAIL: return unavailable("this machine has no such address", code: "server.no_such_address")
    default: return unavailable(error.description)
    }
  }

  private func unavailable(_ reason: String, code: String = "server.unavailable") -> Diagnostic {
    Diagnostic(
      code: code, exitCode: .unavailable, message: "the dashboard cannot listen on \(requested): \(reason)",
      hint: "choose another address, --listen 127.0.0.1:0 takes any free port")
  }
}
