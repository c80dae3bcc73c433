import Domain
import Foundation
import UnixSignals

/// Ctrl-C: the first asks everything to drain, the second quits at once.
enum Interruption {
  /// Watches SIGINT and SIGTERM until the returned task is cancelled.
  static func watch(onFirst: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    Task {
      let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
      var isFirst = true
      for await _ in signals {
        guard isFirst else { _exit(ExitCode.interrupted.rawValue) }
        isFirst = false
        Terminal.endProgress()
        Terminal.say("draining; press Ctrl-C again to quit at once")
        await onFirst()
      }
    }
  }
}
