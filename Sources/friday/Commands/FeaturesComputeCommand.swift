import ArgumentParser
import Domain
import Features
import Foundation
import Ports
import Recordings
import Reports
import Training

/// `friday features compute FILE --out T`.
struct FeaturesComputeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compute", abstract: "Compute the feature table of a recording, by the code that runs live.",
    discussion: "With --replay the recording takes the live path: simulated exchange, socket, client. The bytes are the same.")
  @Argument(help: "Recorded market data (CSV, or raw frames)") var file: String
  @Option(name: .long, help: "Name of a feature set, or path of a file of definitions") var set = FeatureSets.bundled
  @Option(name: .long, help: "Table to write: CSV, or Parquet when the name ends so") var out: String
  @Option(name: .long, help: "Cores to compute on; the live path takes one") var workers = 2
  @Flag(name: .long, help: "Take the live path through the simulated exchange") var replay = false
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func validate() throws {
    guard (1...64).contains(workers) else { throw ValidationError("--workers lies between 1 and 64") }
  }

  func run() async throws {
    let started = ContinuousClock.now
    let set = try FeatureSets.named(set)
    let rows = replay ? try await replayed(set) : try await batch(set)
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    if json {
      let document = JSONTree.object([
        .init("rows", .integer(rows)), .init("features", .integer(set.columns.count)), .init("seconds", .number(seconds)), .init("set", .text(set.name)),
        .init("version", .integer(set.version)), .init("hash", .text(set.schema.hashText)),
      ])
      Terminal.print(document.description)
    } else {
      Terminal.say(String(format: "%d rows of %d features in %.2f s, written to %@", rows, set.columns.count, seconds, out))
    }
  }

  private func batch(_ set: FeatureSet) async throws -> Int {
    var market = try Recording(path: file)
    var table = try FeatureTable(path: out, set: set, label: .standard)
    for instrument in market.instruments { table.add(instrument: instrument.symbol) }
    var progress = ProgressLine(total: market.count, unit: "rows")
    var done = 0
    let rows = try await FeatureBatch.run(source: &market, set: set, workers: workers) { row throws(Diagnostic) in
      try table.add(row.vector, doubledMid: row.doubledMid)
      done += 1
      progress.advance(to: done)
    }
    try table.finish()
    progress.end()
    return rows
  }

  private func replayed(_ set: FeatureSet) async throws -> Int {
    let count = try Recording(path: file).count
    let progress = SharedProgress(total: count, unit: "rows")
    let rows = try await FeatureReplay(recording: file, set: set, label: .standard, out: out).run { progress.step() }
    progress.end()
    return rows
  }
}
