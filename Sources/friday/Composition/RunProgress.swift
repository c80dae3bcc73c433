import Engine
import Foundation
import ServiceLifecycle

/// Talks to the person at the terminal: where the dashboard is, when the first prediction came, and a line that moves.
struct RunProgress: Service {
  let board: SnapshotBoard
  let started: ContinuousClock.Instant
  let announceAddress: @Sendable () async throws -> String
  let source: String
  let data: String

  func run() async throws {
    Terminal.say("friday \(Version.text): \(source); everything is kept in \(data)")
    if let address = try? await announceAddress() { Terminal.say("dashboard http://\(address)/") }
    try await cancelWhenGracefulShutdown {
      var previous: (ticks: UInt64, at: ContinuousClock.Instant) = (0, started)
      var announced = false
      while !Task.isCancelled {
        try await Task.sleep(for: .milliseconds(200))
        let snapshot = board.snapshot
        let now = ContinuousClock.now
        if !announced, snapshot.predictions > 0 {
          announced = true
          Terminal.endProgress()
          Terminal.say(String(format: "first prediction after %.1f s", (now - started) / .seconds(1)))
        }
        let rate = Double(snapshot.ticks - previous.ticks) / ((now - previous.at) / .seconds(1))
        previous = (snapshot.ticks, now)
        Terminal.progress(line(snapshot, rate: rate))
      }
    }
  }

  /// At most 80 columns.
  private func line(_ snapshot: EngineSnapshot, rate: Double) -> String {
    let alarms = snapshot.driftAlarms == 1 ? "1 alarm" : "\(snapshot.driftAlarms) alarms"
    return String(
      format: "%d ticks (%.0f/s) · %d predictions · %d outcomes · %@", Int(snapshot.ticks), rate, Int(snapshot.predictions),
      Int(snapshot.outcomes), alarms)
  }
}
