import Configuration
import Domain
import Foundation
import SystemPackage

/// What a run was told: file, overridden by FRIDAY_… variables, overridden by flags.
struct Settings: Sendable {
  var data: String
  var listen: String
  var exchangeURL: String?
  var exchangeAccountURL: String?
  var exchangeToken: Secret?
  var symbols: [String]
  var depth: Int
  var modelFolder: String?
  var modelChallengers: [String]
  var featuresFile: String?
  var journalSync: String
  var segmentMegabytes: Int
  var influx: InfluxServer?
  var driftAlpha: Double
  var driftMinimumEffect: Double
  var driftReferenceRows: Int
  var driftCurrentRows: Int
  var strategyEnabled: Bool
  var strategyThreshold: Double
  var strategyCalmVolatility: Double
  var strategyNotional: Int
  var reconciliationMinutes: Int
  var eventsPerSecond: Double
  var regimeMinutes: Int
  var logLevel: String

  /// Where points go besides the journal.
  struct InfluxServer: Sendable {
    var url: String
    var version: Int
    var database: String
    var organisation: String?
    var user: String?
    var password: Secret?
    var token: Secret?
    var streams: [String]
    var createDatabase: Bool
    var drainSeconds: Int
  }

  /// Reads a configuration; without a file the defaults and the environment.
  static func read(path: String?) async throws -> Settings {
    var providers: [any ConfigProvider] = [EnvironmentVariablesProvider().prefixKeys(with: "friday")]
    if let path {
      try SettingsFile.check(path: path)
      do {
        providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(path)))
      } catch {
        throw Diagnostic(
          code: "config.unreadable", exitCode: .badConfiguration, message: "cannot read the configuration file \(path): \(error)",
          hint: "start from: friday config init \(path)")
      }
    }
    return try Settings(SettingsReader(ConfigReader(providers: providers)))
  }

  private init(_ reader: SettingsReader) throws(Diagnostic) {
    data = try reader.text(.data) ?? "friday-data"
    listen = try reader.text(.listen) ?? "127.0.0.1:8080"
    exchangeURL = try reader.text(.exchangeURL)
    exchangeAccountURL = try reader.text(.exchangeAccountURL)
    exchangeToken = try reader.text(.exchangeToken).map(Secret.init)
    symbols = reader.list(.exchangeSymbols) ?? []
    depth = try reader.integer(.exchangeDepth, in: 10...1000) ?? 10
    modelFolder = try reader.text(.modelFolder)
    featuresFile = try reader.text(.featuresFile)
    modelChallengers = reader.list(.modelChallengers) ?? []
    journalSync = try reader.text(.journalSync) ?? "100ms"
    segmentMegabytes = try reader.integer(.journalSegmentMegabytes, in: 1...4096) ?? 64
    if let url = try reader.text(.influxURL) {
      influx = InfluxServer(
        url: url, version: try reader.integer(.influxVersion, in: 1...2) ?? 1, database: try reader.text(.influxDatabase) ?? "friday",
        organisation: try reader.text(.influxOrganisation), user: try reader.text(.influxUser),
        password: try reader.text(.influxPassword).map(Secret.init), token: try reader.text(.influxToken).map(Secret.init),
        streams: reader.list(.influxStreams) ?? ["ticks", "predictions"], createDatabase: try reader.flag(.influxCreateDatabase) ?? true,
        drainSeconds: try reader.integer(.influxDrainSeconds, in: 0...86_400) ?? 60)
    }
    driftAlpha = try reader.number(.driftAlpha, in: 1e-9...0.5) ?? 0.05
    driftMinimumEffect = try reader.number(.driftMinimumEffect, in: 0...1) ?? 0.1
    driftReferenceRows = try reader.integer(.driftReferenceRows, in: 30...1_000_000) ?? 600
    driftCurrentRows = try reader.integer(.driftCurrentRows, in: 30...1_000_000) ?? 300
    strategyEnabled = try reader.flag(.strategyEnabled) ?? true
    strategyThreshold = try reader.number(.strategyThreshold, in: 0...1) ?? 0.6
    strategyCalmVolatility = try reader.number(.strategyCalmVolatility, in: 0...1) ?? 0
    strategyNotional = try reader.integer(.strategyNotional, in: 1...1_000_000_000) ?? 1000
    reconciliationMinutes = try reader.integer(.reconciliationMinutes, in: 1...100_000) ?? 60
    eventsPerSecond = try reader.number(.simulationEventsPerSecond, in: 0.01...10_000) ?? 6
    regimeMinutes = try reader.integer(.simulationRegimeMinutes, in: 1...100_000) ?? 20
    logLevel = try reader.text(.logLevel) ?? "info"
  }
}
