import Domain
import Drift
import Engine
import Features
import Foundation
import Influx
import Journal
import Kraken
import Logging
import Metrics
import NIOCore
import NIOPosix
import Ports
import RedisStore
import Server
import ServiceLifecycle
import SQLStore
import Telemetry
import Training

/// Wires one run: everything is made here, checked here, and handed to one service group.
struct RunComposition {
  private let settings: Settings
  private let source: RunSource
  private let duration: TimeSpan?
  private let seed: UInt64?
  private let isQuiet: Bool
  private let loaded: LoadedModel
  private let challengers: [LoadedModel]
  private let listen: Endpoint
  private let sync: SyncPolicy
  private let streams: Set<PointStream>
  private let logLevel: Logger.Level

  /// Checks everything that can be checked before anything is started.
  init(settings: Settings, replay: String?, speed: Pacing?, duration: TimeSpan?, seed: UInt64?, isQuiet: Bool) throws {
    self.settings = settings
    self.duration = duration
    self.seed = seed
    self.isQuiet = isQuiet
    source = RunSource.choose(settings: settings, replay: replay, speed: speed, seed: seed)
    let features = try FeatureSets.named(settings.featuresFile ?? FeatureSets.bundled)
    let champion = try LoadedModel.load(folder: settings.modelFolder, features: features)
    loaded = champion
    challengers = try settings.modelChallengers.map { try LoadedModel.challenger(folder: $0, beside: champion) }
    for model in [champion] + challengers { try model.selfCheck() }
    listen = try Endpoint(settings.listen, key: "listen")
    sync = try SyncPolicy(setting: settings.journalSync)
    streams = try PointStream.parse(settings.influx?.streams ?? [])
    logLevel = try LogLevel.parse(settings.logLevel)
  }

  func run() async throws -> RunOutcome {
    let registry = MetricRegistry()
    let logger = bootstrap(registry)
    let startedAt = JSONLogHandler.wallClock()
    let clock = ContinuousClock()
    let started = clock.now
    let prefix = String(startedAt.microseconds / 1000, radix: 36).suffix(8)
    let token = UUID().uuidString

    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let options = JournalOptions(segmentBytes: settings.segmentMegabytes << 20, sync: sync)
    let folder = DataFolder(settings.data)
    try folder.make()
    let (journal, journalService, openReport) = try await loop.submit {
      let journal = try JournalWriter.open(folder.journal, options: options)
      return (NIOLoopBound(journal, eventLoop: loop), journal.service, journal.openReport)
    }.get()
    if openReport.tornBytes > 0 {
      Terminal.say("journal: cut \(openReport.tornBytes) torn bytes that the last run did not finish (\(openReport.tornAt ?? "at the end"))")
    }
    let store = try SQLiteLedgerStore(path: folder.books)
    let exchange = try await source.launch(
      token: token, epoch: UInt32(truncatingIfNeeded: startedAt.microseconds / 1_000_000), logger: logger)
    let account = exchange == nil ? "kraken" : "paper-\(prefix)"
    let state = exchange == nil ? FeatureStateFile(path: folder.features) : nil
    var configuration = engineConfiguration(account: account, prefix: String(prefix))
    configuration.featureSnapshots = state?.take(for: loaded.features) ?? [:]
    let entries = try await store.entries(account: account)

    let board = SnapshotBoard(EngineSnapshot(startedAt: startedAt, source: source.described))
    let trigger = ShutdownTrigger()
    let recorder = LedgerRecorder(store: store)
    let latest = InMemoryLatestStore()
    let alerts = LogAlerts(logger: logger)
    let publisher = ModelPublisher(schema: configuration.features.schema, label: configuration.label)
    let client = try KrakenClient(
      url: exchange?.url ?? settings.exchangeURL ?? "", accountURL: exchange?.url ?? settings.exchangeAccountURL,
      token: exchange != nil ? SessionToken(token) : settings.exchangeToken.map { SessionToken($0.exposed) }, symbols: settings.symbols,
      depth: settings.depth, group: group, logger: logger, stopWhenServerCloses: exchange != nil, failFast: true,
      makeSink: { [configuration] gateway in
        try TickPipeline(
          configuration: configuration, records: journal.value, clock: SystemLatencyClock(), ledgerEntries: entries, gateway: gateway,
          bookkeeping: recorder, latestStore: latest, board: board, alerts: alerts, models: publisher, onFailure: trigger.fail)
      },
      finished: {
        $0.publish()
        state?.write($0.featureSnapshots)
      })
    let uploader = try DrainingUploader(settings.influx, streams: streams, journal: journalService, folder: folder, board: board, logger: logger)
    let dashboard = try DashboardServer(
      host: listen.host, port: listen.port, board: board, exposition: { registry.families }, logger: logger)

    // Shut down in the reverse of this order: the feed first, the journal last. Whoever fails ends the run in this order too.
    func inTurn(_ service: any Service, endsRun: Bool = false) -> ServiceGroupConfiguration.ServiceConfiguration {
      ServiceGroupConfiguration.ServiceConfiguration(
        service: InTurn(base: service) { if endsRun { trigger.end() } }, successTerminationBehavior: .gracefullyShutdownGroup,
        failureTerminationBehavior: .gracefullyShutdownGroup)
    }
    var services = [inTurn(JournalKeeper(journal: journal, loop: loop, service: journalService)), inTurn(recorder)]
    if let uploader { services.append(inTurn(uploader)) }
    services.append(inTurn(dashboard))
    services.append(
      inTurn(ModelReload(champion: settings.modelFolder, challengers: settings.modelChallengers, features: loaded.features, publisher: publisher, logger: logger)))
    if let exchange { services.append(inTurn(exchange.service)) }
    services.append(inTurn(client, endsRun: true))
    services.append(
      inTurn(RunProgress(board: board, started: started, announceAddress: { try await "\(dashboard.address)" }, source: source.described, data: settings.data)))
    if let duration { services.append(inTurn(DurationLimit(limit: duration.duration), endsRun: true)) }
    let serviceGroup = ServiceGroup(configuration: .init(services: services, logger: logger))
    trigger.attach(serviceGroup)
    let interruption = Interruption.watch { trigger.interrupt() }
    var failure: Diagnostic?
    do {
      try await serviceGroup.run()
    } catch let diagnostic as Diagnostic {
      failure = diagnostic
    } catch is CancellationError {
    } catch {
      failure = Diagnostic(code: "run.failed", exitCode: .unavailable, message: "the run ended with: \(error)")
    }
    interruption.cancel()
    try? await group.shutdownGracefully()
    Terminal.endProgress()
    return RunOutcome(
      snapshot: board.snapshot, upload: uploader?.counters, seed: seed, interrupted: trigger.interrupted,
      wallSeconds: (clock.now - started) / .seconds(1), failure: trigger.failure ?? failure)
  }

  /// Logs and metrics go where everybody expects them: JSON lines on standard error, the registry behind /metrics.
  private func bootstrap(_ registry: MetricRegistry) -> Logger {
    let level = Terminal.errorIsTTY && settings.logLevel == "info" ? Logger.Level.warning : logLevel
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: level) }
    MetricsSystem.bootstrap(FridayMetrics(registry: registry))
    return Logger(label: "friday")
  }

  private func engineConfiguration(account: String, prefix: String) -> EngineConfiguration {
    var drift = LiveDriftConfiguration()
    drift.alpha = settings.driftAlpha
    drift.minimumDistance = settings.driftMinimumEffect
    drift.referenceCount = settings.driftReferenceRows
    drift.currentCount = settings.driftCurrentRows
    let strategy = PaperStrategy.Parameters(
      threshold: Float(settings.strategyThreshold), notional: Int64(settings.strategyNotional), holdNanoseconds: loaded.label.horizonNanoseconds)
    var signals = SignalRules.Parameters()
    signals.calmVolatility = settings.strategyCalmVolatility
    return EngineConfiguration(
      source: source.described, features: loaded.features, model: loaded.model, challengers: challengers.map(\.model), label: loaded.label, drift: drift,
      signals: SignalRules(signals), strategy: settings.strategyEnabled ? strategy : nil, account: account,
      reconciliationPeriod: Int64(settings.reconciliationMinutes) * 60_000_000_000, measuresQueueing: !source.isUnpaced, orderPrefix: prefix)
  }
}
