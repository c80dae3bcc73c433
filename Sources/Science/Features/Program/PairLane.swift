/// Operators of two fields of a candle side by side.
struct PairLane: Codable, Sendable {
  let field: CandleField
  let against: CandleField
  var banks = PairBanks()

  init(field: CandleField, against: CandleField) {
    self.field = field
    self.against = against
  }
}
