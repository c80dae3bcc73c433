import Domain
import Features
import Kraken
import Logging
import NIOCore
import NIOPosix
import Recordings
import ServiceLifecycle
import Simulation
import Synchronization
import Telemetry
import Training

/// Computes a feature table through the live path: the recording is played by the simulated exchange over a socket, and what the client decodes is what the
/// features see.
struct FeatureReplay {
  let recording: String
  let set: FeatureSet
  let label: LabelDefinition
  let out: String

  /// - Parameter progress: called for each row.
  /// - Returns: rows written.
  func run(progress: @escaping @Sendable () -> Void) async throws -> Int {
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: .error) }
    let logger = Logger(label: "friday.features")
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let ended = Mutex<(rows: Int, failure: Diagnostic?)>((0, nil))
    let exchange = try await LaunchedExchange(pace: .max, port: 0, token: "", epoch: 0, logger: logger) { [recording] in try Recording(path: recording) }
    let client = try KrakenClient(
      url: exchange.url, accountURL: nil, token: nil, symbols: [], depth: 10, group: group, logger: logger, stopWhenServerCloses: true, failFast: true,
      makeSink: { [set, label, out] _ in
        FeatureTableSink(table: try FeatureTable(path: out, set: set, label: label), set: set, progress: progress, onFailure: { _ in })
      },
      finished: { sink in
        sink.finish()
        ended.withLock { $0 = (sink.rows, sink.failure) }
      })
    let services = ServiceGroup(
      configuration: .init(
        services: [
          .init(service: exchange.service, successTerminationBehavior: .ignore),
          .init(service: client, successTerminationBehavior: .gracefullyShutdownGroup),
        ], logger: logger))
    do {
      try await services.run()
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    try await group.shutdownGracefully()
    let (rows, failure) = ended.withLock { $0 }
    if let failure { throw failure }
    return rows
  }
}
