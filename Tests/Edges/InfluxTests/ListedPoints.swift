import Ports
import Synchronization

/// A source of given lines: the point with index i has the sequence number i + 1.
final class ListedPoints: PointSource {
  struct State {
    var lines: [String] = []
    var ended = false
    var listeners: [AsyncStream<Void>.Continuation] = []
    var calls: [PointCursor] = []
    var failures = 0
  }

  struct Unreadable: Error {}

  let state = Mutex(State())

  init(_ lines: [String] = [], ended: Bool = true) {
    state.withLock {
      $0.lines = lines
      $0.ended = ended
    }
  }

  /// So many ticks, each with a prediction behind it.
  static func market(_ count: Int, from start: Int = 0) -> [String] {
    (start..<start + count).flatMap {
      [
        "tick,exchange=kraken,side=buy,symbol=BTC/USD price=\($0).5,qty=1,trade_id=\($0)i,seq=\($0)i \(1_700_000_000_000_000_000 + $0)",
        "prediction,horizon=5m,model=touch@1,symbol=BTC/USD p_up=0.25,margin=-1.5,features_hash=\"00000000000000ff\" \(1_700_000_000_000_000_000 + $0)",
      ]
    }
  }

  func add(_ lines: [String], ends: Bool = false) {
    let listeners = state.withLock { state in
      state.lines += lines
      state.ended = state.ended || ends
      return state.listeners
    }
    for listener in listeners {
      listener.yield()
      if ends { listener.finish() }
    }
  }

  func points(after cursor: PointCursor, maximumPoints: Int) async throws -> PointBatch {
    try state.withLock { state in
      state.calls.append(cursor)
      if state.failures > 0 {
        state.failures -= 1
        throw Unreadable()
      }
      let lines = state.lines.dropFirst(Int(cursor.sequence)).prefix(maximumPoints)
      return PointBatch(
        lines: Array(lines.map { $0 + "\n" }.joined().utf8), count: lines.count, ticks: lines.count { $0.hasPrefix("tick") },
        predictions: lines.count { $0.hasPrefix("prediction") }, end: PointCursor(sequence: cursor.sequence + UInt64(lines.count)))
    }
  }

  func additions() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    state.withLock { state in
      if state.ended { continuation.finish() } else { state.listeners.append(continuation) }
    }
    return stream
  }
}
