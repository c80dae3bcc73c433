import Domain
import Engine
import Synchronization

/// Encodes the board's snapshot for all clients at once: at most one encoding in an interval, however many look.
///
/// A client remembers the version it has sent; the bytes' version rises only when the snapshot's text has changed. So a slow client
/// skips what it missed and gets the latest: there is no queue to bound.
final class SnapshotFeed: Sendable {
  /// One text of the snapshot.
  struct Edition: Sendable {
    var version: UInt64
    var document: [UInt8]
  }

  private struct State {
    var body: [UInt8] = []
    var edition = Edition(version: 0, document: [])
    var taken: ContinuousClock.Instant?
  }

  private let board: SnapshotBoard
  private let interval: Duration
  private let wallClock: @Sendable () -> Timestamp
  private let state = Mutex(State())

  init(board: SnapshotBoard, interval: Duration, wallClock: @escaping @Sendable () -> Timestamp) {
    self.board = board
    self.interval = interval
    self.wallClock = wallClock
  }

  /// The snapshot as it is at this moment, not shared.
  var snapshot: EngineSnapshot { board.snapshot }

  /// A fresh document, for a request of its own.
  func document() -> [UInt8] { SnapshotJSON.document(board.snapshot, at: wallClock()) }

  /// The latest edition, encoded anew when the last one is at least an interval old.
  func edition(at now: ContinuousClock.Instant = .now) -> Edition {
    state.withLock { state in
      if let taken = state.taken, now - taken < interval { return state.edition }
      state.taken = now
      let snapshot = board.snapshot
      let body = SnapshotJSON.body(snapshot)
      if body != state.body {
        state.body = body
        state.edition = Edition(
          version: state.edition.version + 1, document: SnapshotJSON.stamp(body, of: snapshot, at: wallClock()))
      }
      return state.edition
    }
  }
}
