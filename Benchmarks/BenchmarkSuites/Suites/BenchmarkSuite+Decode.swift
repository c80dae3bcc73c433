internal import Domain
internal import KrakenWire

extension BenchmarkSuite {
  /// Kraken's frames to a checked book and to the state of orders, against simdjson and orjson.
  public static let decode = BenchmarkSuite(name: "decode", abstract: "exchange frames to book and orders") { scale in
    let n = scale.size(20_000)
    return ["simdjson", "orjson"].flatMap { peer in
      [
        BenchmarkCase("decode.book", n: n, peer: peer, pairs: scale.pairs(7), calls: n) { (data) throws(Diagnostic) in
          let tape = FrameTape.book(seed: 31, count: n)
          let path = try data.write(tape.bytes, as: "book-\(n).ndjson")
          let kept = KeptBook(tape)
          return ([path], { try kept.take(tape) })
        },
        BenchmarkCase("decode.executions", n: n, peer: peer, pairs: scale.pairs(7), calls: n) { (data) throws(Diagnostic) in
          let tape = FrameTape.executions(seed: 32, count: n)
          let path = try data.write(tape.bytes, as: "executions-\(n).ndjson")
          let kept = KeptOrders(tape)
          return ([path], { try kept.take(tape) })
        },
      ]
    }
  }
}
