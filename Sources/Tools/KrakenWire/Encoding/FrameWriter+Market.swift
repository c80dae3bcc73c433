public import Domain

extension FrameWriter {
  /// A frame of the `book` channel.
  ///
  /// - Parameters:
  ///   - bids: levels in the order in which they apply; quantity 0 deletes.
  ///   - asks: likewise.
  ///   - checksum: of the book after the levels were applied, see ``BookChecksum``.
  public static func book(
    _ kind: Kind, _ instrument: Instrument, bids: [BookLevel], asks: [BookLevel], checksum: UInt32, time: Timestamp, to bytes: inout [UInt8]
  ) {
    put(kind == .update ? #"{"channel":"book","type":"update","data":[{"symbol":"# : #"{"channel":"book","type":"snapshot","data":[{"symbol":"#, &bytes)
    string(instrument.symbol, &bytes)
    put(#","bids":["#, &bytes)
    levels(bids, instrument, &bytes)
    put(#"],"asks":["#, &bytes)
    levels(asks, instrument, &bytes)
    put(#"],"checksum":"#, &bytes)
    decimal(Int64(checksum), 0, &bytes)
    put(#","timestamp":"#, &bytes)
    self.time(time, &bytes)
    put("}]}", &bytes)
  }

  private static func levels(_ levels: [BookLevel], _ instrument: Instrument, _ bytes: inout [UInt8]) {
    for index in levels.indices {
      put(index == 0 ? #"{"price":"# : #",{"price":"#, &bytes)
      decimal(levels[index].price.units, instrument.priceDecimals, &bytes)
      put(#","qty":"#, &bytes)
      decimal(levels[index].quantity.units, instrument.quantityDecimals, &bytes)
      put("}", &bytes)
    }
  }

  /// A frame of the `trade` channel with one trade.
  public static func trade(_ trade: Trade, _ instrument: Instrument, to bytes: inout [UInt8]) {
    put(#"{"channel":"trade","type":"update","data":["#, &bytes)
    append(trade, instrument, &bytes)
    put("]}", &bytes)
  }

  /// A frame of the `trade` channel with any number of trades, oldest first.
  public static func trades(_ kind: Kind, _ trades: [Trade], _ instrument: Instrument, to bytes: inout [UInt8]) {
    put(#"{"channel":"trade","type":""#, &bytes)
    put(kind.rawValue, &bytes)
    put(#"","data":["#, &bytes)
    for index in trades.indices {
      if index > 0 { put(",", &bytes) }
      append(trades[index], instrument, &bytes)
    }
    put("]}", &bytes)
  }

  private static func append(_ trade: Trade, _ instrument: Instrument, _ bytes: inout [UInt8]) {
    put(#"{"symbol":"#, &bytes)
    string(instrument.symbol, &bytes)
    put(trade.side == .buy ? #","side":"buy","price":"# : #","side":"sell","price":"#, &bytes)
    decimal(trade.price.units, instrument.priceDecimals, &bytes)
    put(#","qty":"#, &bytes)
    decimal(trade.quantity.units, instrument.quantityDecimals, &bytes)
    put(#","ord_type":"market","trade_id":"#, &bytes)
    decimal(trade.id, 0, &bytes)
    put(#","timestamp":"#, &bytes)
    time(trade.time, &bytes)
    put("}", &bytes)
  }
}
