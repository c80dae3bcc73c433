import ArgumentParser
import Domain
import Drift
import Engine
import Foundation
import JSONBytes
import Recordings
import Scenarios
import Simulation
import Training

/// `friday simulate`: a whole run on a manual clock.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Run exchange and engine on a manual clock, from one seed.",
    discussion: "The same seed gives the same bytes. Exit 1 when an invariant is violated.")

  @Option(name: .long, help: "Seed of the market") var seed: UInt64 = 1
  @Option(name: .long, help: "Simulated hours") var hours: Double = 1
  @Option(name: .long, help: "Faults to inject: none") var faults = "none"
  @Option(name: .long, help: "Model folder (default: the model that ships with friday)") var model: String?
  @Option(name: .long, help: "Folder to write the market's events to, as market.csv") var out: String?
  @Flag(name: .long, help: "Write the events only, without running the engine (with --out)") var marketOnly = false
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func validate() throws {
    guard hours > 0, hours <= 24 * 366 else { throw ValidationError("--hours is above 0 and at most a year") }
    guard faults == "none" else { throw ValidationError("this version injects no faults: leave --faults out, or say none") }
    guard !marketOnly || out != nil else { throw ValidationError("--market-only needs --out") }
  }

  func run() async throws {
    let span = Int64(hours * 3600 * 1e9)
    let market = SeededMarket(SeededMarket.Parameters(seed: seed, start: RunSource.fixedStart, duration: span))
    var writer: MarketCSVWriter?
    if let out {
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      writer = try MarketCSVWriter(path: out + "/market.csv", form: .events, instruments: market.instruments)
    }
    if marketOnly { return try writeOnly(market, writer!) }

    let loaded = try LoadedModel.load(folder: model)
    let configuration = EngineConfiguration(
      source: "simulation, seed \(seed)", features: loaded.features, model: loaded.model, label: loaded.label, drift: LiveDriftConfiguration(),
      strategy: PaperStrategy.Parameters(holdNanoseconds: loaded.label.horizonNanoseconds), account: "paper", measuresQueueing: false,
      orderPrefix: "sim")
    let box = WriterBox(writer)
    let observed = ObservedMarket(market) { (event) throws(Diagnostic) in try box.writer?.write(event) }
    var simulation = try SimulatedRun(market: observed, configuration: configuration, start: RunSource.fixedStart)
    var progress = ProgressLine(total: Int(span / 1_000_000_000), unit: "simulated s", every: 1)
    let report = try simulation.run(seed: seed) { time in
      progress.advance(to: Int(time.nanoseconds(since: RunSource.fixedStart) / 1_000_000_000))
    }
    try box.writer?.finish()
    progress.end()
    if json { Terminal.print(document(report)) } else { describe(report) }
    if !report.holds { throw ArgumentParser.ExitCode(Domain.ExitCode.no.rawValue) }
  }

  /// Lets the market's observer keep the one writer.
  private final class WriterBox {
    var writer: MarketCSVWriter?
    init(_ writer: MarketCSVWriter?) { self.writer = writer }
  }

  private func writeOnly(_ market: SeededMarket, _ writer: MarketCSVWriter) throws {
    var (market, writer) = (market, writer)
    var events = 0
    while let event = try market.next() {
      try writer.write(event)
      events += 1
    }
    try writer.finish()
    Terminal.say("\(events) events, \(writer.bytesWritten) bytes")
  }

  private func document(_ report: SimulationReport) -> String {
    let snapshot = report.snapshot
    let invariants = report.invariants.map { "\"\($0.name)\":\($0.violations)" }.joined(separator: ",")
    var brier: [UInt8] = []
    if let score = snapshot.brierScore { JSONText.append(score, to: &brier) } else { brier = Array("null".utf8) }
    return "{\"seed\":\(report.seed),\"state_hash\":\"\(report.stateHash)\",\"events\":\(report.events),\"faults\":{},\"invariants\":{\(invariants)},"
      + "\"ticks\":\(snapshot.ticks),\"predictions\":\(snapshot.predictions),\"outcomes\":\(snapshot.outcomes),"
      + "\"outcomes_happened\":\(snapshot.outcomesHappened),\"brier\":\(String(decoding: brier, as: UTF8.self)),"
      + "\"drift_checks\":\(snapshot.driftChecks),\"drift_alarms\":\(snapshot.driftAlarms),"
      + "\"orders\":\(snapshot.account?.orders ?? 0),\"fills\":\(snapshot.account?.fills ?? 0),\"reconciliations\":\(snapshot.account?.checks ?? 0)}"
  }

  private func describe(_ report: SimulationReport) {
    let snapshot = report.snapshot
    Terminal.print("seed \(report.seed), \(report.events) events, state hash \(report.stateHash)")
    Terminal.print("\(snapshot.predictions) predictions, \(snapshot.outcomes) outcomes, \(snapshot.driftAlarms) drift alarms in \(snapshot.driftChecks) checks")
    for alarm in snapshot.alarms.reversed() { Terminal.print("  \(alarm.time) \(alarm.symbol) \(alarm.feature): \(alarm.reason)") }
    for invariant in report.invariants { Terminal.print("\(invariant.violations == 0 ? "holds   " : "VIOLATED") \(invariant.name): \(invariant.violations)") }
    Terminal.print(report.holds ? "every invariant holds" : "an invariant is violated: run it again with this seed")
  }
}
