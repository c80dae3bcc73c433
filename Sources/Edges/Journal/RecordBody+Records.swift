import Domain

extension RecordBody {
  /// Decodes a body of any kind but ``RecordKind/end``.
  static func decode(_ kind: RecordKind, _ bytes: [UInt8], _ range: Range<Int>) throws(Malformed) -> JournalRecord {
    var body = RecordBody(bytes, range)
    let record: JournalRecord
    switch kind {
    case .instrument: record = try body.instrumentStatement()
    case .model: record = try body.modelStatement()
    case .trade: record = try body.trade()
    case .book: record = try body.book()
    case .features: record = try body.features()
    case .prediction: record = .prediction(try body.prediction())
    case .outcome:
      let prediction = try body.prediction()
      let resolved = try body.time()
      record = .outcome(Outcome(prediction: prediction, happened: try body.byte() == 1, resolved: resolved))
    case .drift: record = try body.drift()
    case .order: record = try body.order()
    case .end: throw Malformed()
    }
    try body.finish()
    return record
  }

  /// The time by which a record is found, without decoding the rest; `nil` for statements.
  static func time(_ kind: RecordKind, _ bytes: [UInt8], _ range: Range<Int>) -> Timestamp? {
    let offset: Int
    switch kind {
    case .trade, .book: offset = 10
    case .features: offset = 2
    case .prediction, .outcome: offset = 4
    case .drift, .order: offset = 0
    case .instrument, .model, .end: return nil
    }
    guard range.count >= offset + 8 else { return nil }
    var body = RecordBody(bytes, range.lowerBound + offset..<range.upperBound)
    return try? body.time()
  }

  private mutating func instrumentStatement() throws(Malformed) -> JournalRecord {
    let id = try instrument()
    let priceDecimals = Int(try byte())
    let quantityDecimals = Int(try byte())
    guard priceDecimals <= 12, quantityDecimals <= 12 else { throw Malformed() }
    let increment = try signed()
    let minimum = try signed()
    let symbol = try text()
    let base = try text()
    let quote = try text()
    let instrument = Instrument(
      symbol: symbol, base: base, quote: quote, priceDecimals: priceDecimals, quantityDecimals: quantityDecimals,
      priceIncrement: Price(units: increment), minimumQuantity: Quantity(units: minimum))
    return .instrument(instrument, id: id, exchange: try text())
  }

  private mutating func modelStatement() throws(Malformed) -> JournalRecord {
    let index = try short()
    let horizon = try signed()
    let hash = try long()
    let version = Int(Int32(truncatingIfNeeded: try word()))
    let name = try text()
    let modelVersion = try text()
    let schemaName = try text()
    let count = Int(try short())
    guard (1...FeatureMask.capacity).contains(count) else { throw Malformed() }
    var columns: [String] = []
    for _ in 0..<count { columns.append(try text()) }
    guard Set(columns).count == count else { throw Malformed() }
    // The frame's checksum vouches for the hash; what names and order leave of it are the columns' meanings.
    let schema = FeatureSchema(name: schemaName, version: version, columns: columns, hash: hash)
    return .model(
      ModelStatement(index: index, model: ModelVersion(name: name, version: modelVersion), schema: schema, horizonNanoseconds: horizon))
  }

  private mutating func trade() throws(Malformed) -> JournalRecord {
    let instrument = try instrument()
    let time = try time()
    let pointTime = try self.time()
    let id = try signed()
    let price = Price(units: try signed())
    let quantity = Quantity(units: try signed())
    let side = try choice(Side.self, try byte())
    return .trade(Trade(instrument: instrument, time: time, id: id, price: price, quantity: quantity, side: side), pointTime: pointTime)
  }

  private mutating func book() throws(Malformed) -> JournalRecord {
    let instrument = try instrument()
    let time = try time()
    let pointTime = try self.time()
    let bids = Int(try byte())
    let asks = Int(try byte())
    guard bids <= BookTop.depth, asks <= BookTop.depth else { throw Malformed() }
    var top = BookTop(instrument: instrument, time: time)
    var last: Int64 = 0
    for index in 0..<bids + asks {
      if index == bids { last = 0 }
      last = last &+ (try varying())
      let level = BookLevel(price: Price(units: last), quantity: Quantity(units: try varying()))
      if index < bids { top.appendBid(level) } else { top.appendAsk(level) }
    }
    return .book(top, pointTime: pointTime)
  }

  private mutating func features() throws(Malformed) -> JournalRecord {
    let instrument = try instrument()
    let time = try time()
    let hash = try long()
    let low = try long()
    let high = try long()
    let present = FeatureMask(bits: UInt128(high) << 64 | UInt128(low))
    let count = Int(try short())
    guard count <= FeatureMask.capacity else { throw Malformed() }
    var values = Array(repeating: Double.nan, count: count)
    for index in 0..<count where present.contains(index) { values[index] = try double() }
    return .features(FeatureRow(instrument: instrument, time: time, schemaHash: hash, values: values, present: present))
  }

  private mutating func drift() throws(Malformed) -> JournalRecord {
    let time = try time()
    let statistic = try double()
    let hasPValue = try byte() == 1
    let pValue = try double()
    let reference = Int(try signed())
    let current = Int(try signed())
    let flags = try byte()
    guard flags < 4 else { throw Malformed() }
    let drifted = flags & 1 == 1
    let raisesAlarm = drifted != (flags & 2 == 2)
    let symbol = try text()
    let feature = try text()
    let test = try text()
    let kind = try choice(DriftVerdict.Kind.self, try text())
    let severity = try choice(Severity.self, try text())
    let reason = try text()
    return .drift(
      DriftVerdict(
        time: time, symbol: symbol, feature: feature, test: test, kind: kind, statistic: statistic, pValue: hasPValue ? pValue : nil,
        referenceCount: reference, currentCount: current, drifted: drifted, severity: severity, reason: reason, guarantee: try text(),
        raisesAlarm: raisesAlarm))
  }

  private mutating func order() throws(Malformed) -> JournalRecord {
    let time = try time()
    let instrument = try instrument()
    let side = try choice(Side.self, try byte())
    let isLimit = try byte() == 1
    let price = Price(units: try signed())
    let quantity = Quantity(units: try signed())
    let clientID = try text()
    return .order(
      NewOrder(
        clientID: clientID, instrument: instrument, symbol: try text(), side: side, kind: isLimit ? .limit(price) : .market,
        quantity: quantity, time: time))
  }
}
