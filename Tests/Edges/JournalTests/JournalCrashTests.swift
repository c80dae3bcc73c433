import Domain
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Journal

@Suite("a journal whose process or disk fails", .serialized, .timeLimit(.minutes(3))) struct JournalCrashTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Appends until another thread of the process kills it in the middle; tells after each append, by a write of its own, that it was acknowledged.
  private static func appendUntilKilled(_ path: String, _ acknowledged: String, after target: UInt64, _ policy: SyncPolicy) throws {
    let writer = try JournalWriter.open(path, options: JournalOptions(segmentBytes: 16_384, sync: policy))
    try Data().write(to: URL(fileURLWithPath: acknowledged))
    let said = try FileHandle(forWritingTo: URL(fileURLWithPath: acknowledged))
    let progress = writer.progress
    Thread.detachNewThread {
      while progress.records < target {}
      ThisProcess.killItself()
    }
    var number = 0
    while true {
      try writer.append(trade: number)
      try said.write(contentsOf: Data([1]))
      number += 1
      if policy == .everyBatch, number % 50 == 0 { try writer.endBatch() }
    }
  }

  private func examine(_ path: String, _ acknowledged: String) throws -> String {
    let acks = try Data(contentsOf: URL(fileURLWithPath: acknowledged)).count
    let writer = try JournalWriter.open(path, options: JournalOptions(segmentBytes: 16_384))
    let records = Int(writer.openReport.records)
    #expect(acks > 0 && records >= acks && records <= acks + 1, "\(acks) acknowledged, \(records) in the journal")
    try writer.append(trade: records)
    try writer.close()
    #expect(try writer.folder.tradeIDs() == (0...records).map(Int64.init))
    return "\(acks) acknowledged, \(records) found, \(writer.openReport.tornBytes) torn bytes, \(writer.openReport.segments) segments"
  }

  @Test("kill -9 in the middle of appending loses no acknowledged record, under any policy") func killed() async throws {
    for (round, target) in [UInt64(1), 333, 1207, 2411].enumerated() {
      let (journal, said) = (folder.path("never-\(round)"), folder.path("said-\(round)"))
      await #expect(processExitsWith: .signal(SIGKILL)) { [journal = journal as String, said = said as String, target = target as UInt64] in
        try Self.appendUntilKilled(journal, said, after: target, .never)
      }
      print("kill -9 under never: \(try examine(journal, said))")
    }
    let (journal, said) = (folder.path("batches"), folder.path("said"))
    await #expect(processExitsWith: .signal(SIGKILL)) { [journal = journal as String, said = said as String] in
      try Self.appendUntilKilled(journal, said, after: 777, .everyBatch)
    }
    print("kill -9 under every batch: \(try examine(journal, said))")
  }

  /// Appends until there is no room, and looks at what is said and kept.
  private static func fill(_ path: String, segmentBytes: Int) throws -> Int {
    let writer = try JournalWriter.open(path, options: JournalOptions(segmentBytes: segmentBytes))
    var number = 0
    var refusal: Diagnostic?
    while refusal == nil, number < 1_000_000 {
      do throws(Diagnostic) {
        try writer.append(trade: number)
        number += 1
      } catch {
        refusal = error
      }
    }
    #expect(refusal?.code == "journal.disk_full" && refusal?.exitCode == .unavailable, "\(refusal.map { "\($0)" } ?? "no refusal")")
    #expect(refusal?.message.contains(path) == true && refusal?.hint != nil)
    // It stays refused, what was acknowledged is all there, and closing still works.
    let again = #expect(throws: Diagnostic.self) { try writer.append(trade: 0) }
    #expect(again?.code == "journal.disk_full" && writer.progress.failure != nil)
    try writer.close()
    #expect(try writer.folder.tradeIDs() == (0..<number).map(Int64.init))
    #expect(try JournalStat.read(writer.folder).tornBytes == 0)
    return number
  }

  @Test("a full disk is an error at the roll-over, never a signal, and loses nothing") func fullDisk() async throws {
    let place = folder.path("small")
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    let mounted = try await FridayProcess.run(["-t", "tmpfs", "-o", "size=1m", "tmpfs", place], executable: "/bin/mount")
    guard mounted.exitCode == 0 else {
      print(
        "skipped: the journal on a full disk (no tmpfs can be mounted here: \(mounted.talk)); the limit on file sizes below stands in for it"
      )
      return
    }
    defer {
      let unmount = Process()
      unmount.executableURL = URL(fileURLWithPath: "/bin/umount")
      unmount.arguments = [place]
      try? unmount.run()
      unmount.waitUntilExit()
    }
    let count = try Self.fill(place + "/journal", segmentBytes: 256 << 10)
    print("full disk: refused after \(count) records on a tmpfs of 1 MiB")
    // Opened again on the full disk it says so, and takes nothing away.
    if let writer = try? JournalWriter.open(place + "/journal", options: JournalOptions(segmentBytes: 1 << 20)) {
      Issue.record("a segment of a mebibyte cannot fit: \(writer.openReport)")
    }
    #expect(try JournalFolder(place + "/journal").tradeIDs().count == count)
  }

  @Test("a limit on file sizes is an error when a segment is made, never a signal") func sizeLimit() async throws {
    let path = folder.path("limited")
    await #expect(processExitsWith: .success) { [path = path as String] in
      ThisProcess.limitFiles(to: 100_000)
      let refusal = #expect(throws: Diagnostic.self) { try JournalWriter.open(path, options: JournalOptions(segmentBytes: 1 << 17)) }
      #expect(refusal?.code == "journal.disk_full")
      // A segment that fits is taken.
      let writer = try JournalWriter.open(path, options: JournalOptions(segmentBytes: 1 << 16))
      for number in 0..<5000 { try writer.append(trade: number) }
      try writer.close()
    }
    #expect(try JournalFolder(path).tradeIDs().count == 5000)
  }
}
