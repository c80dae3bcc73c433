import Domain
import ServiceLifecycle
import Synchronization

/// Lets any thread end the run, and keeps the first reason for it.
final class ShutdownTrigger: Sendable {
  private struct State {
    var group: ServiceGroup?
    var failure: Diagnostic?
    var interrupted = false
  }

  private let state = Mutex(State())

  func attach(_ group: ServiceGroup) { state.withLock { $0.group = group } }

  var failure: Diagnostic? { state.withLock { $0.failure } }
  var interrupted: Bool { state.withLock { $0.interrupted } }

  /// Ends the run because something failed.
  func fail(_ reason: Diagnostic) {
    state.withLock { $0.failure = $0.failure ?? reason }
    trigger()
  }

  /// Ends the run because somebody asked for it.
  func interrupt() {
    state.withLock { $0.interrupted = true }
    trigger()
  }

  /// Ends the run because it is over.
  func end() { trigger() }

  private func trigger() {
    let group = state.withLock { $0.group }
    Task { await group?.triggerGracefulShutdown() }
  }
}
