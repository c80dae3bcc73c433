import Domain

/// Reads one segment from its head, record by record, checking each.
struct SegmentReader {
  /// What stands at the present offset.
  enum Step {
    /// A whole record; its body is the range of ``SegmentReader/window``.
    case record(RecordHeader, RecordKind, body: Range<Int>)
    /// The mark of an orderly end.
    case end
    /// Nothing was written here yet, or the file ends here.
    case blank
    /// Bytes that are no record, at ``SegmentReader/offset``.
    case bad
  }

  let file: JournalFile
  let firstSequence: UInt64
  /// Offset in the file of the next record.
  private(set) var offset = SegmentHeader.size
  private(set) var window: [UInt8] = []
  private var windowStart = 0
  private let windowSize: Int

  /// - Parameter windowSize: bytes read at a time; more when a record is larger.
  /// - Throws: a ``Diagnostic`` that names file and offset when the header is damaged.
  init(_ path: String, windowSize: Int = 256 << 10) throws(Diagnostic) {
    file = try JournalFile.reading(path)
    self.windowSize = max(windowSize, 4096)
    switch SegmentHeader.read(try file.read(at: 0, count: SegmentHeader.size)) {
    case .success(let sequence): firstSequence = sequence
    case .failure(let fault):
      throw Diagnostic(
        code: "journal.header", exitCode: .badData, message: "\(path) is no journal segment at offset 0: \(fault.reason)",
        hint: "move \(path) aside and start again; friday journal verify shows what the other segments hold")
    }
  }

  /// Looks at the next record without passing it. What was not there a moment ago is looked for anew.
  mutating func peek() throws(Diagnostic) -> Step {
    for attempt in 0..<2 {
      if attempt == 1 || windowStart > offset || windowStart + window.count < offset + RecordHeader.size { try fill(windowSize) }
      if windowStart + window.count < offset + RecordHeader.size {
        // Less than a header to the end of the file.
        let rest = window.dropFirst(offset - windowStart)
        return rest.allSatisfy { $0 == 0 } ? .blank : .bad
      }
      var start = offset - windowStart
      let header = RecordHeader(window, at: start)
      guard header.isPlausible, let kind = RecordKind(rawValue: header.kind) else {
        if attempt == 0 { continue }
        return header.length == 0 ? .blank : .bad
      }
      if start + header.length > window.count {
        try fill(max(windowSize, header.length))
        start = 0
        if header.length > window.count { return .bad }
      }
      if Checksum.record(window, at: start, length: header.length) != header.checksum {
        if attempt == 0 { continue }
        return .bad
      }
      if kind == .end { return .end }
      return .record(header, kind, body: start + RecordHeader.size..<start + header.length)
    }
    return .bad
  }

  /// Passes the record seen by ``peek()``.
  mutating func pass(_ header: RecordHeader) { offset += header.length }

  private mutating func fill(_ count: Int) throws(Diagnostic) {
    window = try file.read(at: offset, count: count)
    windowStart = offset
  }
}
