import Domain
import Foundation
import Ports
import Synchronization
import TestSupport
import Testing

@testable import Journal

@Suite("journal sync", .timeLimit(.minutes(2))) struct JournalSyncTests {
  /// Lives as long as the test; vanishes with it.
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ folder: TemporaryFolder, _ policy: SyncPolicy, segmentBytes: Int = 1 << 16) throws -> JournalWriter {
    try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: segmentBytes, sync: policy))
  }

  @Test("every batch: everything is on the disk when the batch has ended, and before an order leaves") func everyBatch() throws {
    let writer = try open(folder, .everyBatch)
    for number in 0..<3 { try writer.append(trade: number) }
    #expect(writer.progress.syncedSequence == 0 && writer.progress.syncCount == 0)
    try writer.endBatch()
    #expect(writer.progress.syncedSequence == 3 && writer.progress.syncCount == 1)
    try writer.endBatch()
    #expect(writer.progress.syncCount == 1, "nothing new, nothing to wait for")
    var dice = RecordDice(seed: 1)
    try writer.append(dice.record(.order))
    #expect(writer.progress.syncedSequence == 4 && writer.progress.syncCount == 2 && writer.progress.lastSyncSeconds > 0)
    try writer.close()
  }

  @Test("every 100 ms: the thread behind syncs by itself, the writer never") func every() async throws {
    let writer = try open(folder, .every(milliseconds: 100))
    try writer.append(trade: 1)
    try writer.endBatch()
    #expect(writer.progress.syncedSequence == 0)
    // The source hears of records only when they are on the disk.
    var news = JournalPointSource(following: writer.service).additions().makeAsyncIterator()
    let service = writer.service
    let start = ContinuousClock.now
    let running = Task { await service.run() }
    #expect(await news.next() != nil)
    #expect(writer.progress.syncedSequence == 1 && writer.progress.syncCount == 1)
    for number in 2...4 {
      try writer.append(trade: number)
      #expect(await news.next() != nil)
      #expect(writer.progress.syncedSequence == UInt64(number) && writer.progress.syncCount == UInt64(number))
    }
    // Three more rounds take three periods: it does not sync at each record. (How late it may be is the machine's matter.)
    let elapsed = ContinuousClock.now - start
    #expect(elapsed >= .milliseconds(250), "\(elapsed)")
    try writer.close()
    await running.value
    #expect(await news.next() != nil, "woken once more by the end")
    #expect(await news.next() == nil)
  }

  @Test("never: records leave without any sync, which only closing does") func never() async throws {
    let writer = try open(folder, .never)
    try writer.stateAll()
    for number in 0..<5 { try writer.append(trade: number) }
    try writer.endBatch()
    for _ in 0..<3 { writer.service.step() }
    #expect(writer.progress.syncCount == 0 && writer.progress.syncedSequence == 0)
    let batch = try await JournalPointSource(following: writer.service).points(after: .start, maximumPoints: 10)
    #expect(batch.count == 5 && writer.progress.syncCount == 0)
    try writer.close()
    #expect(writer.progress.syncCount == 1 && writer.progress.syncedSequence == 8)
  }

  @Test("nothing leaves the process before it is on the disk") func nothingLeavesUnsynced() async throws {
    let writer = try open(folder, .every(milliseconds: 100))
    try writer.stateAll()
    for number in 0..<5 { try writer.append(trade: number) }
    let source = JournalPointSource(following: writer.service)
    // Caught up with the last sync, the source has the rest synced itself.
    let first = try await source.points(after: .start, maximumPoints: 10)
    #expect(first.count == 5 && writer.progress.syncedSequence == 8)
    try writer.append(trade: 5)
    try writer.append(trade: 6)
    let middle = try await source.points(after: PointCursor(sequence: 7), maximumPoints: 10)
    #expect(middle.count == 1 && middle.end.sequence == 8, "the two records behind are not on the disk yet")
    try writer.close()
  }

  @Test("makes the next segment ready behind the writer, and bounds how many wait for the disk") func segments() throws {
    var options = JournalOptions(segmentBytes: 4096, sync: .every(milliseconds: 100))
    options.maximumUnsyncedSegments = 2
    let writer = try JournalWriter.open(folder.path, options: options)
    #expect(!FileManager.default.fileExists(atPath: writer.folder.preparedPath))
    writer.service.step()
    #expect(FileManager.default.fileExists(atPath: writer.folder.preparedPath))
    for number in 0..<1000 {
      try writer.append(trade: number)
      #expect(writer.core.state.withLock { $0.unsynced.count } <= 3)
    }
    #expect(writer.progress.syncCount > 5, "with no thread behind, the bound makes the writer sync")
    try writer.close()
    #expect(!FileManager.default.fileExists(atPath: writer.folder.preparedPath))
    #expect(try writer.folder.tradeIDs().count == 1000)
    // Every segment was cut to what it holds.
    for first in try writer.folder.segments() {
      let summary = try SegmentSummary.read(writer.folder.segmentPath(first: first), isLast: false)
      #expect(summary.isSealed && summary.fileBytes == summary.usedBytes)
    }
  }
}
