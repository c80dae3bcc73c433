public import Domain

/// What a journal holds.
public struct JournalStat: Hashable, Sendable {
  public var records: UInt64 = 0
  public var points: UInt64 = 0
  /// Bytes of whole records and headers.
  public var bytes: Int = 0
  public var segments: Int = 0
  /// Bytes behind the last whole record: what a killed process did not finish.
  public var tornBytes: Int = 0
  public var firstSequence: UInt64?
  public var lastSequence: UInt64?
  /// Earliest and latest time of a record.
  public var first: Timestamp?
  public var last: Timestamp?
  /// Uploaders' positions by destination.
  public var cursors: [String: UInt64] = [:]

  /// Reads every record of every segment, each by its checksum.
  ///
  /// - Throws: a ``Domain/Diagnostic`` (exit 65) that names file and offset of the first damage.
  public static func read(_ folder: JournalFolder) throws(Diagnostic) -> JournalStat {
    var stat = JournalStat()
    let segments = try folder.segments()
    for first in segments {
      let summary = try SegmentSummary.read(folder.segmentPath(first: first), isLast: first == segments.last)
      if let last = stat.lastSequence, last + 1 != first {
        throw SegmentSummary.damaged(summary.path, 16, "records \(last + 1) … \(first - 1) before it are missing")
      }
      stat.records += summary.records
      stat.points += summary.points
      stat.bytes += summary.usedBytes
      stat.segments += 1
      stat.tornBytes += summary.tornBytes
      if summary.records > 0 {
        stat.firstSequence = stat.firstSequence ?? summary.firstSequence
        stat.lastSequence = summary.lastSequence
      }
      if let time = summary.first { stat.first = min(stat.first ?? time, time) }
      if let time = summary.last { stat.last = max(stat.last ?? time, time) }
    }
    stat.cursors = folder.cursors()
    return stat
  }
}
