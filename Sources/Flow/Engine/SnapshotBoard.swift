import Synchronization

/// The notice board between the feed's thread, which posts, and everybody else, who reads.
public final class SnapshotBoard: Sendable {
  private let latest: Mutex<EngineSnapshot>

  public init(_ snapshot: EngineSnapshot) { latest = Mutex(snapshot) }

  /// Replaces the snapshot that everybody reads.
  public func post(_ snapshot: EngineSnapshot) { latest.withLock { $0 = snapshot } }

  /// The latest one posted.
  public var snapshot: EngineSnapshot { latest.withLock { $0 } }

  /// Changes what another thread than the feed's knows: uploads, reconciliations.
  public func amend(_ change: (inout EngineSnapshot) -> Void) { latest.withLock { change(&$0) } }
}
