import ArgumentParser
import Domain

/// `friday`: the command line.
struct Friday: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "friday",
    abstract: "Streams a market, predicts in microseconds, says when data or model have drifted, and keeps the books.",
    discussion: """
      friday run                     the main job on the simulated exchange, dashboard on http://127.0.0.1:8080
      friday run --replay FILE       the same on recorded market data
      friday drift --reference A.csv --current B.csv
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, DriftCommand.self, FeaturesCommand.self, PredictCommand.self, SimulateCommand.self, ExchangeCommand.self,
      JournalCommand.self, ExportCommand.self, BenchCommand.self, ConfigCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let diagnostic as Diagnostic {
      Terminal.complain(diagnostic)
      Terminal.exit(diagnostic.exitCode)
    } catch {
      exit(withError: error)
    }
  }
}
