public import Domain

extension FrameWriter {
  /// The first frame of a connection.
  public static func status(connectionID: UInt64, to bytes: inout [UInt8]) {
    put(#"{"channel":"status","type":"update","data":[{"system":"online","api_version":"v2","connection_id":"#, &bytes)
    integer(connectionID, &bytes)
    put(#","version":"2.0.10"}]}"#, &bytes)
  }

  /// The frame of a quiet second.
  public static func heartbeat(to bytes: inout [UInt8]) { put(#"{"channel":"heartbeat"}"#, &bytes) }

  /// The snapshot of the `instrument` channel: every asset once, every pair with its precisions.
  ///
  /// What Kraken states and ``Domain/Instrument`` does not hold is stated as a spot market without margin.
  public static func instrumentSnapshot(_ instruments: [Instrument], to bytes: inout [UInt8]) {
    put(#"{"channel":"instrument","type":"snapshot","data":{"assets":["#, &bytes)
    var precisions: [String: Int] = [:]
    for instrument in instruments {
      precisions[instrument.base] = max(precisions[instrument.base] ?? 0, instrument.quantityDecimals)
      precisions[instrument.quote] = max(precisions[instrument.quote] ?? 0, instrument.priceDecimals)
    }
    for (index, asset) in precisions.keys.sorted().enumerated() {
      put(index == 0 ? #"{"id":"# : #",{"id":"#, &bytes)
      string(asset, &bytes)
      put(#","status":"enabled","precision":"#, &bytes)
      integer(precisions[asset] ?? 0, &bytes)
      put(#","precision_display":"#, &bytes)
      integer(min(precisions[asset] ?? 0, 5), &bytes)
      put(#","borrowable":false,"collateral_value":0.00}"#, &bytes)
    }
    put(#"],"pairs":["#, &bytes)
    for (index, instrument) in instruments.enumerated() {
      if index > 0 { put(",", &bytes) }
      pair(instrument, &bytes)
    }
    put("]}}", &bytes)
  }

  private static func pair(_ instrument: Instrument, _ bytes: inout [UInt8]) {
    put(#"{"symbol":"#, &bytes)
    string(instrument.symbol, &bytes)
    put(#","base":"#, &bytes)
    string(instrument.base, &bytes)
    put(#","quote":"#, &bytes)
    string(instrument.quote, &bytes)
    put(#","status":"online","qty_precision":"#, &bytes)
    integer(instrument.quantityDecimals, &bytes)
    put(#","qty_increment":"#, &bytes)
    decimal(1, instrument.quantityDecimals, &bytes)
    put(#","price_precision":"#, &bytes)
    integer(instrument.priceDecimals, &bytes)
    put(#","price_increment":"#, &bytes)
    decimal(instrument.priceIncrement.units, instrument.priceDecimals, &bytes)
    put(#","qty_min":"#, &bytes)
    decimal(instrument.minimumQuantity.units, instrument.quantityDecimals, &bytes)
    put(#","cost_precision":"#, &bytes)
    integer(min(instrument.priceDecimals + instrument.quantityDecimals, Money.scale), &bytes)
    put(#","cost_min":0.5,"marginable":false,"has_index":false}"#, &bytes)
  }
}
