import Domain
import Synchronization

/// A value that becomes known once: where the server listens, or why it does not.
final class BoundAddress: Sendable {
  private struct State {
    var result: Result<ListenAddress, Diagnostic>?
    var waiters: [CheckedContinuation<ListenAddress, any Error>] = []
  }

  private let state = Mutex(State())

  /// Settles the value; only the first time counts.
  func settle(_ result: Result<ListenAddress, Diagnostic>) {
    let waiters = state.withLock { state -> [CheckedContinuation<ListenAddress, any Error>] in
      guard state.result == nil else { return [] }
      state.result = result
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(with: result.mapError { $0 as any Error }) }
  }

  /// Waits for the value.
  var value: ListenAddress {
    get async throws {
      try await withCheckedThrowingContinuation { continuation in
        let known = state.withLock { state -> Result<ListenAddress, Diagnostic>? in
          if state.result == nil { state.waiters.append(continuation) }
          return state.result
        }
        if let known { continuation.resume(with: known.mapError { $0 as any Error }) }
      }
    }
  }
}
