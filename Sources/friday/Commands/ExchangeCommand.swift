import ArgumentParser
import Domain
import Foundation
import Logging
import Recordings
import ServiceLifecycle
import Simulation
import Telemetry

/// `friday exchange`: the simulated exchange alone.
struct ExchangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange", abstract: "Serve the simulated exchange alone, for people and other clients.",
    discussion: "Speaks Kraken's WebSocket v2 at ws://HOST:PORT/v2. The private channels take the token of FRIDAY_EXCHANGE_TOKEN, or the one it prints.")

  @Option(name: .long, help: "HOST:PORT; port 0 takes any free one") var listen = "127.0.0.1:8190"
  @Option(name: .long, help: "Seed of the market") var seed: UInt64 = 1
  @Option(name: .long, help: "N times the market's own pace, or max") var speed: Pacing = .times(1)
  @Option(name: .long, help: "A constant number of frames a second instead of the market's own pace") var framesPerSecond: Double?
  @Option(name: .long, help: "Recorded market data to play instead of the seeded market") var replay: String?

  func validate() throws {
    if let framesPerSecond, !(0.001...1e6).contains(framesPerSecond) { throw ValidationError("--frames-per-second lies between 0.001 and 1,000,000") }
  }

  func run() async throws {
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: .warning) }
    let logger = Logger(label: "friday.exchange")
    let endpoint = try Endpoint(listen, key: "--listen")
    let given = ProcessInfo.processInfo.environment["FRIDAY_EXCHANGE_TOKEN"]
    let token = given ?? UUID().uuidString
    let pace = framesPerSecond.map(Pace.framesPerSecond) ?? speed.pace
    let epoch = UInt32(truncatingIfNeeded: Int64(Date().timeIntervalSince1970))
    let exchange: LaunchedExchange
    if let replay {
      exchange = try await LaunchedExchange(host: endpoint.host, pace: pace, port: endpoint.port, token: token, epoch: epoch, logger: logger) {
        try Recording(path: replay)
      }
    } else {
      let configuration = SeededMarket.Parameters(seed: seed, start: RunSource.fixedStart)
      exchange = try await LaunchedExchange(host: endpoint.host, pace: pace, port: endpoint.port, token: token, epoch: epoch, logger: logger) {
        SeededMarket(configuration)
      }
    }
    Terminal.say("exchange listening on \(exchange.url)")
    if given == nil { Terminal.say("token for the private channels: \(token)") }
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: exchange.service, successTerminationBehavior: .gracefullyShutdownGroup)], logger: logger))
    let interruption = Interruption.watch { await group.triggerGracefulShutdown() }
    try await group.run()
    interruption.cancel()
  }
}
