/// Every key a configuration may hold, with its kind, default and meaning: reading, checking, showing and `config init` derive from this list.
enum SettingKey: String, CaseIterable {
  case data = "data"
  case listen = "listen"
  case exchangeURL = "exchange.url"
  case exchangeAccountURL = "exchange.account_url"
  case exchangeToken = "exchange.token"
  case exchangeSymbols = "exchange.symbols"
  case exchangeDepth = "exchange.depth"
  case modelFolder = "model.folder"
  case modelChallengers = "model.challengers"
  case featuresFile = "features.file"
  case journalSync = "journal.sync"
  case journalSegmentMegabytes = "journal.segment_megabytes"
  case influxURL = "influx.url"
  case influxVersion = "influx.version"
  case influxDatabase = "influx.database"
  case influxOrganisation = "influx.organisation"
  case influxUser = "influx.user"
  case influxPassword = "influx.password"
  case influxToken = "influx.token"
  case influxStreams = "influx.streams"
  case influxCreateDatabase = "influx.create_database"
  case influxDrainSeconds = "influx.drain_seconds"
  case driftAlpha = "drift.alpha"
  case driftMinimumEffect = "drift.minimum_effect"
  case driftReferenceRows = "drift.reference_rows"
  case driftCurrentRows = "drift.current_rows"
  case strategyEnabled = "strategy.enabled"
  case strategyThreshold = "strategy.threshold"
  case strategyCalmVolatility = "strategy.calm_volatility"
  case strategyNotional = "strategy.notional"
  case reconciliationMinutes = "reconciliation.period_minutes"
  case simulationEventsPerSecond = "simulation.events_per_second"
  case simulationRegimeMinutes = "simulation.regime_minutes"
  case logLevel = "log.level"

  enum Kind: String { case text, integer, number, flag, list }

  var kind: Kind {
    switch self {
    case .exchangeDepth, .journalSegmentMegabytes, .influxVersion, .driftReferenceRows, .driftCurrentRows, .strategyNotional,
      .reconciliationMinutes, .simulationRegimeMinutes, .influxDrainSeconds:
      .integer
    case .driftAlpha, .driftMinimumEffect, .strategyThreshold, .strategyCalmVolatility, .simulationEventsPerSecond: .number
    case .influxCreateDatabase, .strategyEnabled: .flag
    case .exchangeSymbols, .influxStreams, .modelChallengers: .list
    default: .text
    }
  }

  /// As JSON; `null` where there is none.
  var defaultJSON: String {
    switch self {
    case .data: "\"friday-data\""
    case .listen: "\"127.0.0.1:8080\""
    case .exchangeDepth: "10"
    case .exchangeSymbols, .modelChallengers: "[]"
    case .journalSync: "\"100ms\""
    case .journalSegmentMegabytes: "64"
    case .influxVersion: "1"
    case .influxDatabase: "\"friday\""
    case .influxStreams: "[\"ticks\", \"predictions\"]"
    case .influxCreateDatabase: "true"
    case .influxDrainSeconds: "60"
    case .driftAlpha: "0.05"
    case .driftMinimumEffect: "0.1"
    case .driftReferenceRows: "600"
    case .driftCurrentRows: "300"
    case .strategyEnabled: "true"
    case .strategyThreshold: "0.6"
    case .strategyCalmVolatility: "0"
    case .strategyNotional: "1000"
    case .reconciliationMinutes: "60"
    case .simulationEventsPerSecond: "6"
    case .simulationRegimeMinutes: "20"
    case .logLevel: "\"info\""
    case .exchangeURL, .exchangeAccountURL, .exchangeToken, .modelFolder, .featuresFile, .influxURL, .influxOrganisation, .influxUser, .influxPassword,
      .influxToken:
      "null"
    }
  }

  var isSecret: Bool {
    switch self {
    case .exchangeToken, .influxPassword, .influxToken: true
    default: false
    }
  }

  var meaning: String {
    switch self {
    case .data: "folder of journal, books and cursors"
    case .listen: "host:port of dashboard, API and metrics"
    case .exchangeURL: "ws:// address of a Kraken v2 feed; none: the simulated exchange"
    case .exchangeAccountURL: "ws:// address of the private feed; none: no account"
    case .exchangeToken: "token of the private feed; better in FRIDAY_EXCHANGE_TOKEN"
    case .exchangeSymbols: "markets to follow; empty: all the exchange states"
    case .exchangeDepth: "book levels a side: 10, 25, 100, 500 or 1000"
    case .modelFolder: "folder with metadata.json and the model file it names; none: the default model"
    case .modelChallengers: "folders of models that score beside it, recorded but not acted on, at most 8"
    case .featuresFile: "file of feature definitions (YAML); none: the set that ships with the program"
    case .journalSync: "every-batch, never, or a time such as 100ms"
    case .journalSegmentMegabytes: "size of a journal segment"
    case .influxURL: "http:// address of an InfluxDB; none: the journal is the store"
    case .influxVersion: "1 or 2: which write API the server speaks"
    case .influxDatabase: "database (1) or bucket (2)"
    case .influxOrganisation: "organisation (2)"
    case .influxUser: "user (1)"
    case .influxPassword: "password (1); better in FRIDAY_INFLUX_PASSWORD"
    case .influxToken: "token (2); better in FRIDAY_INFLUX_TOKEN"
    case .influxStreams: "what is uploaded: ticks, predictions, outcomes, drift, features"
    case .influxCreateDatabase: "create the database when it is missing (1)"
    case .influxDrainSeconds: "how long an ending run waits for the upload to reach the journal's end"
    case .driftAlpha: "expected false alarms a symbol over the whole run"
    case .driftMinimumEffect: "smallest KS distance that counts as drift"
    case .driftReferenceRows: "rows of the reference window, one a second"
    case .driftCurrentRows: "rows of the current window"
    case .strategyEnabled: "let the paper strategy send orders"
    case .strategyThreshold: "probability from which it buys"
    case .strategyCalmVolatility: "realised volatility per √s below which a prediction near 0 or 1 is counted as doubtful; 0: none is"
    case .strategyNotional: "quote units of a position"
    case .reconciliationMinutes: "event time between two reconciliations"
    case .simulationEventsPerSecond: "events a second and market of the simulated exchange"
    case .simulationRegimeMinutes: "minutes until the planted regime change, and between changes"
    case .logLevel: "trace, debug, info, notice, warning, error or critical"
    }
  }

  /// The environment variable that overrides the file.
  var variable: String { "FRIDAY_" + rawValue.uppercased().replacing(".", with: "_") }
}
