import ArgumentParser
import Domain
import Reports

/// `friday run`: the main job.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Stream a market through features, predictions, outcomes, drift and the journal.",
    discussion: """
      Without a configuration: the simulated exchange over a real socket, everything kept under friday-data/, and the dashboard on \
      http://127.0.0.1:8080. Ctrl-C drains and prints the summary (exit 0); a second one quits at once (exit 130).
      """)

  @Option(name: .long, help: "Configuration file (JSON); see: friday config init") var config: String?
  @Option(name: .long, help: "Recorded market data to play: CSV, or raw Kraken v2 frames") var replay: String?
  @Option(name: .long, help: "N times the recorded pace, or max (default: 20 for the simulated market, 1 for a recording)") var speed: Pacing?
  @Option(name: .long, help: "End after this time: 30s, 5m, 2h") var duration: TimeSpan?
  @Option(name: .long, help: "Seed of the simulated market; also fixes its clock") var seed: UInt64?
  @Option(name: .long, help: "Folder of journal and books (default: friday-data)") var data: String?
  @Option(name: .long, help: "Dashboard, API and metrics on HOST:PORT (default: 127.0.0.1:8080)") var listen: String?
  @Option(name: .long, help: "ws:// address of a Kraken v2 feed to follow instead of the simulated exchange") var exchange: String?
  @Option(name: .long, help: "Model folder (default: the model that ships with friday)") var model: String?
  @Flag(name: .long, help: "Print the summary as one JSON document") var json = false

  func run() async throws {
    var settings = try await Settings.read(path: config)
    if let data { settings.data = data }
    if let listen { settings.listen = listen }
    if let exchange { settings.exchangeURL = exchange }
    if let model { settings.modelFolder = model }
    guard replay == nil || settings.exchangeURL == nil else {
      throw Diagnostic(
        code: "run.two_sources", exitCode: .usage, message: "--replay and an exchange address were both given: one run has one source",
        hint: "leave out --replay, or the address (exchange.url)")
    }
    let composition = try RunComposition(
      settings: settings, replay: replay, speed: speed, duration: duration, seed: seed, isQuiet: json)
    let outcome = try await composition.run()
    Terminal.print(json ? outcome.summary.json.description : outcome.summary.text)
    if let failure = outcome.failure { throw failure }
  }
}
