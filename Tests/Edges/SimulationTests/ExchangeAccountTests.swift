import Domain
import KrakenWire
import Simulation
import Testing

@Suite("ExchangeModel: the account's streams and orders")
struct ExchangeAccountTests {
  private func client() throws -> ExchangeClient<SeededMarket> {
    let client = ExchangeModelTests.seeded(2)
    _ = client.open()
    for _ in 0..<50 { _ = try client.step() }
    return client
  }

  private func subscribe(_ channel: String, token: String = ExchangeModelTests.token, extra: String = "") -> String {
    #"{"method":"subscribe","params":{"channel":"\#(channel)","token":"\#(token)"\#(extra)},"req_id":7}"#
  }

  private func add(
    _ side: String, _ type: String, _ quantity: String, price: String? = nil, token: String = ExchangeModelTests.token, symbol: String = "BTC/USD"
  ) -> String {
    let limit = price.map { #","limit_price":\#($0)"# } ?? ""
    return #"{"method":"add_order","params":{"order_type":"\#(type)","side":"\#(side)","symbol":"\#(symbol)","order_qty":\#(quantity)\#(limit),"cl_ord_id":"mine","token":"\#(token)"},"req_id":11}"#
  }

  @Test("A wrong or missing token is an invalid session, everywhere")
  func tokens() throws {
    let client = try client()
    for request in [
      subscribe("executions", token: "no"), subscribe("balances", token: ""), add("buy", "market", "0.1", token: "no"),
      #"{"method":"cancel_order","params":{"order_id":["X"],"token":"no"},"req_id":7}"#, #"{"method":"cancel_all","params":{"token":"no"},"req_id":7}"#,
      #"{"method":"unsubscribe","params":{"channel":"balances","token":"no"},"req_id":7}"#, #"{"method":"subscribe","params":{"channel":"balances"},"req_id":7}"#,
    ] {
      let answer = try client.answer(request)
      #expect(answer?.success == false && answer?.error == "ESession:Invalid session", "\(request)")
    }
  }

  @Test("An order is answered, then reported step by step with sequences that never jump, and the balances add up")
  func order() throws {
    let client = try client()
    let executions = client.say(subscribe("executions"))
    let balances = client.say(subscribe("balances"))
    guard case .executions(let snapshot) = try client.decode(try #require(executions.last)),
      case .balances(let held) = try client.decode(try #require(balances.last))
    else {
      Issue.record("\(executions) \(balances)")
      return
    }
    #expect(snapshot.isSnapshot && snapshot.sequence == 1 && snapshot.rows.isEmpty && held.sequence == 1)
    var running = try #require(held.snapshot).first { $0.asset == "USD" }!.amount
    #expect(running == (try Money(parsing: "100000")))
    let said = client.say(add("buy", "market", "0.05"))
    guard case .answer(let answer) = try client.decode(said[0]) else {
      Issue.record("\(said[0])")
      return
    }
    #expect(answer.success == true && answer.requestID == 11 && answer.clientID == "mine" && answer.orderID != nil)
    var kinds: [String] = []
    var sequences: [Int64] = []
    var balanceSequences: [Int64] = []
    var filled = Money.zero
    for text in said.dropFirst() {
      switch try client.decode(text) {
      case .executions(let frame):
        sequences.append(frame.sequence ?? -1)
        kinds += frame.rows.map(\.kindText)
        #expect(frame.rows.allSatisfy { $0.orderID == answer.orderID })
        for row in frame.rows { if let quantity = row.lastQuantity { filled += quantity } }
      case .balances(let frame):
        balanceSequences.append(frame.sequence ?? -1)
        for entry in frame.entries where entry.asset == "USD" {
          running += entry.amount - entry.fee
          #expect(entry.balance == running)
        }
      default: Issue.record("\(text)")
      }
    }
    #expect(kinds.first == "pending_new" && kinds[1] == "new" && kinds.last == "filled" && kinds.contains("trade"))
    #expect(sequences == Array(2...Int64(sequences.count + 1)) && balanceSequences == Array(2...Int64(balanceSequences.count + 1)))
    #expect(filled == (try Money(parsing: "0.05")))
    #expect(client.model.account.balance(of: "USD") == running && client.model.account.balance(of: "BTC") == filled)
  }

  @Test("Orders are refused in the exchange's words, and an unknown pair by name")
  func refused() throws {
    let client = try client()
    #expect(try client.answer(add("buy", "market", "0.1", symbol: "FOO/USD"))?.error == "Currency pair not supported FOO/USD")
    let poor = client.say(add("sell", "market", "1"))
    #expect(poor.count == 1 && poor[0].contains(#""error":"EOrder:Insufficient funds""#) && poor[0].contains(#""cl_ord_id":"mine""#))
    #expect(try client.answer(add("buy", "limit", "1", price: "1.05"))?.error == "EOrder:Tick size check failed")
    #expect(try client.answer(#"{"method":"cancel_order","params":{"order_id":["OXXXXX-XXXXX-XXXXXX"],"token":"secret-token"}}"#)?.error == "EOrder:Unknown order")
    #expect(try client.answer(#"{"method":"cancel_order","params":{"token":"secret-token"}}"#)?.error == "EGeneral:Invalid arguments:order_id")
  }

  @Test("A waiting order stands in a later session's snapshot; canceling by client id and canceling all end it")
  func waiting() throws {
    let client = try client()
    _ = client.say(add("buy", "limit", "1", price: "10.0"))
    let said = client.say(subscribe("executions", extra: #","snap_trades":true"#))
    guard case .executions(let frame) = try client.decode(try #require(said.last)) else {
      Issue.record("\(said)")
      return
    }
    #expect(frame.isSnapshot && frame.rows.count == 1 && frame.rows[0].clientID == "mine" && frame.rows[0].status == "new")
    let canceled = client.say(#"{"method":"cancel_order","params":{"cl_ord_id":["mine"],"token":"secret-token"},"req_id":1}"#)
    #expect(canceled.count == 2)
    guard case .executions(let update) = try client.decode(canceled[1]) else {
      Issue.record("\(canceled)")
      return
    }
    #expect(update.sequence == 2 && update.rows[0].kind == .canceled && update.rows[0].reason == "User requested")
    _ = client.say(add("buy", "limit", "1", price: "10.0"))
    let all = client.say(#"{"method":"cancel_all","params":{"token":"secret-token"},"req_id":2}"#)
    #expect(all[0].contains(#""count":1"#) && all.count == 2)
  }
}
