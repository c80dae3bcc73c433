public import Domain
import Glibc
public import Ports
import Synchronization

/// The journal's writing end: append first, then act.
///
/// A record is copied into shared mapped memory whose blocks are already on the disk; when the call returns it survives this process.
/// Nothing here waits for the disk but ``endBatch()`` and the append of an order under ``SyncPolicy/everyBatch``, and a roll-over that
/// finds no segment ready or too many unsynced.
///
/// One thread appends. ``service`` does the rest on a thread of its own and is to be run beside.
///
/// ```swift
/// let journal = try JournalWriter.open("data/journal")
/// try journal.append(trade: trade, pointTime: trade.time)   // ≈ 100 ns
/// try journal.close()
/// ```
public final class JournalWriter: RecordSink {
  /// What was found on opening.
  public let openReport: OpenReport
  /// The work behind the writer, for a task of its own.
  public let service: JournalService
  let core: JournalCore
  private var segment: JournalSegment
  private var offset: Int
  private var sequence: UInt64
  private var statements: [Statement] = []
  private var isClosed = false
  public private(set) var recordCount: UInt64 = 0
  public private(set) var pointCount: UInt64 = 0

  /// An instrument or model as it was stated, to be said again at the head of the next segment.
  private struct Statement {
    var kind: RecordKind
    var key: UInt16
    var sequence: UInt64
    var body: [UInt8]
  }

  init(core: JournalCore, report: OpenReport, segment: JournalSegment) {
    self.core = core
    openReport = report
    service = JournalService(core: core)
    self.segment = segment
    offset = SegmentHeader.size
    sequence = report.nextSequence - 1
  }

  /// Counters and positions, readable from any thread.
  public var progress: JournalProgress { core.progress }
  /// Where it lies.
  public var folder: JournalFolder { core.folder }
  /// How it is kept.
  public var options: JournalOptions { core.options }

  /// What the end mark takes: always kept free.
  private static let reserve = RecordHeader.size

  /// Appends one record.
  @inline(__always) func append(
    _ kind: RecordKind, isPoint: Bool, bound: Int, _ body: (inout RecordCursor) -> Void
  ) throws(Diagnostic) {
    if core.progress.hasFailed.load(ordering: .relaxed) || isClosed { throw refusal() }
    if offset + RecordHeader.size + bound + Self.reserve > segment.capacity { try rollOver(for: bound) }
    sequence += 1
    offset += segment.append(
      at: offset, kind: kind, flags: isPoint ? RecordHeader.isPoint : 0, sequence: sequence, bound: bound, body)
    segment.end.store(offset, ordering: .releasing)
    recordCount += 1
    if isPoint {
      pointCount += 1
      core.progress.pointsTotal.store(pointCount, ordering: .relaxed)
    }
    core.progress.recordsTotal.store(recordCount, ordering: .relaxed)
    core.progress.appended.store(sequence, ordering: .releasing)
  }

  /// Appends a statement, once: the same again is no new record.
  func state(_ kind: RecordKind, key: UInt16, bound: Int, _ body: (inout RecordCursor) -> Void) throws(Diagnostic) {
    guard RecordHeader.size + bound <= RecordHeader.maximumRecordBytes else { throw tooLarge(bound) }
    if core.progress.hasFailed.load(ordering: .relaxed) || isClosed { throw refusal() }
    let sameKey = statements.firstIndex { $0.kind == kind && $0.key == key }
    if offset + RecordHeader.size + bound + Self.reserve > segment.capacity { try rollOver(for: bound) }
    // Written where it would stand, without its length, to compare before it counts: no reader ever sees it.
    let length = segment.compose(at: offset, kind: kind, flags: 0, sequence: sequence + 1, bound: bound, body)
    let bytes = segment.copy(offset + RecordHeader.size..<offset + length)
    if let sameKey, statements[sameKey].body == bytes {
      segment.erase(offset..<offset + length)
      return
    }
    try append(kind, isPoint: false, bound: bound, body)
    let statement = Statement(kind: kind, key: key, sequence: sequence, body: bytes)
    if let sameKey { statements[sameKey] = statement } else { statements.append(statement) }
  }

  /// Bytes of the present segment that hold complete records.
  var segmentEnd: Int { segment.end.load(ordering: .relaxed) }

  private func rollOver(for bound: Int) throws(Diagnostic) {
    let restated = statements.reduce(0) { $0 + RecordHeader.size + $1.body.count }
    guard SegmentHeader.size + restated + RecordHeader.size + bound + Self.reserve <= core.options.segmentBytes else {
      throw tooLarge(bound)
    }
    let next: JournalSegment
    do throws(Diagnostic) {
      next = try core.takeSegment(firstSequence: sequence + 1, closing: finishSegment)
    } catch {
      core.progress.fail(error)
      throw error
    }
    segment = next
    offset = SegmentHeader.size
    for statement in statements {
      offset += segment.append(
        at: offset, kind: statement.kind, flags: RecordHeader.isRestated, sequence: statement.sequence, bound: statement.body.count
      ) { cursor in
        for byte in statement.body { cursor.put(byte) }
      }
    }
    segment.end.store(offset, ordering: .releasing)
  }

  private func finishSegment() {
    guard !segment.isFinished.load(ordering: .relaxed) else { return }
    offset += segment.append(at: offset, kind: .end, flags: 0, sequence: sequence, bound: 0) { _ in }
    segment.end.store(offset, ordering: .releasing)
    segment.isFinished.store(true, ordering: .releasing)
  }

  /// Marks the end of a batch: under ``SyncPolicy/everyBatch`` returns when everything appended is on the disk, else at once.
  public func endBatch() throws(Diagnostic) {
    if core.options.sync == .everyBatch {
      try core.sync()
      core.announce()
    }
  }

  /// Forces everything appended onto the disk, whatever the policy.
  public func sync() throws(Diagnostic) { try service.sync() }

  /// Marks the end, syncs, cuts the last segment to what it holds, gives up the lock. Appending after this is refused.
  public func close() throws(Diagnostic) {
    guard !isClosed else { return }
    isClosed = true
    finishSegment()
    defer { core.close() }
    try core.sync()
  }

  private func refusal() -> Diagnostic {
    core.progress.failure
      ?? Diagnostic(
        code: "journal.closed", exitCode: .unavailable, message: "the journal at \(core.folder.path) is closed",
        hint: "open it again before appending")
  }

  private func tooLarge(_ bound: Int) -> Diagnostic {
    Diagnostic(
      code: "journal.record_too_large", exitCode: .badConfiguration,
      message:
        "a record of up to \(bound) bytes does not fit a segment of \(core.options.segmentBytes) bytes with \(statements.count) statements",
      hint: "configure larger journal segments")
  }
}
