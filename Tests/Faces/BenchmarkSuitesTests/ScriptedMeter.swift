import BenchmarkSuites
import Synchronization

/// A CPU clock that advances by the next step at every second reading.
final class ScriptedMeter: CPUMeter {
  private let state: Mutex<(steps: [Double], now: Double, isRunning: Bool)>

  init(_ steps: [Double]) { state = Mutex((steps, 0, false)) }

  func seconds() -> Double {
    state.withLock { state in
      if state.isRunning, !state.steps.isEmpty { state.now += state.steps.removeFirst() }
      state.isRunning.toggle()
      return state.now
    }
  }
}
