import ArgumentParser
import Domain
import Features
import Foundation
import Recordings
import Training

/// `friday features list|compute`.
struct FeaturesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features", abstract: "List feature sets, or turn a recording into a feature table.", subcommands: [List.self, Compute.self])

  /// The set of this name.
  static func featureSet(_ name: String) throws(Diagnostic) -> FeatureSet {
    if let set = FeatureSet.all.first(where: { $0.name == name }) { return set }
    let known = FeatureSet.all.map(\.name)
    let near = Suggestion.nearest(to: name, among: known).map { "did you mean \"\($0)\"?" }
    throw Diagnostic(
      code: "features.unknown_set", exitCode: .usage, message: "there is no feature set \"\(name)\"",
      hint: near ?? "there are: \(known.joined(separator: ", "))")
  }

  /// `friday features list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the columns of every feature set.")
    @Flag(name: .long, help: "Print one JSON document") var json = false

    func run() async throws {
      if json {
        let sets = FeatureSet.all.map { set in
          let columns = set.columns.map { "{\"name\":\"\($0.name)\",\"definition\":\"\($0.definition)\"}" }.joined(separator: ",")
          return "{\"set\":\"\(set.name)\",\"version\":\(set.version),\"hash\":\"\(set.schema.hashText)\",\"columns\":[\(columns)]}"
        }
        return Terminal.print("{\"items\":[\(sets.joined(separator: ","))]}")
      }
      for set in FeatureSet.all {
        Terminal.print("\(set.name) version \(set.version), hash \(set.schema.hashText)")
        for column in set.columns { Terminal.print("  \(column.name)\n      \(column.definition)") }
      }
    }
  }

  /// `friday features compute FILE --out T`.
  struct Compute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compute", abstract: "Compute the feature table of a recording, by the code that runs live.")
    @Argument(help: "Recorded market data (CSV)") var file: String
    @Option(name: .long, help: "Feature set") var set = "standard"
    @Option(name: .long, help: "Table to write (CSV)") var out: String
    @Flag(name: .long, help: "Print one JSON document") var json = false

    func run() async throws {
      let started = ContinuousClock.now
      let set = try FeaturesCommand.featureSet(set)
      var market = try Recording(path: file)
      var table = try FeatureTable(path: out, set: set, instruments: market.instruments, label: .standard)
      var progress = ProgressLine(total: market.count, unit: "rows")
      var rows = 0
      while let event = try market.next() {
        try table.step(event)
        rows += 1
        progress.advance(to: rows)
      }
      try table.finish()
      progress.end()
      let seconds = (ContinuousClock.now - started) / .seconds(1)
      if json {
        Terminal.print("{\"rows\":\(rows),\"features\":\(set.columns.count),\"seconds\":\(seconds),\"set\":\"\(set.name)\",\"hash\":\"\(set.schema.hashText)\"}")
      } else {
        Terminal.say(String(format: "%d rows of %d features in %.2f s, written to %@", rows, set.columns.count, seconds, out))
      }
    }
  }
}
