import ArgumentParser
import Domain
import Drift

/// `friday drift study`: what the detectors' claims are worth, by simulation.
struct DriftStudyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study", abstract: "Simulate the detectors' error rates and delays, and print them beside their claims.",
    discussion: """
      False alarms of every detector that claims a level, with their 99 % Monte-Carlo interval, on independent values and on AR(0.5), where raw detectors \
      fail; the monitor's on AR(0.5); run lengths and delays for abrupt, gradual, variance-only and correlation-only change, beside a dummy that always \
      alarms. Exit 1 when a claim is broken on a stream that it covers. 200 runs take some minutes.
      """)

  @Option(name: .long, help: "Simulated streams a row") var runs = 50
  @Option(name: .long, help: "Values a stream") var length = 4000
  @Option(name: .long, help: "Seed of all streams") var seed: UInt64 = 1

  func validate() throws {
    guard (2...100_000).contains(runs), (200...1_000_000).contains(length) else {
      throw ValidationError("--runs is 2…100,000 and --length 200…1,000,000")
    }
  }

  func run() async throws {
    let study = DriftStudy(runs: runs, length: length, seed: seed)
    let report = try Diagnostic.from { () throws(DriftError) in try study.report() }
    Terminal.print(report.text)
    let claims = report.claims
    let broken = claims.filter(\.isBroken)
    Terminal.print(
      broken.isEmpty
        ? "Every one of \(claims.count) claims is kept on independent values (\(runs) runs of \(length), seed \(seed))."
        : "Broken on independent values: \(broken.map(\.subject).joined(separator: ", ")).")
    if !broken.isEmpty { throw ArgumentParser.ExitCode(Domain.ExitCode.no.rawValue) }
  }
}
