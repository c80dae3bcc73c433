import Domain
import Features
import Testing

/// Rows of a golden input as operators take them; `nil` where a column that the case names is missing or not finite.
struct TickGoldenInput {
  static let scale = DecimalScale(priceDecimals: 6, quantityDecimals: 8)
  let columns: [String: String]
  let table: GoldenTable

  private func cells(_ role: String) throws -> [String?]? {
    guard let name = columns[role] else { return nil }
    let column: [String?] = try #require(table.columns[name], "the table has no column \(name)")
    return column
  }

  /// A column of decimals as integers; `nil` cells are missing ones.
  func units(_ role: String, _ decimals: Int) throws -> [Int64?]? {
    try cells(role)?.map { cell in
      guard let cell, let value = Double(cell), value.isFinite else { return nil }
      return try DecimalText.parse(Array(cell.utf8).span, scale: decimals)
    }
  }

  var trades: [TradePoint?] {
    get throws {
      let times = try #require(try units("ts", 0))
      let prices = try units("price", Self.scale.priceDecimals)
      let quantities = try units("quantity", Self.scale.quantityDecimals)
      let sides = try cells("side")
      // Candles, volume buckets and quoted trades name the side and take trades without one; that is theirs to decide.
      return (0..<table.count).map { row in
        guard let time = times[row] else { return nil }
        var point = TradePoint(time: time, price: 0, quantity: 0, side: nil)
        if let prices {
          guard let price = prices[row] else { return nil }
          point.price = price
        }
        if let quantities {
          guard let quantity = quantities[row] else { return nil }
          point.quantity = quantity
        }
        if let side = sides?[row] { point.side = Side.allCases.first { $0.text == side } }
        return point
      }
    }
  }

  var series: [SeriesPoint?] {
    get throws {
      let times = try #require(try units("ts", 0))
      let values = try #require(try cells("x")).map { $0.flatMap { Double($0) } }
      return zip(times, values).map { time, value in
        guard let time, let value else { return nil }
        return SeriesPoint(time: time, value: value)
      }
    }
  }

  var events: [QuotedTrade?] {
    get throws {
      let types = try #require(try cells("type"))
      let times = try #require(try units("ts", 0))
      let trades = try self.trades
      func prices(_ side: String) throws -> [Int64?] {
        let prices = try #require(try units(side, Self.scale.priceDecimals))
        let quantities = try #require(try units("\(side)_quantity", Self.scale.quantityDecimals))
        return zip(prices, quantities).map { price, quantity in quantity ?? 0 > 0 ? price : nil }
      }
      let (bids, asks) = (try prices("bid"), try prices("ask"))
      return (0..<table.count).map { row in
        guard let time = times[row] else { return nil }
        return types[row] == "q" ? .quote(time: time, bid: bids[row], ask: asks[row]) : trades[row].map { .trade($0) }
      }
    }
  }

  var books: [BookTop?] {
    get throws {
      let times = try #require(try units("ts", 0))
      func side(_ name: String) throws -> [[BookLevel]] {
        var rows = [[BookLevel]](repeating: [], count: table.count)
        for level in 1...BookTop.depth {
          guard let prices = try units("\(name)_\(level)", Self.scale.priceDecimals) else { break }
          let quantities = try #require(try units("\(name)_\(level)_quantity", Self.scale.quantityDecimals))
          for row in 0..<table.count {
            // A level of empty or zero quantity is none; the others close ranks.
            guard let price = prices[row], let quantity = quantities[row], quantity != 0 else { continue }
            rows[row].append(BookLevel(price: Price(units: price), quantity: Quantity(units: quantity)))
          }
        }
        return rows
      }
      let (bids, asks) = (try side("bid"), try side("ask"))
      return (0..<table.count).map { row in
        guard let time = times[row] else { return nil }
        var top = BookTop(instrument: InstrumentID(0), time: Timestamp(nanoseconds: time))
        bids[row].forEach { top.appendBid($0) }
        asks[row].forEach { top.appendAsk($0) }
        return top
      }
    }
  }

  /// The book after each message.
  var updatedBooks: [BookTop?] {
    get throws {
      let messages = try #require(try cells("message"))
      let times = try #require(try units("ts", 0))
      let kinds = try #require(try cells("kind"))
      let sides = try #require(try cells("side"))
      let prices = try #require(try units("price", Self.scale.priceDecimals))
      let quantities = try #require(try units("quantity", Self.scale.quantityDecimals))
      var book = LevelBook(instrument: InstrumentID(0), depth: 4096)
      var tops: [BookTop?] = []
      var row = 0
      while row < table.count {
        let first = row
        let time = Timestamp(nanoseconds: try #require(times[row]))
        if kinds[row] == "s" { book = LevelBook(instrument: InstrumentID(0), depth: 4096) }
        while row < table.count, messages[row] == messages[first] {
          let level = BookLevel(price: Price(units: try #require(prices[row])), quantity: Quantity(units: quantities[row] ?? 0))
          book.apply(bids: sides[row] == "bid" ? [level] : [], asks: sides[row] == "ask" ? [level] : [], at: time)
          row += 1
        }
        tops.append(book.top)
      }
      return tops
    }
  }
}
