public import Domain

/// Reads a journal's records in order, over all segments; also beside a writer of the same process, up to what it has published.
///
/// ```swift
/// var reader = try JournalReader(JournalFolder.within("data"))
/// while let entry = try reader.next() { … }
/// ```
public struct JournalReader {
  public let folder: JournalFolder
  private let progress: JournalProgress?
  private var segment: SegmentReader?
  /// Sequence number of the last record passed.
  public private(set) var position: UInt64

  /// - Parameters:
  ///   - cursor: records up to this number are passed over; statements among them are still handed out, as restatements.
  ///   - progress: of the writer in this process, when there is one.
  public init(_ folder: JournalFolder, after cursor: UInt64 = 0, progress: JournalProgress? = nil) throws(Diagnostic) {
    self.folder = folder
    self.progress = progress
    position = cursor
    let segments = try folder.segments()
    // The last segment that begins at or before the next record; behind a cursor of another journal, the first.
    if let first = segments.last(where: { $0 <= cursor &+ 1 }) ?? segments.first { try open(first) }
  }

  private mutating func open(_ first: UInt64) throws(Diagnostic) {
    let opened = try SegmentReader(folder.segmentPath(first: first))
    passed = max(first, 1) - 1
    segment = opened
  }

  /// Sequence of the last record seen in the segment, passed over or handed out.
  private var passed: UInt64 = 0

  /// The next record, or `nil` when there is none yet.
  ///
  /// - Parameter limit: records above this number are left for later.
  /// - Throws: a ``Domain/Diagnostic`` that names file and offset where the journal is damaged. A torn tail is the end, not damage.
  public mutating func next(through limit: UInt64 = .max) throws(Diagnostic) -> JournalEntry? {
    let goal = min(limit, progress?.lastSequence ?? .max)
    while true {
      if segment == nil {
        let segments = try folder.segments()
        guard let first = segments.last(where: { $0 <= position &+ 1 }) ?? segments.first else { return nil }
        try open(first)
      }
      guard var current = segment.take() else { return nil }
      defer { segment = current }
      if passed >= goal { return nil }
      switch try current.peek() {
      case .record(let header, let kind, let body):
        if header.isRecord, header.sequence > goal { return nil }
        let path = current.file.path
        if header.isRecord, header.sequence != passed + 1 {
          throw SegmentSummary.damaged(path, current.offset, "record \(header.sequence) stands where \(passed + 1) is due")
        }
        let record: JournalRecord
        let isStatement = kind == .instrument || kind == .model
        let isOld = header.isRecord && header.sequence <= position
        if isOld && !isStatement {
          passed = header.sequence
          current.pass(header)
          continue
        }
        do {
          record = try RecordBody.decode(kind, current.window, body)
        } catch {
          throw Diagnostic(
            code: "journal.format", exitCode: .badData,
            message: "\(path) holds a record at offset \(current.offset) that this program does not know",
            hint: "read it with the version of friday that wrote it")
        }
        current.pass(header)
        if header.isRecord {
          passed = header.sequence
          position = max(position, header.sequence)
        }
        return JournalEntry(
          sequence: header.sequence, kind: kind, isPoint: header.flags & RecordHeader.isPoint != 0, isRestated: !header.isRecord || isOld,
          record: record)
      case .end:
        // A segment that was closed without a record bears the number of the next one itself.
        let following = passed + 1
        guard following != current.firstSequence, try folder.segments().contains(following) else { return nil }
        current = try SegmentReader(folder.segmentPath(first: following))
      case .blank, .bad:
        let later = try folder.segments().contains { $0 > passed && $0 > current.firstSequence }
        if later || progress.map({ passed < $0.lastSequence }) == true {
          throw SegmentSummary.damaged(current.file.path, current.offset, "no whole record stands here although later records exist")
        }
        return nil
      }
    }
  }
}
