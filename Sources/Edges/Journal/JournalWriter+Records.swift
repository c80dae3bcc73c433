public import Domain

extension JournalWriter {
  /// Longest text of a record, in UTF-8 bytes: what is longer is cut at a character.
  static let maximumTextBytes = 4096

  private static func cut(_ text: String) -> String {
    if text.utf8.count <= maximumTextBytes { return text }
    var kept = text
    while kept.utf8.count > maximumTextBytes { kept.removeLast() }
    return kept
  }

  public func append(instrument: Instrument, id: InstrumentID) throws(Diagnostic) {
    let (symbol, base, quote) = (Self.cut(instrument.symbol), Self.cut(instrument.base), Self.cut(instrument.quote))
    let exchange = Self.cut(options.exchange)
    let bound = 20 + 8 + symbol.utf8.count + base.utf8.count + quote.utf8.count + exchange.utf8.count
    try state(.instrument, key: id.index, bound: bound) { cursor in
      cursor.put(id.index)
      cursor.put(UInt8(instrument.priceDecimals))
      cursor.put(UInt8(instrument.quantityDecimals))
      cursor.put(instrument.priceIncrement.units)
      cursor.put(instrument.minimumQuantity.units)
      for text in [symbol, base, quote, exchange] { cursor.put(text) }
    }
  }

  public func append(model: ModelVersion, index: UInt16, schema: FeatureSchema, horizonNanoseconds: Int64) throws(Diagnostic) {
    let texts = [model.name, model.version, schema.name]
    let columns = schema.columns
    // Cut, the names would no longer be those whose hash the predictions bear.
    if let long = (texts + columns).first(where: { $0.utf8.count > Self.maximumTextBytes }) {
      throw Diagnostic(
        code: "journal.name_too_long", exitCode: .badConfiguration,
        message:
          "the model \(Self.cut(model.name)) has a name of \(long.utf8.count) bytes, at most \(Self.maximumTextBytes) are journalled: \(long.prefix(40))…",
        hint: "give the model, its version and its columns shorter names")
    }
    let bound = 24 + (texts + columns).reduce(0) { $0 + 2 + $1.utf8.count }
    try state(.model, key: index, bound: bound) { cursor in
      cursor.put(index)
      cursor.put(horizonNanoseconds)
      cursor.put(schema.hash)
      cursor.put(UInt32(truncatingIfNeeded: schema.version))
      for text in texts { cursor.put(text) }
      cursor.put(UInt16(columns.count))
      for column in columns { cursor.put(column) }
    }
  }

  public func append(trade: Trade, pointTime: Timestamp) throws(Diagnostic) {
    try append(.trade, isPoint: true, bound: 43) { cursor in
      cursor.put(trade.instrument.index)
      cursor.put(trade.time.nanoseconds)
      cursor.put(pointTime.nanoseconds)
      cursor.put(trade.id)
      cursor.put(trade.price.units)
      cursor.put(trade.quantity.units)
      cursor.put(trade.side.rawValue)
    }
  }

  /// Prices beyond the first of a side are stored as differences, so that ten levels a side take about 100 bytes.
  public func append(book: borrowing BookTop, pointTime: Timestamp) throws(Diagnostic) {
    let bids = book.bidCount
    let asks = book.askCount
    // A borrowed value cannot be captured by a closure that might be called later; a copy on the stack can.
    let top = copy book
    try append(.book, isPoint: true, bound: 20 + (bids + asks) * 20) { cursor in
      cursor.put(top.instrument.index)
      cursor.put(top.time.nanoseconds)
      cursor.put(pointTime.nanoseconds)
      cursor.put(UInt8(bids))
      cursor.put(UInt8(asks))
      var last: Int64 = 0
      for index in 0..<bids {
        let level = top.bid(index)
        cursor.put(varying: level.price.units &- last)
        cursor.put(varying: level.quantity.units)
        last = level.price.units
      }
      last = 0
      for index in 0..<asks {
        let level = top.ask(index)
        cursor.put(varying: level.price.units &- last)
        cursor.put(varying: level.quantity.units)
        last = level.price.units
      }
    }
  }

  /// Only the columns that have a value are stored.
  public func append(features: borrowing FeatureVector, asPoint: Bool) throws(Diagnostic) {
    let row = copy features
    try append(.features, isPoint: asPoint, bound: 36 + 8 * row.values.count) { cursor in
      cursor.put(row.instrument.index)
      cursor.put(row.time.nanoseconds)
      cursor.put(row.schemaHash)
      cursor.put(UInt64(truncatingIfNeeded: row.present.bits))
      cursor.put(UInt64(truncatingIfNeeded: row.present.bits >> 64))
      cursor.put(UInt16(row.values.count))
      for index in 0..<row.values.count where row.present.contains(index) { cursor.put(row.values[index]) }
    }
  }

  public func append(prediction: Prediction) throws(Diagnostic) {
    try append(.prediction, isPoint: true, bound: 36) { cursor in cursor.put(prediction) }
  }

  public func append(outcome: Outcome) throws(Diagnostic) {
    try append(.outcome, isPoint: true, bound: 45) { cursor in
      cursor.put(outcome.prediction)
      cursor.put(outcome.resolved.nanoseconds)
      cursor.put(UInt8(outcome.happened ? 1 : 0))
    }
  }

  public func append(drift: DriftVerdict) throws(Diagnostic) {
    let texts = [drift.symbol, drift.feature, drift.test, drift.kind.rawValue, drift.severity.rawValue, drift.reason, drift.guarantee].map(
      Self.cut)
    try append(.drift, isPoint: true, bound: 44 + texts.reduce(0) { $0 + 2 + $1.utf8.count }) { cursor in
      cursor.put(drift.time.nanoseconds)
      cursor.put(drift.statistic)
      cursor.put(UInt8(drift.pValue == nil ? 0 : 1))
      cursor.put(drift.pValue ?? 0)
      cursor.put(Int64(drift.referenceCount))
      cursor.put(Int64(drift.currentCount))
      // Bit 1 says that the alarm differs from the test's answer: it was raised before, or by another test.
      cursor.put(UInt8((drift.drifted ? 1 : 0) | (drift.raisesAlarm != drift.drifted ? 2 : 0)))
      for text in texts { cursor.put(text) }
    }
  }

  public func append(order: NewOrder) throws(Diagnostic) {
    let (clientID, symbol) = (Self.cut(order.clientID), Self.cut(order.symbol))
    try append(.order, isPoint: false, bound: 32 + clientID.utf8.count + symbol.utf8.count) { cursor in
      cursor.put(order.time.nanoseconds)
      cursor.put(order.instrument.index)
      cursor.put(order.side.rawValue)
      switch order.kind {
      case .market:
        cursor.put(UInt8(0))
        cursor.put(Int64(0))
      case .limit(let price):
        cursor.put(UInt8(1))
        cursor.put(price.units)
      }
      cursor.put(order.quantity.units)
      cursor.put(clientID)
      cursor.put(symbol)
    }
    try endBatch()
  }
}

extension RecordCursor {
  /// Thirty-six bytes, the time at offset 4.
  @inline(__always) mutating func put(_ prediction: Prediction) {
    put(prediction.instrument.index)
    put(prediction.model)
    put(prediction.time.nanoseconds)
    put(prediction.schemaHash)
    put(prediction.margin)
    put(prediction.probability)
    put(prediction.doubledMid)
  }
}
