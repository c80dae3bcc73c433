import Domain

/// What one segment holds.
struct SegmentSummary {
  var path: String
  var firstSequence: UInt64
  /// `firstSequence - 1` while it holds no record.
  var lastSequence: UInt64
  var records: UInt64 = 0
  var points: UInt64 = 0
  /// Bytes up to the end of the last whole record.
  var usedBytes = SegmentHeader.size
  /// Size of the file.
  var fileBytes = 0
  /// It was closed in order.
  var isSealed = false
  /// Bytes behind the last whole record that are not zero.
  var tornBytes = 0
  var first: Timestamp?
  var last: Timestamp?

  /// Reads a whole segment.
  ///
  /// - Parameter isLast: only the last segment may have a torn tail.
  /// - Throws: a ``Diagnostic`` (exit 65) that names file and offset when a record in the middle is damaged: one behind which whole records follow.
  static func read(_ path: String, isLast: Bool) throws(Diagnostic) -> SegmentSummary {
    var reader = try SegmentReader(path, windowSize: 1 << 20)
    var summary = SegmentSummary(path: path, firstSequence: reader.firstSequence, lastSequence: reader.firstSequence &- 1)
    summary.fileBytes = reader.file.byteCount
    reading: while true {
      switch try reader.peek() {
      case .record(let header, let kind, let body):
        if header.isRecord {
          guard header.sequence == summary.lastSequence &+ 1 else {
            throw damaged(path, reader.offset, "record \(header.sequence) stands where \(summary.lastSequence &+ 1) is due")
          }
          summary.lastSequence = header.sequence
          summary.records += 1
          if header.flags & RecordHeader.isPoint != 0 { summary.points += 1 }
          if let time = RecordBody.time(kind, reader.window, body) {
            summary.first = min(summary.first ?? time, time)
            summary.last = max(summary.last ?? time, time)
          }
        }
        reader.pass(header)
        summary.usedBytes = reader.offset
      case .end:
        summary.isSealed = true
        summary.usedBytes = reader.offset + RecordHeader.size
        return summary
      case .blank, .bad:
        try summary.judgeTail(reader)
        break reading
      }
    }
    if !isLast {
      throw damaged(path, reader.offset, "the segment ends without its end mark although later segments follow")
    }
    return summary
  }

  /// How much was begun and not finished in a segment that holds no whole record; `nil` when it holds one.
  ///
  /// - Throws: as ``read(_:isLast:)``, and for a header that is neither whole nor absent with everything behind it.
  static func tornBytes(ofRecordless path: String) throws(Diagnostic) -> Int? {
    let file = try JournalFile.reading(path)
    let head = try file.read(at: 0, count: SegmentHeader.size)
    var offset = head.count
    var isBlank = !head.contains { $0 != 0 }
    while isBlank {
      let piece = try file.read(at: offset, count: 1 << 20)
      if piece.isEmpty { return 0 }
      isBlank = !piece.contains { $0 != 0 }
      offset += piece.count
    }
    let summary = try read(path, isLast: true)
    return summary.records == 0 ? summary.tornBytes : nil
  }

  /// Torn tail or damage in the middle? Damage is what whole records of this segment follow.
  private mutating func judgeTail(_ reader: SegmentReader) throws(Diagnostic) {
    let rest = try reader.file.read(at: reader.offset, count: max(0, fileBytes - reader.offset))
    guard let lastByte = rest.lastIndex(where: { $0 != 0 }) else { return }
    let used = lastByte + 1
    var start = 1
    while start + RecordHeader.size <= rest.count, start < used {
      let header = RecordHeader(rest, at: start)
      if header.isPlausible, start + header.length <= rest.count,
        header.sequence >= firstSequence, header.sequence &- lastSequence < 1 << 32 || header.kind == RecordKind.end.rawValue,
        Checksum.record(rest, at: start, length: header.length) == header.checksum
      {
        throw Self.damaged(path, reader.offset, "a checksum does not agree and whole records follow from offset \(reader.offset + start)")
      }
      start += 1
    }
    tornBytes = used
  }

  static func damaged(_ path: String, _ offset: Int, _ why: String) -> Diagnostic {
    Diagnostic(
      code: "journal.checksum", exitCode: .badData, message: "\(path) is damaged at offset \(offset): \(why)",
      hint: "run friday journal verify to see how much is whole, then move that segment aside; nothing was changed or deleted")
  }
}
