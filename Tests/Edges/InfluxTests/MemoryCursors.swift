import Ports
import Synchronization

/// Cursors in memory, with a door for failure.
final class MemoryCursors: CursorStore {
  struct Full: Error {}
  let saved = Mutex<[String: [PointCursor]]>([:])
  let failures = Mutex(0)

  func load(destination: String) throws -> PointCursor { saved.withLock { $0[destination]?.last ?? .start } }

  func save(_ cursor: PointCursor, destination: String) throws {
    let fails = failures.withLock { left in
      guard left > 0 else { return false }
      left -= 1
      return true
    }
    if fails { throw Full() }
    saved.withLock { $0[destination, default: []].append(cursor) }
  }

  func history(_ destination: String) -> [UInt64] { saved.withLock { ($0[destination] ?? []).map(\.sequence) } }
}
