import Synchronization

/// A progress line that several tasks advance.
final class SharedProgress: Sendable {
  private struct State {
    var line: ProgressLine
    var done = 0
  }

  private let state: Mutex<State>

  /// Work of so many steps in all.
  init(total: Int, unit: String) { state = Mutex(State(line: ProgressLine(total: total, unit: unit, every: 1))) }

  /// One step more is done.
  func step() {
    state.withLock { state in
      state.done += 1
      state.line.advance(to: state.done)
    }
  }

  /// Takes the line away.
  func end() { state.withLock { $0.line.end() } }
}
