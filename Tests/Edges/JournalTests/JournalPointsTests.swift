import Domain
import Foundation
import LineProtocol
import Ports
import TestSupport
import Testing

@testable import Journal

@Suite("the journal as points", .timeLimit(.minutes(2))) struct JournalPointsTests {
  private let folder: TemporaryFolder
  private let writer: JournalWriter

  init() throws {
    folder = try TemporaryFolder()
    writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 8192, sync: .never, exchange: "kraken"))
    try writer.stateAll()
  }

  private func prediction(_ number: Int) -> Prediction {
    Prediction(
      instrument: InstrumentID(1), time: Timestamp(nanoseconds: Int64(number)), model: 0, schemaHash: 0xff, margin: -1.5, probability: 0.25,
      doubledMid: 1)
  }

  @Test("two models' predictions of one tick are two points, and an index stated anew stands for its new model") func shadows() throws {
    func state(_ index: UInt16, _ version: String) throws {
      try writer.append(
        model: ModelVersion(name: "touch", version: version), index: index, schema: RecordDice.small, horizonNanoseconds: 300_000_000_000)
    }
    var shadow = prediction(15)
    shadow.model = 7
    try state(7, "2")
    try writer.append(prediction: prediction(15))
    try writer.append(prediction: shadow)
    try writer.append(outcome: Outcome(prediction: shadow, happened: false, resolved: Timestamp(nanoseconds: 16)))
    try state(7, "3")
    shadow.time = Timestamp(nanoseconds: 17)
    try writer.append(prediction: shadow)
    try writer.close()
    var text = ""
    _ = try JournalExport.lines(of: writer.folder) { text += String(decoding: $0, as: UTF8.self) }
    #expect(
      text == """
        prediction,horizon=5m,model=touch@1,symbol=ETH/USD p_up=0.25,margin=-1.5,features_hash="00000000000000ff" 15
        prediction,horizon=5m,model=touch@2,symbol=ETH/USD p_up=0.25,margin=-1.5,features_hash="00000000000000ff" 15
        prediction,horizon=5m,model=touch@2,symbol=ETH/USD outcome=0i,error=0.0625 15
        prediction,horizon=5m,model=touch@3,symbol=ETH/USD p_up=0.25,margin=-1.5,features_hash="00000000000000ff" 17

        """)
  }

  @Test("writes each kind of record as its measurement") func lines() throws {
    let trade = Trade(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: 10), id: 77, price: Price(units: 6_000_050),
      quantity: Quantity(units: 12_345_000), side: .sell)
    try writer.append(trade: trade, pointTime: Timestamp(nanoseconds: 11))
    var book = BookTop(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 12))
    try writer.append(book: book, pointTime: book.time)
    book.appendBid(BookLevel(price: Price(units: 6_000_000), quantity: Quantity(units: 100_000_000)))
    book.appendAsk(BookLevel(price: Price(units: 6_000_010), quantity: Quantity(units: 1)))
    try writer.append(book: book, pointTime: Timestamp(nanoseconds: 13))
    var features = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 14), schema: RecordDice.small)
    features.set(0, 0.5)
    features.set(2, -3)
    try writer.append(features: features, asPoint: false)
    try writer.append(features: features, asPoint: true)
    try writer.append(prediction: prediction(15))
    try writer.append(outcome: Outcome(prediction: prediction(15), happened: true, resolved: Timestamp(nanoseconds: 16)))
    try writer.append(
      drift: DriftVerdict(
        time: Timestamp(nanoseconds: 17), symbol: "BTC/USD", feature: "a b", test: "ks", kind: .data, statistic: 0.5, pValue: 0.001,
        referenceCount: 600,
        currentCount: 300, drifted: true, severity: .high, reason: "r", guarantee: "g"))
    var dice = RecordDice(seed: 1)
    try writer.append(dice.record(.order))
    try writer.close()
    var text = ""
    let count = try JournalExport.lines(of: writer.folder) { text += String(decoding: $0, as: UTF8.self) }
    #expect(
      text == """
        tick,exchange=kraken,side=sell,symbol=BTC/USD price=60000.5,qty=0.12345,trade_id=77i,seq=4i 11
        book,exchange=kraken,symbol=BTC/USD depth=0i 12
        book,exchange=kraken,symbol=BTC/USD bid=60000,ask=60000.1,bid_qty=1,ask_qty=0.00000001 13
        feature,set=small,symbol=BTC/USD a=0.5,c=-3,present=2i 14
        prediction,horizon=5m,model=touch@1,symbol=ETH/USD p_up=0.25,margin=-1.5,features_hash="00000000000000ff" 15
        prediction,horizon=5m,model=touch@1,symbol=ETH/USD outcome=1i,error=0.5625 15
        drift,feature=a\\ b,symbol=BTC/USD,test=ks stat=0.5,p_value=0.001,n_ref=600i,n_cur=300i,alarm=true 17

        """)
    #expect(count == 7 && UInt64(count) == writer.pointCount)
    #expect(try JournalStat.read(writer.folder).points == 7)
    // Every line is one that the reader of this house takes.
    var parser = PointParser(Array(text.utf8))
    var read = 0
    while try parser.next() != nil { read += 1 }
    #expect(read == 7)
    var few = ""
    #expect(try JournalExport.lines(of: writer.folder, streams: [.outcomes, .drift]) { few += String(decoding: $0, as: UTF8.self) } == 2)
    #expect(few.hasPrefix("prediction,") && few.contains("\ndrift,"))
  }

  @Test("writes awkward names from outside so that every server takes them, over seeds", arguments: 1...5) func names(_ seed: UInt64) throws
  {
    var dice = RecordDice(seed: seed)
    for _ in 0..<200 {
      try writer.append(dice.record(.drift))
      if case .instrument(let instrument, _, _) = dice.record(.instrument) {
        try writer.append(instrument: instrument, id: InstrumentID(0))
        try writer.append(trade: 1)
      }
      let text = dice.text()
      _ = PointNames.field(text)
      _ = PointNames.field("_\u{301}" + text)
      _ = PointNames.field("#" + text)
    }
    try writer.close()
    var lines = 0
    try JournalExport.lines(of: writer.folder) { bytes throws(Diagnostic) in
      var parser = PointParser(bytes)
      do {
        while try parser.next() != nil { lines += 1 }
      } catch {
        Issue.record("seed \(seed): \(error)")
      }
    }
    #expect(UInt64(lines) == writer.pointCount, "seed \(seed)")
  }

  @Test("comes in batches behind a cursor, each point once, wherever the cursor stands") func cursors() async throws {
    for number in 0..<300 {
      try writer.append(trade: number)
      if number % 3 == 0 { try writer.append(prediction: prediction(number)) }
    }
    try writer.close()
    let whole = JournalPointSource(writer.folder)
    var all: [UInt8] = []
    try JournalExport.lines(of: writer.folder) { all += $0 }
    for size in [1, 7, 100, 5000] {
      var cursor = PointCursor.start
      var lines: [UInt8] = []
      var (ticks, predictions) = (0, 0)
      while true {
        let batch = try await whole.points(after: cursor, maximumPoints: size)
        #expect(batch.count <= size && batch.count == batch.lines.count { $0 == 10 } && batch.end >= cursor)
        if batch.count == 0 { break }
        lines += batch.lines
        ticks += batch.ticks
        predictions += batch.predictions
        cursor = batch.end
      }
      #expect(lines == all && ticks == 300 && predictions == 100, "batches of \(size)")
    }
    // A source begun anew in the middle, as after a restart, sends the same bytes that one without a pause would.
    var dice = SeededGenerator(seed: 5)
    for _ in 0..<20 {
      let cursor = PointCursor(sequence: UInt64.random(in: 0...403, using: &dice))
      let fresh = try await JournalPointSource(writer.folder).points(after: cursor, maximumPoints: 10_000)
      #expect(Array(all.suffix(fresh.lines.count)) == fresh.lines && fresh.end.sequence == 403)
      let again = try await whole.points(after: cursor, maximumPoints: 10_000)
      #expect(again.lines == fresh.lines)
    }
    // Only what was chosen.
    let some = try await JournalPointSource(writer.folder, streams: [.predictions]).points(after: .start, maximumPoints: 5000)
    #expect(some.count == 100 && some.ticks == 0 && some.end.sequence == 403)
  }

  @Test("ends its news when the journal is closed, and has none at rest") func news() async throws {
    let source = JournalPointSource(following: writer.service)
    var news = source.additions().makeAsyncIterator()
    try writer.append(trade: 1)
    writer.service.step()
    #expect(await news.next() != nil)
    try writer.close()
    while await news.next() != nil {}
    var none = JournalPointSource(writer.folder).additions().makeAsyncIterator()
    #expect(await none.next() == nil)
    #expect(try await source.points(after: .start, maximumPoints: 10).count == 1)
  }

  @Test("keeps cursors durably by destination, and refuses a damaged one") func cursorStore() throws {
    let store = FileCursorStore(writer.folder)
    let names = ["127.0.0.1:8086/friday", "host/o rg/bücket", "a%b", "..", "x/../../y"]
    for (index, name) in names.enumerated() {
      #expect(try store.load(destination: name) == .start)
      try store.save(PointCursor(sequence: UInt64(index)), destination: name)
      try store.save(PointCursor(sequence: UInt64(index) + 100), destination: name)
    }
    #expect(writer.folder.cursors() == Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt64($0) + 100) }))
    #expect(try JournalStat.read(writer.folder).cursors.count == names.count)
    let files = try FileManager.default.contentsOfDirectory(atPath: writer.folder.cursorsPath)
    #expect(files.count == names.count && files.allSatisfy { $0.hasSuffix(".cursor") })
    let file = writer.folder.cursorsPath + "/" + FileCursorStore.fileName(names[0])
    for text in ["", "100", "101 deadbeef", "abc def", "100 0"] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      let refusal = #expect(throws: Diagnostic.self) { try store.load(destination: names[0]) }
      #expect(refusal?.code == "journal.cursor" && refusal?.exitCode == .badData && refusal?.hint != nil)
    }
    try writer.close()
  }
}
