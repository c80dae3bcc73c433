import Domain
import TestSupport

@testable import Journal

/// Random records of every kind, and a text of each that tells any two apart.
struct RecordDice {
  static let schema = FeatureSchema(name: "dice", version: 3, columns: (0..<128).map { "column_\($0)" })
  static let small = FeatureSchema(name: "small", version: 1, columns: ["a", "b", "c"])
  var dice: SeededGenerator

  init(seed: UInt64) { dice = SeededGenerator(seed: seed) }

  mutating func integer() -> Int64 { Int64(bitPattern: dice.next()) >> Int64.random(in: 0...63, using: &dice) }

  mutating func text() -> String {
    let letters: [Unicode.Scalar] = ["a", "Z", "/", " ", "é", "🙂", "\n", "\\", "\"", "_", "\u{301}"]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...9, using: &dice) { text.append(letters.randomElement(using: &dice)!) }
    return String(text)
  }

  mutating func time() -> Timestamp { Timestamp(nanoseconds: integer()) }

  mutating func prediction() -> Prediction {
    Prediction(
      instrument: InstrumentID(Int.random(in: 0...1, using: &dice)), time: time(), model: 0, schemaHash: dice.next(),
      margin: Float(bitPattern: UInt32(truncatingIfNeeded: dice.next())), probability: Float(dice.unit()), doubledMid: integer())
  }

  /// A record of one kind; statements among them.
  mutating func record(_ kind: RecordKind) -> JournalRecord {
    switch kind {
    case .instrument:
      return .instrument(
        Instrument(
          symbol: text(), base: text(), quote: text(), priceDecimals: Int.random(in: 0...12, using: &dice),
          quantityDecimals: Int.random(in: 0...12, using: &dice), priceIncrement: Price(units: integer()),
          minimumQuantity: Quantity(units: integer())),
        id: InstrumentID(Int.random(in: 0...65_535, using: &dice)), exchange: "dice")
    case .model:
      return .model(
        ModelStatement(
          index: UInt16.random(in: 0...9, using: &dice), model: ModelVersion(name: text(), version: text()),
          schema: Bool.random(using: &dice) ? Self.schema : Self.small, horizonNanoseconds: integer()))
    case .trade:
      let trade = Trade(
        instrument: InstrumentID(1), time: time(), id: integer(), price: Price(units: integer()), quantity: Quantity(units: integer()),
        side: Bool.random(using: &dice) ? .buy : .sell)
      return .trade(trade, pointTime: time())
    case .book:
      var book = BookTop(instrument: InstrumentID(0), time: time())
      for _ in 0..<Int.random(in: 0...10, using: &dice) {
        book.appendBid(BookLevel(price: Price(units: integer()), quantity: Quantity(units: integer())))
      }
      for _ in 0..<Int.random(in: 0...10, using: &dice) {
        book.appendAsk(BookLevel(price: Price(units: integer()), quantity: Quantity(units: integer())))
      }
      return .book(book, pointTime: time())
    case .features:
      let schema = Bool.random(using: &dice) ? Self.schema : Self.small
      var row = FeatureRow(instrument: InstrumentID(0), time: time(), schemaHash: schema.hash, values: [], present: FeatureMask())
      for index in 0..<schema.columns.count {
        let there = Bool.random(using: &dice)
        row.values.append(there ? dice.normal() * 1e9 : .nan)
        if there { row.present.insert(index) }
      }
      return .features(row)
    case .prediction: return .prediction(prediction())
    case .outcome: return .outcome(Outcome(prediction: prediction(), happened: Bool.random(using: &dice), resolved: time()))
    case .drift:
      let drifted = Bool.random(using: &dice)
      return .drift(
        DriftVerdict(
          time: time(), symbol: text(), feature: text(), test: text(), kind: DriftVerdict.Kind.allCases.randomElement(using: &dice)!,
          statistic: dice.normal(), pValue: Bool.random(using: &dice) ? dice.unit() : nil, referenceCount: Int(integer()),
          currentCount: Int(integer()), drifted: drifted, severity: [.low, .medium, .high, .critical].randomElement(using: &dice)!,
          reason: text(),
          guarantee: text(), raisesAlarm: Bool.random(using: &dice)))
    case .order:
      return .order(
        NewOrder(
          clientID: text(), instrument: InstrumentID(7), symbol: text(), side: Bool.random(using: &dice) ? .buy : .sell,
          kind: Bool.random(using: &dice) ? .market : .limit(Price(units: integer())), quantity: Quantity(units: integer()), time: time()))
    case .end: preconditionFailure("the end mark is no record")
    }
  }

  /// Any kind but statements.
  mutating func any() -> JournalRecord {
    record([.trade, .book, .features, .prediction, .outcome, .drift, .order].randomElement(using: &dice)!)
  }

  /// Every field, by bits where a value has more of them than its text shows.
  static func text(_ record: JournalRecord) -> String {
    func prediction(_ value: Prediction) -> String {
      "\(value.instrument.index) \(value.model) \(value.time.nanoseconds) \(value.schemaHash) \(value.margin.bitPattern) \(value.probability.bitPattern) \(value.doubledMid)"
    }
    switch record {
    case .instrument(let instrument, let id, let exchange): return "instrument \(instrument) \(id.index) \(exchange)"
    case .model(let statement): return "model \(statement)"
    case .trade(let trade, let time): return "trade \(trade) \(time.nanoseconds)"
    case .book(let book, let time):
      let bids = (0..<book.bidCount).map { "\(book.bid($0).price.units)×\(book.bid($0).quantity.units)" }
      let asks = (0..<book.askCount).map { "\(book.ask($0).price.units)×\(book.ask($0).quantity.units)" }
      return "book \(book.instrument.index) \(book.time.nanoseconds) \(time.nanoseconds) \(bids) \(asks)"
    case .features(let row):
      let values = row.values.indices.map { row.present.contains($0) ? String(row.values[$0].bitPattern) : "nan" }
      return "features \(row.instrument.index) \(row.time.nanoseconds) \(row.schemaHash) \(row.present.bits) \(values)"
    case .prediction(let value): return "prediction " + prediction(value)
    case .outcome(let value): return "outcome \(prediction(value.prediction)) \(value.happened) \(value.resolved.nanoseconds)"
    case .drift(let verdict): return "drift \(verdict)"
    case .order(let order): return "order \(order)"
    }
  }
}

extension JournalWriter {
  /// Appends a decoded record again.
  func append(_ record: JournalRecord, asPoint: Bool = false) throws(Diagnostic) {
    switch record {
    case .instrument(let instrument, let id, _): try append(instrument: instrument, id: id)
    case .model(let statement):
      try append(model: statement.model, index: statement.index, schema: statement.schema, horizonNanoseconds: statement.horizonNanoseconds)
    case .trade(let trade, let time): try append(trade: trade, pointTime: time)
    case .book(let book, let time): try append(book: book, pointTime: time)
    case .features(let row):
      let schema = row.schemaHash == RecordDice.schema.hash ? RecordDice.schema : RecordDice.small
      var vector = FeatureVector(instrument: row.instrument, time: row.time, schema: schema)
      for index in row.values.indices where row.present.contains(index) { vector.set(index, row.values[index]) }
      try append(features: vector, asPoint: asPoint)
    case .prediction(let value): try append(prediction: value)
    case .outcome(let value): try append(outcome: value)
    case .drift(let verdict): try append(drift: verdict)
    case .order(let order): try append(order: order)
    }
  }

  /// States two instruments and a model, so that every record can become a point.
  func stateAll() throws(Diagnostic) {
    for (index, symbol) in ["BTC/USD", "ETH/USD"].enumerated() {
      try append(
        instrument: Instrument(symbol: symbol, base: "B", quote: "USD", priceDecimals: 2, quantityDecimals: 8), id: InstrumentID(index))
    }
    try append(model: ModelVersion(name: "touch", version: "1"), index: 0, schema: RecordDice.small, horizonNanoseconds: 300_000_000_000)
  }

  /// A trade of the first instrument, its id and point time the number given.
  func append(trade number: Int) throws(Diagnostic) {
    let time = Timestamp(nanoseconds: Int64(number) + 1)
    try append(
      trade: Trade(
        instrument: InstrumentID(0), time: time, id: Int64(number), price: Price(units: 6_000_000), quantity: Quantity(units: 5), side: .buy
      ),
      pointTime: time)
  }
}

extension JournalFolder {
  /// All entries, decoded.
  func entries() throws(Diagnostic) -> [JournalEntry] {
    var reader = try JournalReader(self)
    var entries: [JournalEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return entries
  }

  /// Ids of the trades, in order.
  func tradeIDs() throws(Diagnostic) -> [Int64] {
    try entries().compactMap { if case .trade(let trade, _) = $0.record { trade.id } else { nil } }
  }

  func onlySegment() throws(Diagnostic) -> String {
    let all = try segments()
    precondition(all.count == 1, "\(all.count) segments")
    return segmentPath(first: all[0])
  }
}
