import Domain
import TestSupport
import Testing

@testable import Features

/// The book inputs of the golden cases, and what this room's operators say of each.
enum GoldenBooks {
  private static let priceScale = 6
  private static let quantityScale = 8

  static func compute(_ golden: GoldenCase, _ table: GoldenTable) throws -> [String: [Double?]]? {
    let tops = golden.input.kind == "book" ? try snapshots(table) : try updates(table)
    let priceUnit = 1e6
    switch golden.calculator {
    case "book_spread":
      let valid = tops.map { isValid($0) ? $0 : nil }
      return ["bps": valid.map { $0.map { BookShape.spread($0) } }, "mid": valid.map { $0?.doubledMid.map { Double($0) / 2 / priceUnit } }]
    case "microprice":
      return [
        "offset": tops.map { top in
          guard isValid(top), let doubledMid = top.doubledMid else { return nil }
          return BookShape.micropriceDeviation(top).map { $0 * Double(doubledMid) / 2 / priceUnit / 10_000 }
        }
      ]
    case "depth_imbalance":
      let levels = Int(try #require(golden.parameters["levels"]))
      return ["imbalance": tops.map { isValid($0) ? BookShape.imbalance($0, levels: levels) : nil }]
    default:
      // With more levels the golden row needs them all; the operator looks at the best level alone, so only equal questions are compared.
      let levels = Int(try #require(golden.parameters["levels"]))
      var flow = OrderFlowImbalance(window: Int64(try #require(golden.parameters["window_ns"])))
      var single = OrderFlowImbalance(window: 1)
      var outputs: [String: [Double?]] = ["e_1": [], "ofi_1": []]
      var latest = Int64.min
      for top in tops {
        guard isValid(top), top.bidCount >= levels, top.askCount >= levels, top.time.nanoseconds >= latest else {
          outputs["e_1"]?.append(nil)
          outputs["ofi_1"]?.append(nil)
          continue
        }
        latest = top.time.nanoseconds
        flow.update(bid: top.bid(0), ask: top.ask(0), at: latest)
        let before = single.sum(at: latest) ?? 0
        single.update(bid: top.bid(0), ask: top.ask(0), at: latest)
        outputs["e_1"]?.append(single.sum(at: latest).map { ($0 - before) / 1e8 })
        outputs["ofi_1"]?.append(flow.sum(at: latest).map { $0 / 1e8 })
      }
      return outputs
    }
  }

  static func isValid(_ top: BookTop) -> Bool { top.bidCount > 0 && top.askCount > 0 && top.bid(0).price <= top.ask(0).price }

  private static func snapshots(_ table: GoldenTable) throws -> [BookTop] {
    let times = try #require(try table.units("ts", scale: 0))
    func side(_ name: String) throws -> [[BookLevel]] {
      var rows = [[BookLevel]](repeating: [], count: table.count)
      for level in 1...BookTop.depth {
        guard let prices = try table.units("\(name)_\(level)", scale: priceScale) else { break }
        let quantities = try #require(try table.units("\(name)_\(level)_quantity", scale: quantityScale))
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
      var top = BookTop(instrument: InstrumentID(0), time: Timestamp(nanoseconds: times[row] ?? 0))
      bids[row].forEach { top.appendBid($0) }
      asks[row].forEach { top.appendAsk($0) }
      return top
    }
  }

  private static func updates(_ table: GoldenTable) throws -> [BookTop] {
    let messages = try #require(table.columns["message"])
    let times = try #require(try table.units("ts", scale: 0))
    let kinds = try #require(table.columns["kind"])
    let sides = try #require(table.columns["side"])
    let prices = try #require(try table.units("price", scale: priceScale))
    let quantities = try #require(try table.units("quantity", scale: quantityScale))
    var book = LevelBook(instrument: InstrumentID(0), depth: 4096)
    var tops: [BookTop] = []
    var row = 0
    while row < table.count {
      let first = row
      let time = Timestamp(nanoseconds: times[row] ?? 0)
      if kinds[row] == "s" { book = LevelBook(instrument: InstrumentID(0), depth: 4096) }
      while row < table.count, messages[row] == messages[first] {
        let level = BookLevel(price: Price(units: prices[row] ?? 0), quantity: Quantity(units: quantities[row] ?? 0))
        book.apply(bids: sides[row] == "bid" ? [level] : [], asks: sides[row] == "ask" ? [level] : [], at: time)
        row += 1
      }
      tops.append(book.top)
    }
    return tops
  }
}
