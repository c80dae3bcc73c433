internal import LineProtocol

/// Lines of ticks in a buffer that one row keeps over its pairs.
final class KeptLines {
  private var builder = LineBuilder()
  private let series: SeriesKey
  private let (ask, bid, id, price, quantity): (FieldKey, FieldKey, FieldKey, FieldKey, FieldKey)

  init() throws(LineProtocolError) {
    series = try SeriesKey(
      measurement: "tick", tags: [Point.Tag("exchange", "kraken"), Point.Tag("side", "buy"), Point.Tag("symbol", "BTC-USD")])
    (ask, bid, id) = (try FieldKey("ask"), try FieldKey("bid"), try FieldKey("id"))
    (price, quantity) = (try FieldKey("price"), try FieldKey("qty"))
  }

  /// Prints doubles: shortest text that reads back the same.
  func encode(_ prices: [Double], _ quantities: [Double], _ bids: [Double], _ asks: [Double]) throws(LineProtocolError) -> [Double] {
    builder.removeAll()
    for index in prices.indices {
      builder.begin(series)
      builder.field(ask, asks[index])
      builder.field(bid, bids[index])
      builder.field(id, integer: TickTable.firstID + Int64(index))
      builder.field(price, prices[index])
      builder.field(quantity, quantities[index])
      try builder.end(time: TickTable.firstTime + Int64(index) * TickTable.timeStep)
    }
    return answer
  }

  /// Prints the integers that prices and quantities are.
  func encode(_ ticks: TickTable) throws(LineProtocolError) -> [Double] {
    builder.removeAll()
    for index in ticks.prices.indices {
      builder.begin(series)
      builder.field(ask, decimal: ticks.asks[index], scale: 1)
      builder.field(bid, decimal: ticks.bids[index], scale: 1)
      builder.field(id, integer: TickTable.firstID + Int64(index))
      builder.field(price, decimal: ticks.prices[index], scale: 1)
      builder.field(quantity, decimal: ticks.quantities[index], scale: 8)
      try builder.end(time: TickTable.firstTime + Int64(index) * TickTable.timeStep)
    }
    return answer
  }

  /// Bytes, and the sum of every 97th: cheap, and different for a different text.
  private var answer: [Double] {
    var sum = 0
    for place in stride(from: 0, to: builder.bytes.count, by: 97) { sum += Int(builder.bytes[place]) }
    return [Double(builder.bytes.count), Double(sum)]
  }
}
