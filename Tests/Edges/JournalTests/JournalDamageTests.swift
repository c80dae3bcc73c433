import Domain
import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite("a damaged journal", .timeLimit(.minutes(5))) struct JournalDamageTests {
  /// Lives as long as the test; vanishes with it.
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let options = JournalOptions(segmentBytes: 8192)

  enum Damage: CaseIterable { case truncated, zeroed, garbage }

  /// A journal as a killed process leaves it: no end mark, the file at its full size. Returns the segment's bytes and where each record ends.
  private func killed(_ count: Int, _ folder: TemporaryFolder, seed: UInt64) throws -> (path: String, bytes: [UInt8], ends: [Int]) {
    let writer = try JournalWriter.open(folder.path, options: Self.options)
    var dice = RecordDice(seed: seed)
    var ends: [Int] = []
    for _ in 0..<count {
      try writer.append(dice.record([.trade, .prediction, .outcome, .order].randomElement(using: &dice.dice)!))
      ends.append(writer.segmentEnd)
    }
    let path = try writer.folder.onlySegment()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    try writer.close()
    return (path, bytes, ends)
  }

  private func put(_ bytes: some Sequence<UInt8>, _ path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

  @Test("loses nothing but the record that was not finished, at every offset of it", arguments: Damage.allCases) func tornTail(
    _ damage: Damage
  ) throws {
    let (path, bytes, ends) = try killed(8, folder, seed: 3)
    let (start, end) = (ends[6], ends[7])
    var dice = SeededGenerator(seed: 11)
    for offset in start..<end {
      var torn = bytes
      var expectedTorn = 0
      switch damage {
      case .truncated: torn.removeSubrange(offset...)
      case .zeroed: for index in offset..<end { torn[index] = 0 }
      case .garbage: for index in offset..<end { torn[index] = UInt8.random(in: 1...255, using: &dice) }
      }
      let tail = torn[start..<min(end, torn.count)]
      expectedTorn = (tail.lastIndex { $0 != 0 } ?? start - 1) + 1 - start
      // The bytes taken away may have been zero: then the record is whole, and stays.
      let isWhole = Array(torn.prefix(end)) == Array(bytes.prefix(end))
      try FileManager.default.removeItem(atPath: folder.path)
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
      try put(torn, path)

      let stat = try JournalStat.read(JournalFolder(folder.path))
      #expect(stat.records == (isWhole ? 8 : 7) && stat.tornBytes == (isWhole ? 0 : expectedTorn), "\(damage) from \(offset)")
      let writer = try JournalWriter.open(folder.path, options: Self.options)
      let report = writer.openReport
      #expect(report.records == (isWhole ? 8 : 7) && report.nextSequence == report.records + 1, "\(damage) from \(offset)")
      #expect(report.tornBytes == (isWhole ? 0 : expectedTorn), "\(damage) from \(offset)")
      #expect(
        (report.tornAt != nil) == (report.tornBytes > 0) && report.tornAt.map { $0.contains("\(start)") && $0.contains(path) } ?? true)
      try writer.append(trade: 4711)
      try writer.close()
      let entries = try writer.folder.entries()
      #expect(entries.map(\.sequence) == Array(1...(report.records + 1)), "\(damage) from \(offset)")
      #expect(try JournalStat.read(writer.folder).tornBytes == 0)
    }
    print("torn tail, \(damage): \(end - start) offsets of the last record")
  }

  @Test("is refused with file and offset wherever a byte in its middle is flipped, and stays as it is") func flippedByte() throws {
    let (path, bytes, ends) = try killed(6, folder, seed: 5)
    // Behind the flip stands at least one whole record.
    for offset in 0..<ends[4] {
      for bit in [UInt8(1), 0x80] {
        var flipped = bytes
        flipped[offset] ^= bit
        try put(flipped, path)
        let refusal = #expect(throws: Diagnostic.self, "bit \(bit) of byte \(offset)") {
          try JournalWriter.open(folder.path, options: Self.options)
        }
        let record = ends.first { $0 > offset }.flatMap { end in ends.firstIndex(of: end) }!
        let place = offset < SegmentHeader.size ? 0 : record == 0 ? SegmentHeader.size : ends[record - 1]
        #expect(refusal?.exitCode == .badData)
        #expect(
          refusal?.message.contains(path) == true && refusal?.message.contains("offset \(place)") == true,
          "\(offset): \(refusal?.message ?? "")")
        #expect(refusal?.hint != nil)
        #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == flipped, "byte \(offset): the file was changed")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.filter { $0.hasSuffix(".journal") }.count == 1)
        #expect(throws: Diagnostic.self) { try JournalStat.read(JournalFolder(folder.path)) }
      }
    }
    // Given back as it was, it is whole again.
    try put(bytes, path)
    let writer = try JournalWriter.open(folder.path, options: Self.options)
    #expect(writer.openReport.records == 6 && writer.openReport.tornBytes == 0)
    try writer.close()
  }

  @Test("is refused in a segment before the last one, also at its very end") func earlierSegment() throws {
    let writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 4096))
    for number in 0..<200 { try writer.append(trade: number) }
    try writer.close()
    let segments = try writer.folder.segments()
    let path = writer.folder.segmentPath(first: segments[1])
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    for offset in [0, 70, bytes.count / 2, bytes.count - RecordHeader.size - 1, bytes.count - 1] {
      var flipped = bytes
      flipped[offset] ^= 4
      try put(flipped, path)
      let refusal = #expect(throws: Diagnostic.self, "byte \(offset)") { try JournalWriter.open(folder.path) }
      #expect(refusal?.message.contains(path) == true && refusal?.message.contains("offset") == true)
      // A reader hands out what stands before it, and no record behind it.
      var reader = try JournalReader(writer.folder)
      var read = 0
      #expect(throws: Diagnostic.self, "byte \(offset)") { while try reader.next() != nil { read += 1 } }
      #expect(read < 200)
    }
    try put(bytes, path)
    // A segment that is gone is a gap, and a gap is refused.
    try FileManager.default.moveItem(atPath: path, toPath: folder.path("aside"))
    let gap = #expect(throws: Diagnostic.self) { try JournalWriter.open(folder.path) }
    #expect(gap?.message.contains("missing") == true)
    #expect(throws: Diagnostic.self) { try JournalStat.read(writer.folder) }
    try FileManager.default.moveItem(atPath: folder.path("aside"), toPath: path)
    try JournalWriter.open(folder.path).close()
  }

  @Test("that was closed in order is refused for any flip before its end mark, and loses nothing by one in the mark") func sealed() throws {
    let writer = try JournalWriter.open(folder.path, options: Self.options)
    for number in 0..<5 { try writer.append(trade: number) }
    try writer.close()
    let path = try writer.folder.onlySegment()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    for offset in stride(from: SegmentHeader.size, to: bytes.count, by: 1) {
      var flipped = bytes
      flipped[offset] ^= 0x20
      try put(flipped, path)
      if offset < bytes.count - RecordHeader.size {
        #expect(throws: Diagnostic.self, "byte \(offset)") { try JournalWriter.open(folder.path, options: Self.options) }
      } else {
        let again = try JournalWriter.open(folder.path, options: Self.options)
        #expect(again.openReport.records == 5 && again.openReport.tornBytes > 0, "byte \(offset)")
        try again.close()
        #expect(try again.folder.tradeIDs() == [0, 1, 2, 3, 4])
      }
    }
  }

  @Test("is started again when a segment was made and no record reached it") func recordless() throws {
    let (path, bytes, _) = try killed(3, folder, seed: 9)
    let journal = JournalFolder(folder.path)
    for (what, content) in [
      ("nothing", []), ("zeros", [UInt8](repeating: 0, count: 8192)), ("a header", SegmentHeader.bytes(firstSequence: 4)),
      ("a header and zeros", SegmentHeader.bytes(firstSequence: 4) + [UInt8](repeating: 0, count: 4096)),
      ("a header and an unfinished record", SegmentHeader.bytes(firstSequence: 4) + [0, 0, 0, 0, 1, 2, 3]),
    ] {
      for first in try journal.segments() { JournalFolder.remove(journal.segmentPath(first: first)) }
      try put(bytes, path)
      try put(content, journal.segmentPath(first: 4))
      let writer = try JournalWriter.open(folder.path, options: Self.options)
      #expect(writer.openReport.records == 3 && writer.openReport.nextSequence == 4, "\(what)")
      #expect(writer.openReport.tornBytes == (what.contains("unfinished") ? 7 : 0), "\(what)")
      try writer.append(trade: 1)
      try writer.close()
      #expect(try journal.entries().count == 4, "\(what)")
      #expect(try JournalStat.read(journal).tornBytes == 0, "\(what)")
    }
    // Bytes without a header are not nothing.
    try put([UInt8](repeating: 0, count: 100) + [7], journal.segmentPath(first: 5))
    let refusal = #expect(throws: Diagnostic.self) { try JournalWriter.open(folder.path, options: Self.options) }
    #expect(refusal?.code == "journal.header")
  }

  @Test("of another format version is refused by its number") func otherVersion() throws {
    var header = SegmentHeader.bytes(firstSequence: 1)
    header[8] = 9
    let checksum = Checksum.crc32c(header, 0..<60)
    for index in 0..<4 { header[60 + index] = UInt8(truncatingIfNeeded: checksum >> UInt32(8 * index)) }
    try put(header, JournalFolder(folder.path).segmentPath(first: 1))
    let refusal = #expect(throws: Diagnostic.self) { try JournalWriter.open(folder.path) }
    #expect(refusal?.message.contains("version 9") == true)
  }

  @Test("has the checksums that the standard gives") func checksum() {
    // RFC 3720, appendix B.4.
    let vectors: [([UInt8], UInt32)] = [
      (Array(repeating: 0, count: 32), 0x8a91_36aa), (Array(repeating: 0xff, count: 32), 0x62a8_ab43), (Array(0..<32), 0x46dd_794e),
      (Array((0..<32).reversed()), 0x113f_db5c), (Array("123456789".utf8), 0xe306_9283), ([], 0),
    ]
    for (bytes, expected) in vectors { #expect(Checksum.crc32c(bytes, 0..<bytes.count) == expected) }
    // The naive twin: bit by bit, any length and place.
    var dice = SeededGenerator(seed: 1)
    let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &dice) }
    for start in 0..<20 {
      for end in stride(from: start, to: 200, by: 7) {
        var crc: UInt32 = ~0
        for byte in bytes[start..<end] {
          crc ^= UInt32(byte)
          for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
        }
        #expect(Checksum.crc32c(bytes, start..<end) == ~crc)
      }
    }
  }
}
