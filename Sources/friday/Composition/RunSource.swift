import Domain
import Foundation
import Logging
import Ports
import Recordings
import ServiceLifecycle
import Simulation

/// Where a run's ticks come from.
enum RunSource: Sendable {
  case seeded(SeededMarket.Parameters, Pace, described: String)
  case recording(path: String, Pace, described: String)
  case exchange(url: String, accountURL: String?, token: Secret?)

  /// The start of a market whose seed was given, so that two runs are equal in all their times too.
  static let fixedStart = Timestamp(seconds: 1_767_225_600)  // 2026-01-01T00:00:00Z

  /// One line for people.
  var described: String {
    switch self {
    case .seeded(_, _, let described), .recording(_, _, let described): described
    case .exchange(let url, _, _): "exchange at \(url)"
    }
  }

  /// Does it send as fast as it is taken? Then queueing says nothing.
  var isUnpaced: Bool {
    switch self {
    case .seeded(_, .max, _), .recording(_, .max, _): true
    default: false
    }
  }

  /// A recording named on the command line goes before an exchange named in the configuration, as flags do before settings.
  static func choose(settings: Settings, replay: String?, speed: Pacing?, seed: UInt64?) -> RunSource {
    if let replay {
      let pacing = speed ?? .times(1)
      return .recording(path: replay, pacing.pace, described: "recording \(URL(fileURLWithPath: replay).lastPathComponent), \(pacing)")
    }
    if let url = settings.exchangeURL { return .exchange(url: url, accountURL: settings.exchangeAccountURL, token: settings.exchangeToken) }
    let pacing = speed ?? .times(20)
    let number = seed ?? 1
    let start = seed == nil ? Timestamp(seconds: Int64(Date().timeIntervalSince1970)) : fixedStart
    let configuration = SeededMarket.Parameters(
      seed: number, start: start, eventsPerSecond: settings.eventsPerSecond, regimeLength: Int64(settings.regimeMinutes) * 60_000_000_000)
    return .seeded(configuration, pacing.pace, described: "simulated market, seed \(number), \(pacing)")
  }

  /// The simulated exchange of this source, bound to a free loopback port; `nil` for a foreign exchange.
  func launch(token: String, epoch: UInt32, logger: Logger) async throws(Diagnostic) -> LaunchedExchange? {
    switch self {
    case .seeded(let configuration, let pace, _):
      return try await LaunchedExchange(pace: pace, port: 0, token: token, epoch: epoch, logger: logger) { SeededMarket(configuration) }
    case .recording(let path, let pace, _):
      return try await LaunchedExchange(pace: pace, port: 0, token: token, epoch: epoch, logger: logger) { try Recording(path: path) }
    case .exchange: return nil
    }
  }
}
