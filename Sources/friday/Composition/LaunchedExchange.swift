import Domain
import Logging
import Ports
import ServiceLifecycle
import Simulation

/// A simulated exchange that listens, whatever market it plays.
struct LaunchedExchange: Sendable {
  let service: any Service
  let host: String
  let port: Int

  /// - Parameter market: called on the exchange's thread.
  /// - Throws: the market's diagnostic, or that of a port that is taken.
  init<Market: MarketSource & SendableMetatype>(
    host: String = "127.0.0.1", pace: Pace, port: Int, token: String, epoch: UInt32, logger: Logger,
    market: @escaping @Sendable () throws -> Market
  ) async throws(Diagnostic) {
    let server = SimulatedExchangeServer(host: host, port: port, pace: pace, logger: logger) {
      let source = try market()
      return ExchangeModel(market: source, account: PaperAccount(for: source.instruments, epoch: epoch), token: token)
    }
    self.host = host
    self.port = try await server.start()
    service = server
  }

  var url: String { "ws://\(host):\(port)/v2" }
}
