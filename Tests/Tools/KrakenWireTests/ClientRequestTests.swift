import Domain
import JSONBytes
import TestSupport
import Testing

@testable import KrakenWire

@Suite("what a client asks, the exchange understands") struct ClientRequestTests {
  static func text(_ dice: inout SeededGenerator) -> String {
    ["BTC/USD", "", "a\"b\\c", "é🙂", "line\nbreak"].randomElement(using: &dice) ?? ""
  }
  static func maybe<Value>(_ value: Value, _ dice: inout SeededGenerator) -> Value? { Bool.random(using: &dice) ? value : nil }

  static func request(_ dice: inout SeededGenerator) -> ClientRequest {
    let id = maybe(Int64.random(in: .min ... .max, using: &dice), &dice)
    func subscription() -> ClientRequest.Subscription {
      ClientRequest.Subscription(
        channel: text(&dice), symbols: (0..<Int.random(in: 0...3, using: &dice)).map { _ in text(&dice) },
        depth: maybe(Int.random(in: 0...1000, using: &dice), &dice), snapshot: maybe(Bool.random(using: &dice), &dice),
        snapshotOrders: maybe(Bool.random(using: &dice), &dice), snapshotTrades: maybe(Bool.random(using: &dice), &dice),
        token: maybe(text(&dice), &dice), requestID: id)
    }
    switch Int.random(in: 0..<6, using: &dice) {
    case 0: return .ping(requestID: id)
    case 1: return .subscribe(subscription())
    case 2: return .unsubscribe(subscription())
    case 3:
      return .addOrder(
        ClientRequest.AddOrder(
          orderType: "limit", side: "buy", symbol: text(&dice), quantity: "1.50000000", limitPrice: maybe("45283.5", &dice),
          timeInForce: maybe("ioc", &dice), isPostOnly: Bool.random(using: &dice), isOnlyValidated: Bool.random(using: &dice),
          clientID: maybe(text(&dice), &dice), token: maybe(text(&dice), &dice), requestID: id))
    case 4:
      return .cancelOrder(
        ClientRequest.CancelOrder(
          orderIDs: (0..<Int.random(in: 0...3, using: &dice)).map { _ in text(&dice) },
          clientIDs: (0..<Int.random(in: 0...3, using: &dice)).map { _ in text(&dice) }, token: maybe(text(&dice), &dice), requestID: id))
    default: return .cancelAll(token: maybe(text(&dice), &dice), requestID: id)
    }
  }

  @Test("each request reads back as it was written, over seeds", arguments: 0..<60 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let request = Self.request(&dice)
      var bytes: [UInt8] = []
      request.append(to: &bytes)
      #expect(try ClientRequest(reading: bytes.span) == request, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("an order of ours is printed at the market's precisions")
  func order() throws {
    let order = NewOrder(
      clientID: "c1", instrument: InstrumentID(0), symbol: "BTC/USD", side: .sell, kind: .limit(Price(units: 452_835)),
      quantity: Quantity(units: 150_000_000), time: Timestamp(seconds: 0))
    var bytes: [UInt8] = []
    ClientRequest.order(order, instrument: Frames.bitcoin, token: "t", requestID: 1).append(to: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains(#""order_type":"limit""#) && text.contains(#""limit_price":45283.5"#) && text.contains(#""order_qty":1.50000000"#))
  }

  @Test("unknown methods keep their name, unknown keys are skipped")
  func unknown() throws {
    let text = #"{"future":{"a":[1,{"b":null}]},"req_id":7,"method":"edit_order","params":{"deadline":"x","token":"t"}}"#
    #expect(try ClientRequest(reading: Array(text.utf8).span) == .unsupported(method: "edit_order", requestID: 7))
  }

  @Test(
    "broken requests are refused with the place",
    arguments: ["", "[]", "{", #"{"method":5}"#, #"{"method":"ping","req_id":1.5}"#, #"{"method":"subscribe","params":[]}"#, #"{"method":"ping"} x"#])
  func broken(text: String) {
    #expect(throws: JSONError.self) { _ = try ClientRequest(reading: Array(text.utf8).span) }
  }

  @Test("a list beyond its bound is refused, not read")
  func longList() {
    let symbols = Array(repeating: #""A/B""#, count: ClientRequest.maximumListLength + 1).joined(separator: ",")
    let text = #"{"method":"subscribe","params":{"channel":"book","symbol":["# + symbols + "]}}"
    #expect(throws: JSONError.self) { _ = try ClientRequest(reading: Array(text.utf8).span) }
  }
}
