internal import Domain
internal import LineProtocol

extension BenchmarkSuite {
  /// Ticks to line protocol against QuestDB's client, InfluxDB's client and a loop around std::to_chars.
  public static let lineProtocol = BenchmarkSuite(name: "lineprotocol", abstract: "ticks to line protocol") { scale in
    ["cpp", "questdb", "influxdb_client"].flatMap { [encode(scale, peer: $0), encodeDecimal(scale, peer: $0)] }
      + ["questdb", "influxdb_client"].map {
        .missing(
          "lineprotocol.send", n: 20_000, peer: $0, reason: "sending needs a server, whose work would be measured; what both sides do before it are the rows encode")
      }
  }

  private static func encode(_ scale: BenchmarkScale, peer: String) -> BenchmarkCase {
    let n = scale.size(20_000)
    return BenchmarkCase("lineprotocol.encode", n: n, peer: peer, pairs: scale.pairs(7), calls: n) { (data) throws(Diagnostic) in
      let (ticks, path, lines) = try prepared(data, n)
      let (prices, quantities) = (ticks.prices.map { Double($0) / 10 }, ticks.quantities.map { Double($0) / 1e8 })
      let (bids, asks) = (ticks.bids.map { Double($0) / 10 }, ticks.asks.map { Double($0) / 10 })
      return ([path], { try lines.encode(prices, quantities, bids, asks) })
    }
  }

  private static func encodeDecimal(_ scale: BenchmarkScale, peer: String) -> BenchmarkCase {
    let n = scale.size(20_000)
    return BenchmarkCase("lineprotocol.encode_decimal", n: n, peer: peer, pairs: scale.pairs(7), calls: n) { (data) throws(Diagnostic) in
      let (ticks, path, lines) = try prepared(data, n)
      return ([path], { try lines.encode(ticks) })
    }
  }

  private static func prepared(_ data: BenchmarkData, _ n: Int) throws(Diagnostic) -> (ticks: TickTable, path: String, lines: KeptLines) {
    let ticks = TickTable(seed: 21, count: n)
    let path = try data.write(ticks.columns, as: "ticks-\(n).f64")
    do {
      return (ticks, path, try KeptLines())
    } catch {
      throw Diagnostic(code: "bench.data", exitCode: .badData, message: "the names of ticks cannot be written: \(error)", hint: "")
    }
  }
}
