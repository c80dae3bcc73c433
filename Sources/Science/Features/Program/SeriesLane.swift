/// Operators of one field of a candle.
struct SeriesLane: Codable, Sendable {
  let field: CandleField
  var banks = SeriesBanks()

  init(field: CandleField) { self.field = field }
}
