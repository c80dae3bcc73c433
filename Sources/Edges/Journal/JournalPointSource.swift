public import Ports
import Domain
import LineProtocol
import Synchronization

/// The journal as an uploader sees it: line protocol behind a cursor, of the streams that were chosen.
///
/// Hands out only what is on the disk (under ``SyncPolicy/never``: what was appended). When an uploader has caught up with the last sync
/// and more was appended since, it has that synced itself, so that draining needs no other help.
public final class JournalPointSource: PointSource {
  private struct State {
    var reader: JournalReader
    var schema = PointSchema()
    var lines = LineBuilder()
  }

  /// Records looked at for one batch: bounds the time of a call when few of them are of a chosen stream.
  private static let maximumRecordsPerBatch = 200_000
  public let streams: Set<PointStream>
  private let folder: JournalFolder
  private let core: JournalCore?
  private let state: Mutex<State?> = Mutex(nil)

  /// Follows a journal that is being written in this process.
  public init(following service: JournalService, streams: Set<PointStream> = Set(PointStream.allCases)) {
    folder = service.core.folder
    core = service.core
    self.streams = streams
  }

  /// Reads a journal at rest.
  public init(_ folder: JournalFolder, streams: Set<PointStream> = Set(PointStream.allCases)) {
    self.folder = folder
    core = nil
    self.streams = streams
  }

  /// - Throws: a ``Domain/Diagnostic`` when the journal is damaged or cannot be synced.
  public func points(after cursor: PointCursor, maximumPoints: Int) async throws -> PointBatch {
    precondition(maximumPoints > 0, "a batch holds at least one point")
    if let core, core.options.sync != .never, core.progress.syncedSequence <= cursor.sequence, core.progress.lastSequence > cursor.sequence
    {
      try core.sync()
    }
    let limit = core?.leavable ?? .max
    return try state.withLock { stored in
      if let taken = stored.take(), taken.reader.position == cursor.sequence { stored = taken }
      var state = try stored.take() ?? State(reader: JournalReader(folder, after: cursor.sequence, progress: core?.progress))
      var batch = PointBatch(lines: [], count: 0, ticks: 0, predictions: 0, end: cursor)
      // On an error the state is gone: the next call begins anew at its cursor.
      var looked = 0
      while batch.count < maximumPoints, looked < Self.maximumRecordsPerBatch, let entry = try state.reader.next(through: limit) {
        looked += 1
        if entry.isPoint, let stream = PointStream(entry.kind), !streams.contains(stream) { continue }
        switch try state.schema.append(entry, to: &state.lines) {
        case .ticks: batch.ticks += 1
        case .predictions: batch.predictions += 1
        case nil: continue
        default: break
        }
        batch.count += 1
      }
      batch.lines = state.lines.take()
      batch.end = PointCursor(sequence: state.reader.position)
      stored = state
      return batch
    }
  }

  public func additions() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    if let core { core.listen(continuation) } else { continuation.finish() }
    return stream
  }
}
