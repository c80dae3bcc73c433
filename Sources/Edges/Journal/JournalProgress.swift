public import Domain
import Synchronization

/// How far a journal is: written by its writer and its service, read by anyone.
public final class JournalProgress: Sendable {
  /// Sequence number of the last record appended; its release store publishes the record's bytes.
  let appended: Atomic<UInt64>
  let synced: Atomic<UInt64>
  let recordsTotal = Atomic<UInt64>(0)
  let pointsTotal = Atomic<UInt64>(0)
  let syncs = Atomic<UInt64>(0)
  let lastSync = Atomic<UInt64>(0)
  let hasFailed = Atomic<Bool>(false)
  let problem = Mutex<Diagnostic?>(nil)

  init(sequence: UInt64) {
    appended = Atomic(sequence)
    synced = Atomic(sequence)
  }

  /// Sequence number of the last record appended.
  public var lastSequence: UInt64 { appended.load(ordering: .acquiring) }
  /// Sequence number up to which everything is on the disk.
  public var syncedSequence: UInt64 { synced.load(ordering: .acquiring) }
  /// Records appended by this process.
  public var records: UInt64 { recordsTotal.load(ordering: .relaxed) }
  /// Those of them that become points.
  public var points: UInt64 { pointsTotal.load(ordering: .relaxed) }
  /// Syncs done.
  public var syncCount: UInt64 { syncs.load(ordering: .relaxed) }
  /// How long the latest sync took.
  public var lastSyncSeconds: Double { Double(lastSync.load(ordering: .relaxed)) / 1e9 }
  /// Why the journal takes nothing more, if so.
  public var failure: Diagnostic? { hasFailed.load(ordering: .acquiring) ? problem.withLock { $0 } : nil }

  func fail(_ diagnostic: Diagnostic) {
    problem.withLock { if $0 == nil { $0 = diagnostic } }
    hasFailed.store(true, ordering: .releasing)
  }
}
