import Domain
import Tables

extension RecordingReader {
  /// The market of the current row, by its venue and symbol as written.
  mutating func market() throws(Diagnostic) -> Int {
    if matches(latest) { return latest }
    for index in markets.indices where matches(index) {
      latest = index
      return index
    }
    throw changed(columns.symbol ?? 0)
  }

  private func matches(_ index: Int) -> Bool {
    guard let symbol = columns.symbol, rows.equals(symbol, markets[index].symbol) else { return false }
    guard let venue = columns.venue else { return true }
    return rows.equals(venue, markets[index].venue)
  }

  func price(_ field: Int, _ instrument: Instrument) throws(Diagnostic) -> Price {
    Price(units: try decimal(field, scale: instrument.priceDecimals))
  }

  func quantity(_ field: Int, _ instrument: Instrument) throws(Diagnostic) -> Quantity {
    Quantity(units: try decimal(field, scale: instrument.quantityDecimals))
  }

  private func decimal(_ field: Int, scale: Int) throws(Diagnostic) -> Int64 {
    do { return try rows.decimal(field, scale: scale) } catch { throw changed(field) }
  }

  func time() throws(Diagnostic) -> Timestamp {
    guard let time = RecordingSurvey.time(rows, columns.time, form) else { throw changed(columns.time) }
    return form == .events ? time : time.cutToMicroseconds
  }

  /// The side as written: `buy`, `sell`, Kraken's `b`, `s`; `nil` when there is none.
  func side() -> Side? { columns.side.flatMap { RecordingSurvey.side(rows, $0) } }

  /// Every line was checked when the file was opened: another answer now means that it was written to meanwhile.
  func changed(_ field: Int) -> Diagnostic {
    rows.diagnostic(
      "recording.changed", field: field, "\(rows.excerpt(field)) was not there when the file was opened", hint: "do not write to a recording that is being played")
  }
}
