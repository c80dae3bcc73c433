@testable import Recordings
import Domain
import Foundation
import TestSupport
import Testing

@Suite("RecordingReader")
struct RecordingReaderTests {
  private func open(_ text: String, name: String = "a.csv") throws -> (RecordingReader, [MarketEvent]) {
    let folder = try TemporaryFolder()
    var reader = try RecordingReader(path: folder.write(text, to: name))
    let copy = reader
    var events: [MarketEvent] = []
    while let event = try reader.next() { events.append(event) }
    return (copy, events)
  }

  private func refusal(_ text: String, name: String = "a.csv") throws -> Diagnostic { try #require(throws: Diagnostic.self) { try open(text, name: name) } }

  private static let quotes = "ts_recv_ns,ts_exch_ms,venue,symbol,update_id,bid,bid_qty,ask,ask_qty\n"
  private static let trades = "ts_recv_ns,ts_exch_ms,venue,symbol,trade_id,price,qty,taker_side\n"

  @Test("A quote row becomes a quote: receive time cut to µs, decimals as found, each venue and symbol an instrument")
  func quoteRows() throws {
    let (reader, events) = try open(
      Self.quotes
        + """
        1723161255088165267,1723161256311,binance-usdm,ETHUSDT,5,2681.62,1.165,2681.63,73.077
        1723161255088165999,,binance-spot,BTCUSDT,6,61837.63000000,3.78826000,61837.64000000,1.54698000
        1723161255088165000,7,binance-usdm,BTCUSDT,7,61800.20,2.507,61800.30,0

        """)
    #expect(reader.form == .quotes && reader.count == 3)
    #expect(reader.instruments.map(\.symbol) == ["ETH/USDT:binance-usdm", "BTC/USDT", "BTC/USDT:binance-usdm"])
    #expect(reader.instruments.map(\.priceDecimals) == [2, 2, 1] && reader.instruments.map(\.quantityDecimals) == [3, 5, 3])
    #expect(reader.instruments.allSatisfy { $0.quote == "USDT" })
    let time = Timestamp(nanoseconds: 1_723_161_255_088_165_000)
    func level(_ price: Int64, _ quantity: Int64) -> BookLevel { BookLevel(price: Price(units: price), quantity: Quantity(units: quantity)) }
    #expect(
      events == [
        .quote(instrument: InstrumentID(0), time: time, bid: level(268_162, 1_165), ask: level(268_163, 73_077)),
        .quote(instrument: InstrumentID(1), time: time, bid: level(6_183_763, 378_826), ask: level(6_183_764, 154_698)),
        .quote(instrument: InstrumentID(2), time: time, bid: level(618_002, 2_507), ask: level(618_003, 0)),
      ])
  }

  @Test("A trade row keeps id, price, quantity and side to the last digit; the file's order stays, also where time runs back")
  func tradeRows() throws {
    let (reader, events) = try open(
      Self.trades + "2000,1,binance-spot,BTCUSDT,9,61837.63,0.02,sell\n1999,1,binance-usdm,BTCUSDT,10,61837.6,1.5e-3,buy\n")
    #expect(reader.instruments.map(\.symbol) == ["BTC/USDT", "BTC/USDT:binance-usdm"] && reader.instruments[1].quantityDecimals == 4)
    #expect(
      events == [
        .trade(Trade(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 2000), id: 9, price: Price(units: 6_183_763), quantity: Quantity(units: 2), side: .sell)),
        .trade(Trade(instrument: InstrumentID(1), time: Timestamp(nanoseconds: 1000), id: 10, price: Price(units: 618_376), quantity: Quantity(units: 15), side: .buy)),
      ])
  }

  @Test("Kraken's history takes its market from the file's name and its sides from the tick rule")
  func history() throws {
    let text = "1672531436,90.54,1.1\n1672531471,90.45,1\n1672531647.5,90.45,2\n1672531648,90.46,3\n"
    for text in [text, "time,price,volume\n" + text] {
      let (reader, events) = try open(text, name: "kraken_trades_BCHEUR_2023.csv")
      #expect(reader.instruments.map(\.symbol) == ["BCH/EUR"] && reader.count == 4)
      let trades = events.compactMap { if case .trade(let trade) = $0 { trade } else { nil } }
      #expect(trades.map(\.side) == [.buy, .sell, .sell, .buy])
      #expect(trades.map(\.price.units) == [9054, 9045, 9045, 9046] && trades.map(\.quantity.units) == [11, 10, 20, 30])
      #expect(trades[2].time == Timestamp(nanoseconds: 1_672_531_647_500_000_000))
    }
    let unnamed = try refusal(text, name: "history.csv")
    #expect(unnamed.code == "recording.symbol" && unnamed.message.contains("history.csv"))
  }

  @Test("Kraken's Trades columns are read with b and s as sides, seven decimals of a second, XBT as BTC")
  func krakenTrades() throws {
    let (reader, events) = try open(
      "price,volume,time_s,side,ordertype,misc,trade_id\n105433.60000,0.00027625,1762795433.9717445,b,l,,10218208\n105410.1,0.00005,1762795457.8467374,s,m,,10218209\n",
      name: "kraken_rest_trades_XBTUSDT.csv")
    #expect(reader.instruments[0].symbol == "BTC/USDT" && reader.instruments[0].priceDecimals == 1 && reader.instruments[0].quantityDecimals == 8)
    #expect(
      events.first
        == .trade(
          Trade(
            instrument: InstrumentID(0), time: Timestamp(nanoseconds: 1_762_795_433_971_744_000), id: 10_218_208, price: Price(units: 1_054_336),
            quantity: Quantity(units: 27_625), side: .buy)))
  }

  @Test("A broken line is named by file and line, and the file is refused before its first event")
  func broken() throws {
    let good = "1000,1,binance-spot,BTCUSDT,9,61837.63,0.02,sell\n"
    let cases: [(String, String, String)] = [
      ("x,1,binance-spot,BTCUSDT,9,1,1,sell\n", "recording.broken_line", "is no time"),
      ("9300000000000000000,1,binance-spot,BTCUSDT,9,1,1,sell\n", "recording.broken_line", "is no time"),
      ("1000,1,binance-spot,BTCUSDT,9,abc,1,sell\n", "recording.broken_line", "is no decimal number"),
      ("1000,1,binance-spot,BTCUSDT,9,,1,sell\n", "recording.broken_line", "is empty"),
      ("1000,1,binance-spot,BTCUSDT,9,-5,1,sell\n", "recording.broken_line", "is negative"),
      ("1000,1,binance-spot,BTCUSDT,9,0,1,sell\n", "recording.broken_line", "is zero"),
      ("1000,1,binance-spot,BTCUSDT,9,1,1,hold\n", "recording.broken_line", "is no side"),
      ("1000,1,binance-spot,BTCUSDT,n,1,1,sell\n", "recording.broken_line", "is no trade number"),
      ("1000,1,binance-spot,?,9,1,1,sell\n", "recording.broken_line", "is no market"),
      ("1000,1,binance-spot,BTCUSDT,9,1\n", "csv.ragged_row", "6 fields"),
      ("1000,1,binance-spot,BTCUSDT,9,1e17,0.5,sell\n", "recording.precision", "18 in all"),
      ("1000,1,binance-spot,BTCUSDT,9,1,0.0000000000001,sell\n", "recording.precision", "12 behind the point"),
      ("1000,1,binance-spot,BTCUSDT,9,1e400,1,sell\n", "recording.precision", "401"),
    ]
    for (line, code, words) in cases {
      let error = try refusal(Self.trades + good + line + good)
      #expect(error.code == code && error.exitCode == .badData && error.message.contains("a.csv:3"), "\(line)\(error)")
      #expect(error.message.contains(words) && error.hint != nil, "\(line)\(error)")
    }
  }

  @Test("A header without a row, and a file of frames, are refused")
  func nothing() throws {
    for header in [Self.quotes, Self.trades, "time,price,volume\n", "message,ts_ns,symbol,kind,side,price,quantity,trade_id\n"] {
      let error = try refusal(header, name: "XBTUSD.csv")
      #expect(error.code == "recording.no_rows" && error.message.contains("XBTUSD.csv"), "\(header): \(error)")
    }
    #expect(try refusal("{}\n").code == "recording.frames")
  }

  @Test("A file that changes behind the reader's back is refused with the line, not misread")
  func changed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.trades + "1000,1,binance-spot,BTCUSDT,9,10.5,1,sell\n", to: "a.csv")
    var reader = try RecordingReader(path: path)
    _ = try folder.write(Self.trades + "1000,1,binance-spot,BTCUSDT,9,10.55,1,sell\n", to: "a.csv")
    var second = try RecordingReader(path: path)
    #expect(try second.next() != nil)
    // The first holds its block already, or reads the new one: never a price of neither.
    let event = Result { try reader.next() }
    switch event {
    case .success(.trade(let trade)?): #expect(trade.price.units == 105)
    case .failure(let error as Diagnostic): #expect(error.code == "recording.changed" && error.message.contains("a.csv:2"))
    default: Issue.record("\(event)")
    }
  }

  @Test("Every row of the real recordings becomes one event, in order, without the loss of a digit")
  func real() throws {
    var files = [("binance_trades_btc_20240808-09.csv", 41_217, 2), ("kraken_rest_trades_XBTUSDT.csv", 1000, 1), ("kraken_trades_BCHEUR_2023.csv", 148, 1)]
    #if DEBUG
      print("skipped: 193,255 real quotes in a debug build (a release build reads them all)")
    #else
      files += [("binance_quotes_btc_eth_20240808.csv", 120_081, 2), ("binance_spot_btcusdt_quotes_20240808-09.csv", 73_174, 1)]
    #endif
    for (name, rows, markets) in files {
      guard let file = SharedData.url("marketdata/\(name)") else { continue }
      var reader = try RecordingReader(path: file.path)
      #expect(reader.count == rows && reader.instruments.count == markets, "\(name)")
      // The same sums from the text, by a reading of its own.
      let sum = try WrittenSum(file)
      var prices: [Int128] = []
      var events = 0
      while let event = try reader.next() {
        events += 1
        #expect(event.time.nanoseconds % 1000 == 0)
        switch event {
        case .trade(let trade): prices.append(Int128(trade.price.units) * Self.scale(12 - reader.instruments[Int(trade.instrument.index)].priceDecimals))
        case .quote(let id, _, let bid, let ask):
          let scale = Self.scale(12 - reader.instruments[Int(id.index)].priceDecimals)
          prices.append((Int128(bid.price.units) + Int128(ask.price.units)) * scale)
        case .book: Issue.record("\(name): a book")
        }
      }
      #expect(events == rows && prices == sum.prices, "\(name)")
    }
  }

  private static func scale(_ exponent: Int) -> Int128 { Int128(DecimalText.power(exponent)) }
}
