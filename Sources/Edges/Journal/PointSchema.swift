public import Domain
public import LineProtocol

/// Records to line protocol: which measurement, tags and fields each kind has.
///
/// ```text
/// tick        exchange,side,symbol     price,qty (exact decimals), trade_id i, seq i
/// book        exchange,symbol          bid,ask,bid_qty,ask_qty (exact decimals; depth=0i when both sides are empty)
/// feature     set,symbol               one float a column that has a value, present i
/// prediction  horizon,model,symbol     p_up,margin f, features_hash s; merged in later: outcome i, error f (Brier score)
/// drift       feature,symbol,test      stat, p_value f, n_ref i, n_cur i, alarm b
/// ```
///
/// The time is the record's point time, unique within its instrument and fixed before the record was appended: sent twice, a point is one.
/// Whether a record is a point is decided by its kind and flag alone; this type only says which.
public struct PointSchema: Sendable {
  private struct Market {
    var instrument: Instrument
    var buys: SeriesKey
    var sells: SeriesKey
    var book: SeriesKey
  }

  private struct Fields {
    let price = PointNames.field("price"), qty = PointNames.field("qty"), tradeID = PointNames.field("trade_id"),
      seq = PointNames.field("seq")
    let bid = PointNames.field("bid"), ask = PointNames.field("ask"), bidQty = PointNames.field("bid_qty")
    let askQty = PointNames.field("ask_qty"), depth = PointNames.field("depth"), present = PointNames.field("present")
    let pUp = PointNames.field("p_up"), margin = PointNames.field("margin"), hash = PointNames.field("features_hash")
    let outcome = PointNames.field("outcome"), error = PointNames.field("error")
    let stat = PointNames.field("stat"), pValue = PointNames.field("p_value"), reference = PointNames.field("n_ref")
    let current = PointNames.field("n_cur"), alarm = PointNames.field("alarm")
  }

  private static let fields = Fields()
  private var markets: [UInt16: Market] = [:]
  private var models: [UInt16: ModelStatement] = [:]
  private var columns: [UInt64: (name: String, keys: [FieldKey])] = [:]
  private var predictionSeries: [UInt32: SeriesKey] = [:]
  private var featureSeries: [UInt64: [UInt16: SeriesKey]] = [:]

  public init() {}

  /// The symbol an instrument's number stands for, once stated.
  public func symbol(_ id: InstrumentID) -> String? { markets[id.index]?.instrument.symbol }

  /// Learns from statements, and appends the line of a record that is a point.
  ///
  /// - Returns: the stream of the line appended, or `nil` when there was none to append.
  /// - Throws: a ``Domain/Diagnostic`` when the record names an instrument or model that was never stated.
  public mutating func append(_ entry: JournalEntry, to lines: inout LineBuilder) throws(Diagnostic) -> PointStream? {
    switch entry.record {
    case .instrument(let instrument, let id, let exchange): learn(instrument, id, exchange)
    case .model(let statement): learn(statement)
    default: break
    }
    guard entry.isPoint, let stream = PointStream(entry.kind) else { return nil }
    let time = try write(entry, to: &lines)
    do throws(LineProtocolError) {
      try lines.end(time: time)
    } catch {
      throw Diagnostic(
        code: "journal.point", exitCode: .badData, message: "record \(entry.sequence) cannot be written as line protocol: \(error.reason)",
        hint: "friday journal export shows the records before it")
    }
    return stream
  }

  private mutating func learn(_ instrument: Instrument, _ id: InstrumentID, _ exchange: String) {
    func tick(_ side: Side) -> SeriesKey {
      PointNames.series("tick", [("exchange", exchange), ("side", side.text), ("symbol", instrument.symbol)])
    }
    let book = PointNames.series("book", [("exchange", exchange), ("symbol", instrument.symbol)])
    if markets[id.index]?.instrument.symbol != instrument.symbol {
      predictionSeries = [:]
      featureSeries = [:]
    }
    markets[id.index] = Market(instrument: instrument, buys: tick(.buy), sells: tick(.sell), book: book)
  }

  private mutating func learn(_ statement: ModelStatement) {
    if models[statement.index] != statement { predictionSeries = [:] }
    models[statement.index] = statement
    let schema = statement.schema
    if columns[schema.hash] == nil { columns[schema.hash] = (schema.name, schema.columns.map(PointNames.field)) }
  }

  private func market(_ id: InstrumentID, _ entry: JournalEntry) throws(Diagnostic) -> Market {
    if let market = markets[id.index] { return market }
    throw Self.unstated("instrument", Int(id.index), entry)
  }

  private static func unstated(_ what: String, _ number: Int, _ entry: JournalEntry) -> Diagnostic {
    Diagnostic(
      code: "journal.unstated", exitCode: .badData, message: "record \(entry.sequence) names \(what) \(number), which was never stated",
      hint: "the program that wrote the journal has to state it first")
  }

  /// Writes series and fields, returns the point's time.
  private mutating func write(_ entry: JournalEntry, to lines: inout LineBuilder) throws(Diagnostic) -> Int64 {
    let names = Self.fields
    switch entry.record {
    case .trade(let trade, let pointTime):
      let market = try market(trade.instrument, entry)
      lines.begin(trade.side == .buy ? market.buys : market.sells)
      lines.field(names.price, decimal: trade.price.units, scale: market.instrument.priceDecimals)
      lines.field(names.qty, decimal: trade.quantity.units, scale: market.instrument.quantityDecimals)
      lines.field(names.tradeID, integer: trade.id)
      lines.field(names.seq, integer: Int64(clamping: entry.sequence))
      return pointTime.nanoseconds
    case .book(let top, let pointTime):
      let market = try market(top.instrument, entry)
      lines.begin(market.book)
      let (price, quantity) = (market.instrument.priceDecimals, market.instrument.quantityDecimals)
      if top.bidCount > 0 { lines.field(names.bid, decimal: top.bid(0).price.units, scale: price) }
      if top.askCount > 0 { lines.field(names.ask, decimal: top.ask(0).price.units, scale: price) }
      if top.bidCount > 0 { lines.field(names.bidQty, decimal: top.bid(0).quantity.units, scale: quantity) }
      if top.askCount > 0 { lines.field(names.askQty, decimal: top.ask(0).quantity.units, scale: quantity) }
      if top.bidCount == 0, top.askCount == 0 { lines.field(names.depth, integer: 0) }
      return pointTime.nanoseconds
    case .features(let row):
      try begin(row, entry, &lines)
      return row.time.nanoseconds
    case .prediction(let prediction):
      try begin(prediction, entry, &lines)
      lines.field(names.pUp, prediction.probability)
      lines.field(names.margin, prediction.margin)
      lines.field(names.hash, hexadecimal: prediction.schemaHash)
      return prediction.time.nanoseconds
    case .outcome(let outcome):
      try begin(outcome.prediction, entry, &lines)
      lines.field(names.outcome, integer: outcome.happened ? 1 : 0)
      lines.field(names.error, outcome.squaredError)
      return outcome.prediction.time.nanoseconds
    case .drift(let verdict):
      lines.begin(PointNames.series("drift", [("feature", verdict.feature), ("symbol", verdict.symbol), ("test", verdict.test)]))
      lines.field(names.stat, verdict.statistic)
      if let value = verdict.pValue { lines.field(names.pValue, value) }
      lines.field(names.reference, integer: Int64(verdict.referenceCount))
      lines.field(names.current, integer: Int64(verdict.currentCount))
      lines.field(names.alarm, verdict.drifted)
      return verdict.time.nanoseconds
    case .instrument, .model, .order: preconditionFailure("statements and orders are no points")
    }
  }

  private mutating func begin(_ prediction: Prediction, _ entry: JournalEntry, _ lines: inout LineBuilder) throws(Diagnostic) {
    let key = UInt32(prediction.model) << 16 | UInt32(prediction.instrument.index)
    if let series = predictionSeries[key] { return lines.begin(series) }
    let market = try market(prediction.instrument, entry)
    guard let statement = models[prediction.model] else { throw Self.unstated("model", Int(prediction.model), entry) }
    let series = PointNames.series(
      "prediction",
      [
        ("horizon", PointNames.span(statement.horizonNanoseconds)), ("model", statement.model.description),
        ("symbol", market.instrument.symbol),
      ])
    predictionSeries[key] = series
    lines.begin(series)
  }

  private mutating func begin(_ row: FeatureRow, _ entry: JournalEntry, _ lines: inout LineBuilder) throws(Diagnostic) {
    let known = columns[row.schemaHash]
    if let series = featureSeries[row.schemaHash]?[row.instrument.index] {
      lines.begin(series)
    } else {
      let market = try market(row.instrument, entry)
      // A set that no model stated goes by its hash, its columns by their numbers: nothing is lost.
      let series = PointNames.series(
        "feature", [("set", known?.name ?? String(row.schemaHash, radix: 16)), ("symbol", market.instrument.symbol)])
      featureSeries[row.schemaHash, default: [:]][row.instrument.index] = series
      lines.begin(series)
    }
    for index in 0..<row.values.count where row.present.contains(index) {
      if let known, index < known.keys.count {
        lines.field(known.keys[index], row.values[index])
      } else {
        lines.field(PointNames.field("f\(index)"), row.values[index])
      }
    }
    lines.field(Self.fields.present, integer: Int64(row.present.count))
  }
}
