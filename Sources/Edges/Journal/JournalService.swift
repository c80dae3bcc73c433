public import Domain
import Dispatch
import Synchronization

/// The work behind the writer: syncs by the policy, keeps the next segment ready, wakes those who follow.
///
/// Runs on a thread of its own, so that neither the writer nor the cooperative pool ever waits for the disk.
public final class JournalService: Sendable {
  let core: JournalCore
  private let queue = DispatchQueue(label: "friday.journal")

  init(core: JournalCore) { self.core = core }

  /// Counters and positions.
  public var progress: JournalProgress { core.progress }

  /// Forces everything appended so far onto the disk, whatever the policy. Waits for the disk.
  public func sync() throws(Diagnostic) {
    try core.sync()
    core.announce()
  }

  /// One round: next segment, sync by the policy, wake followers. A failure is kept in ``JournalProgress/failure``, which ends appending.
  func step() {
    do throws(Diagnostic) {
      try core.prepare()
    } catch {
      // The writer tries again when it needs the segment, and reports what it finds then.
    }
    do throws(Diagnostic) {
      if core.options.sync != .never { try core.sync() }
    } catch {
      core.progress.fail(error)
    }
    core.announce()
  }

  /// Runs until the task is cancelled or the writer is closed.
  public func run() async {
    let pause: Duration =
      switch core.options.sync {
      case .everyBatch: .milliseconds(10)
      case .every(let milliseconds): .milliseconds(max(1, milliseconds))
      case .never: .milliseconds(100)
      }
    while !Task.isCancelled, !core.state.withLock({ $0.isClosed }) {
      await withCheckedContinuation { continuation in
        queue.async {
          self.step()
          continuation.resume()
        }
      }
      do { try await Task.sleep(for: pause) } catch { return }
    }
  }
}
