import Domain
import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite("the journal", .timeLimit(.minutes(5))) struct JournalRoundTripTests {
  /// Lives as long as the test; vanishes with it.
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("reads back every kind of record exactly, over seeds", arguments: 1...6) func kinds(_ seed: UInt64) throws {
    var dice = RecordDice(seed: seed)
    let writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 1 << 16, exchange: "dice"))
    var expected: [String] = []
    for _ in 0..<60 {
      for kind in RecordKind.allCases where kind != .end {
        let record = dice.record(kind)
        let before = writer.recordCount
        try writer.append(record)
        // The same statement again is no record.
        if writer.recordCount > before { expected.append(RecordDice.text(record)) }
      }
    }
    try writer.close()
    let entries = try writer.folder.entries()
    let new = entries.filter { !$0.isRestated }
    #expect(new.map { RecordDice.text($0.record) } == expected, "seed \(seed)")
    #expect(new.map(\.sequence) == Array(1...UInt64(expected.count)), "seed \(seed): 1, 2, 3 … without a gap")
    #expect(try writer.folder.segments().count > 1 && writer.recordCount == UInt64(expected.count))
  }

  @Test("holds in every segment the statements that its records need") func restated() throws {
    let writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 4096))
    try writer.stateAll()
    for number in 0..<500 { try writer.append(trade: number) }
    try writer.close()
    let segments = try writer.folder.segments()
    #expect(segments.count > 5)
    for first in segments {
      var reader = try JournalReader(writer.folder, after: first - 1)
      var schema = Set<Int>()
      for _ in 0..<2 {
        let entry = try #require(try reader.next())
        guard case .instrument(_, let id, _) = entry.record else {
          Issue.record("segment \(first) does not begin with its statements")
          continue
        }
        schema.insert(Int(id.index))
        #expect(entry.isRestated == (first > 1))
      }
      #expect(schema == [0, 1])
    }
    #expect(try writer.folder.tradeIDs() == (0..<500).map(Int64.init))
  }

  @Test("counts its sequence on over a restart and over an empty segment") func restart() throws {
    for round in 0..<4 {
      let writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 8192))
      #expect(
        writer.openReport.nextSequence == UInt64(round * 13 + 1) && writer.openReport.tornBytes == 0 && writer.openReport.tornAt == nil)
      #expect(writer.openReport.records == UInt64(round * 13))
      try writer.stateAll()
      for number in 0..<10 { try writer.append(trade: round * 10 + number) }
      try writer.close()
      // Opened and closed without a record: no trace but an empty segment.
      try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 8192)).close()
    }
    #expect(try JournalFolder(folder.path).tradeIDs() == (0..<40).map(Int64.init))
    let stat = try JournalStat.read(JournalFolder(folder.path))
    #expect(stat.records == 52 && stat.points == 40 && stat.tornBytes == 0 && stat.firstSequence == 1 && stat.lastSequence == 52)
    #expect(stat.first == Timestamp(nanoseconds: 1) && stat.last == Timestamp(nanoseconds: 40))
  }

  @Test("states an instrument anew when it has changed, and not when it is the same") func statements() throws {
    let writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 4096))
    var instrument = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8)
    for _ in 0..<3 { try writer.append(instrument: instrument, id: InstrumentID(0)) }
    #expect(writer.recordCount == 1)
    instrument.priceDecimals = 2
    try writer.append(instrument: instrument, id: InstrumentID(0))
    try writer.append(instrument: instrument, id: InstrumentID(1))
    #expect(writer.recordCount == 3)
    // A statement that was compared and dropped leaves nothing behind.
    let path = try writer.folder.onlySegment()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let summary = try SegmentSummary.read(path, isLast: true)
    #expect(summary.tornBytes == 0 && bytes[summary.usedBytes...].allSatisfy { $0 == 0 })
    try writer.close()
  }

  @Test("refuses names that it could not keep whole, and a record that no segment holds") func limits() throws {
    let writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 4096))
    let long = FeatureSchema(name: "s", version: 1, columns: [String(repeating: "x", count: 5000)])
    let name = #expect(throws: Diagnostic.self) {
      try writer.append(model: ModelVersion(name: "m", version: "1"), index: 0, schema: long, horizonNanoseconds: 1)
    }
    #expect(name?.code == "journal.name_too_long")
    let wide = FeatureSchema(name: "s", version: 1, columns: (0..<128).map { "a column with a longer name \($0)" })
    let size = #expect(throws: Diagnostic.self) {
      try writer.append(model: ModelVersion(name: "m", version: "1"), index: 0, schema: wide, horizonNanoseconds: 1)
    }
    #expect(size?.code == "journal.record_too_large")
    // A refusal is no failure: the next record is taken.
    try writer.append(trade: 1)
    try writer.close()
    let closed = #expect(throws: Diagnostic.self) { try writer.append(trade: 2) }
    #expect(closed?.code == "journal.closed")
    #expect(try writer.folder.tradeIDs() == [1])
  }

  @Test("cuts an overlong text at a character, so that the record stays readable") func longText() throws {
    let writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 1 << 16))
    let order = NewOrder(
      clientID: String(repeating: "🙂", count: 2000), instrument: InstrumentID(0), symbol: "S", side: .buy, kind: .market,
      quantity: Quantity(units: 1), time: Timestamp(nanoseconds: 1))
    try writer.append(order: order)
    try writer.close()
    guard case .order(let read)? = try writer.folder.entries().first?.record else {
      Issue.record("no order")
      return
    }
    #expect(read.clientID == String(repeating: "🙂", count: 1024))
  }

  @Test("is followed by a reader beside the writer, up to what was published") func follows() throws {
    let writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 4096))
    var reader = try JournalReader(writer.folder, progress: writer.progress)
    #expect(try reader.next() == nil)
    var read: [Int64] = []
    for number in 0..<300 {
      try writer.append(trade: number)
      if number % 7 == 0 {
        while let entry = try reader.next() { if case .trade(let trade, _) = entry.record { read.append(trade.id) } }
        #expect(read.count == number + 1)
      }
    }
    #expect(try reader.next(through: 250) == nil && reader.position >= 250)
    try writer.close()
    while let entry = try reader.next() { if case .trade(let trade, _) = entry.record { read.append(trade.id) } }
    #expect(read == (0..<300).map(Int64.init))
  }

  @Test("is written by one process at a time") func twoWriters() throws {
    let first = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 4096))
    let refusal = #expect(throws: Diagnostic.self) { try JournalWriter.open(folder.path) }
    #expect(refusal?.code == "journal.locked" && refusal?.exitCode == .unavailable && refusal?.message.contains(folder.path) == true)
    try first.append(trade: 1)
    try first.close()
    try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 4096)).close()
    #expect(try first.folder.tradeIDs() == [1])
  }

  @Test("says what is wrong with the place it is given") func places() throws {
    let file = try folder.write("no folder", to: "file")
    let onFile = #expect(throws: Diagnostic.self) { try JournalWriter.open(file) }
    #expect(onFile?.code == "journal.unwritable" && onFile?.exitCode == .badConfiguration)
    let missing = #expect(throws: Diagnostic.self) { try JournalStat.read(JournalFolder(folder.path("absent"))) }
    #expect(missing?.code == "journal.missing" && missing?.exitCode == .badData)
    #expect(JournalFolder.within(folder.path).path == folder.path)
    try FileManager.default.createDirectory(atPath: folder.path("journal"), withIntermediateDirectories: false)
    #expect(JournalFolder.within(folder.path + "/").path == folder.path("journal"))
  }
}
