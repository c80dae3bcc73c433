import Domain

/// What the first pass learns of one market of a recording: its name as written, and the digits its numbers need.
struct RecordedMarket {
  var venue: [UInt8]
  var symbol: [UInt8]
  var instrument: Instrument
  var priceDecimals = 0
  var quantityDecimals = 0
  var priceWhole = 0
  var quantityWhole = 0
  /// The first line whose number, with those before it, needs more digits than an integer holds: what the error names.
  private(set) var overfullLine: Int?

  mutating func price(_ shape: DecimalShape, line: Int) {
    priceDecimals = max(priceDecimals, shape.fraction)
    priceWhole = max(priceWhole, shape.whole)
    if overfullLine == nil, !fits { overfullLine = line }
  }

  mutating func quantity(_ shape: DecimalShape, line: Int) {
    quantityDecimals = max(quantityDecimals, shape.fraction)
    quantityWhole = max(quantityWhole, shape.whole)
    if overfullLine == nil, !fits { overfullLine = line }
  }

  private var fits: Bool {
    priceDecimals <= 12 && quantityDecimals <= 12 && priceWhole + priceDecimals <= 18 && quantityWhole + quantityDecimals <= 18
  }

  /// Fixes the decimals found.
  ///
  /// - Throws: `recording.precision` when no 64-bit integer holds all digits, or a number has more than twelve decimals.
  mutating func settle(path: String) throws(Diagnostic) {
    if let overfullLine {
      throw Diagnostic(
        code: "recording.precision", exitCode: .badData,
        message: "\(path):\(overfullLine): \(instrument.symbol) needs \(priceWhole)+\(priceDecimals) digits for prices and "
          + "\(quantityWhole)+\(quantityDecimals) for quantities: 18 in all and 12 behind the point are the most that no digit is lost in",
        hint: "check the file for a damaged number, or round it to twelve decimals")
    }
    instrument.priceDecimals = priceDecimals
    instrument.quantityDecimals = quantityDecimals
  }
}
