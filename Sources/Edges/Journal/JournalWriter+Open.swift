public import Domain
import Glibc

extension JournalWriter {
  /// Opens a journal for appending, or makes one.
  ///
  /// An existing journal is verified; a torn tail, left by a process that was killed, is cut off and reported; sequence numbers go on.
  ///
  /// - Throws: a ``Domain/Diagnostic``: exit 69 when another process writes it or the disk is full, 78 when the folder cannot be written,
  ///   65 with file and offset when a record in the middle is damaged. Then nothing was changed.
  public static func open(_ folder: JournalFolder, options: JournalOptions = JournalOptions()) throws(Diagnostic) -> JournalWriter {
    try folder.create()
    let lock: JournalFile
    switch JournalFile.open(folder.lockPath, O_RDWR | O_CREAT) {
    case .success(let file): lock = file
    case .failure(let error): throw JournalFolder.diagnostic(error, "the journal's folder \(folder.path) cannot be written")
    }
    guard lock.lock() else {
      throw Diagnostic(
        code: "journal.locked", exitCode: .unavailable, message: "the journal at \(folder.path) is being written by another process",
        hint: "stop that process, or give this one a folder of its own with --data")
    }
    let report = try repair(folder, options)
    let progress = JournalProgress(sequence: report.nextSequence - 1)
    let core = JournalCore(folder: folder, options: options, progress: progress, lock: lock)
    do throws(Diagnostic) {
      let segment = try core.takeSegment(firstSequence: report.nextSequence)
      JournalFolder.syncNames(folder.path)
      return JournalWriter(core: core, report: report, segment: segment)
    } catch {
      core.close()
      throw error
    }
  }

  /// The same by a folder's path.
  public static func open(_ path: String, options: JournalOptions = JournalOptions()) throws(Diagnostic) -> JournalWriter {
    try open(JournalFolder(path), options: options)
  }

  /// Verifies what is there, removes segments without any record at the end, cuts a torn tail off and closes the last segment in order.
  private static func repair(_ folder: JournalFolder, _ options: JournalOptions) throws(Diagnostic) -> OpenReport {
    var segments = try folder.segments()
    var report = OpenReport(segments: segments.count, records: 0, tornBytes: 0, tornAt: nil, nextSequence: segments.first ?? 1)
    // Segments at the end that never got a record: made, and then nothing came, or it did not reach the disk before the power went.
    var recordless: [String] = []
    while let first = segments.last {
      let path = folder.segmentPath(first: first)
      guard let torn = try SegmentSummary.tornBytes(ofRecordless: path) else { break }
      if torn > 0 { report.tornAt = "\(path) at offset \(SegmentHeader.size)" }
      report.tornBytes += torn
      recordless.append(path)
      segments.removeLast()
    }
    // Only once the rest has been found whole.
    func removeRecordless() { for path in recordless { JournalFolder.remove(path) } }
    guard let lastFirst = segments.last else {
      removeRecordless()
      return report
    }
    var total = 0
    for first in segments { total += try JournalFile.reading(folder.segmentPath(first: first)).byteCount }
    var summaries: [SegmentSummary] = []
    for first in segments where first == lastFirst || total <= options.verifyOnOpenBytes {
      let path = folder.segmentPath(first: first)
      let summary = try SegmentSummary.read(path, isLast: first == lastFirst)
      guard summary.firstSequence == first else {
        throw SegmentSummary.damaged(path, 16, "its first record is \(summary.firstSequence), its name says \(first)")
      }
      if let before = summaries.last, before.lastSequence + 1 != first {
        throw SegmentSummary.damaged(path, 16, "records \(before.lastSequence + 1) … \(first - 1) before it are missing")
      }
      summaries.append(summary)
    }
    guard let last = summaries.last else { return report }
    report.nextSequence = last.lastSequence + 1
    report.records = last.lastSequence + 1 - segments[0]
    report.tornBytes += last.tornBytes
    removeRecordless()
    if last.tornBytes > 0 { report.tornAt = "\(last.path) at offset \(last.usedBytes)" }
    if !last.isSealed { try seal(last) }
    return report
  }

  /// Cuts a segment to its whole records and puts the end mark behind them.
  private static func seal(_ summary: SegmentSummary) throws(Diagnostic) {
    func refused(_ error: SystemError) -> Diagnostic {
      JournalFolder.diagnostic(error, "the journal segment \(summary.path) cannot be closed in order")
    }
    var mark: [UInt8] = []
    func append(_ value: UInt64, _ count: Int) {
      for index in 0..<count { mark.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }
    append(UInt64(RecordHeader.size), 4)
    append(0, 4)
    append(summary.lastSequence, 8)
    append(UInt64(RecordKind.end.rawValue), 1)
    append(0, 1)
    let checksum = Checksum.record(mark, at: 0, length: mark.count)
    for index in 0..<4 { mark[4 + index] = UInt8(truncatingIfNeeded: checksum >> UInt32(8 * index)) }
    switch JournalFile.open(summary.path, O_RDWR) {
    case .failure(let error): throw refused(error)
    case .success(let file):
      if let error = file.truncate(to: summary.usedBytes) ?? file.write(mark, at: summary.usedBytes) ?? file.sync() { throw refused(error) }
    }
  }
}
