import Domain
import Engine
import Logging
import Server
import ServiceLifecycle
import Telemetry

/// A server on a free port for the length of a closure.
struct RunningServer: Sendable {
  var board: SnapshotBoard
  var server: DashboardServer
  var port: Int
  private var group: ServiceGroup

  static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

  /// Starts it, runs `body` with it, and shuts it down gracefully.
  static func with(
    _ snapshot: EngineSnapshot, limits: DashboardServer.Limits = .init(), exposition: @escaping @Sendable () -> [MetricFamily] = { [] },
    ready: @escaping @Sendable () -> Bool = { true },
    wallClock: @escaping @Sendable () -> Timestamp = { ExampleSnapshot.start.adding(nanoseconds: 90_500_000_000) }, _ body: @Sendable @escaping (RunningServer) async throws -> Void
  ) async throws {
    let board = SnapshotBoard(snapshot)
    let server = try DashboardServer(
      port: 0, board: board, exposition: exposition, ready: ready, limits: limits, logger: silent,
      wallClock: wallClock)
    let group = ServiceGroup(configuration: .init(services: [server], logger: silent))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let address = try await server.address
      do {
        try await body(RunningServer(board: board, server: server, port: address.port, group: group))
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  func shutDown() async { await group.triggerGracefulShutdown() }
}
