import Synchronization

/// How a play ended, for whoever asks, whenever: before the end, after it, and after the event loop that played has gone.
///
/// A future of the loop could not say that: what is hung on it when its loop has shut down is never called.
final class PlayEnding: Sendable {
  typealias Outcome = Result<PlayedCounts, any Error>

  private enum State {
    case playing([CheckedContinuation<Outcome, Never>])
    case ended(Outcome)
  }

  private let state = Mutex(State.playing([]))

  /// Ends it; a second end is ignored.
  func settle(_ outcome: Outcome) {
    let waiting = state.withLock { state -> [CheckedContinuation<Outcome, Never>] in
      guard case .playing(let waiting) = state else { return [] }
      state = .ended(outcome)
      return waiting
    }
    for continuation in waiting { continuation.resume(returning: outcome) }
  }

  /// Waits for the end.
  func outcome() async -> Outcome {
    await withCheckedContinuation { continuation in
      let known = state.withLock { state -> Outcome? in
        switch state {
        case .ended(let outcome): return outcome
        case .playing(let waiting):
          state = .playing(waiting + [continuation])
          return nil
        }
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}
