import Foundation

/// A line with share, rate and time left for long work; silent where nobody looks.
struct ProgressLine {
  private let total: Int
  private let unit: String
  private let every: Int
  private let started = ContinuousClock.now
  private var calls = 0
  private var shown = ContinuousClock.now

  /// - Parameter every: looks at the clock only once in so many calls.
  init(total: Int, unit: String, every: Int = 1024) {
    self.every = every
    self.total = total
    self.unit = unit
  }

  mutating func advance(to done: Int) {
    calls &+= 1
    guard Terminal.errorIsTTY, calls % every == 0 else { return }
    let now = ContinuousClock.now
    guard now - shown > .milliseconds(200) else { return }
    shown = now
    let seconds = (now - started) / .seconds(1)
    let rate = Double(done) / max(seconds, 1e-9)
    let left = Double(max(total - done, 0)) / max(rate, 1e-9)
    Terminal.progress(String(format: "%3.0f %% · %.0f %@/s · %.0f s left", 100 * Double(done) / Double(max(total, 1)), rate, unit, left))
  }

  func end() { Terminal.endProgress() }
}
