import BenchmarkSuites
import Foundation
import Reports
import TestSupport
import Testing

@Suite("BenchmarkReport") struct BenchmarkReportTests {
  private let report = BenchmarkReport(
    machine: BenchmarkMachine(processor: "A Processor", cores: 2, system: "Linux 6", optimised: true),
    results: [
      BenchmarkResult(name: "drift.ks", n: 1_000_000, ours: [0.05, 0.04], peer: "scipy", theirs: [0.2, 0.2], reason: nil, agrees: true),
      BenchmarkResult(name: "drift.sliding_ks", n: 1_000_000, ours: [123], peer: "evidently", theirs: [61.5], reason: nil, agrees: true),
      BenchmarkResult(name: "drift.csv", n: 10, ours: [2e-5], peer: "polars", theirs: [], reason: "no module named polars", agrees: nil),
    ])

  private struct Document: Decodable {
    struct Spread: Decodable, Equatable { var min, median, max: Double }
    struct Result: Decodable {
      var name: String
      var n: Int
      var ours_seconds: Spread
      var peer: String?
      var peer_seconds: Spread?
      var ratio: Spread?
      var reason: String?
    }
    var machine: [String: JSONValue]
    var results: [Result]
  }

  /// Any scalar: the machine's members are not looked into.
  private struct JSONValue: Decodable { init(from decoder: any Decoder) throws { _ = try decoder.singleValueContainer() } }

  @Test("is the contract's document") func json() throws {
    let document = try JSONDecoder().decode(Document.self, from: Data(report.json.bytes))
    #expect(document.machine.keys.sorted() == ["cores", "cpu", "optimised", "processor", "system"])
    let ks = document.results[0]
    #expect(ks.name == "drift.ks" && ks.n == 1_000_000 && ks.peer == "scipy" && ks.reason == nil)
    #expect(ks.ours_seconds == .init(min: 0.04, median: 0.045, max: 0.05))
    #expect(ks.peer_seconds == .init(min: 0.2, median: 0.2, max: 0.2))
    #expect(ks.ratio == .init(min: 4, median: 4.5, max: 5))
    let text = report.json.description
    #expect(text.contains(#""peer":"polars","peer_seconds":null,"ratio":null,"agrees":null,"reason":"no module named polars""#))
  }

  @Test("puts a long name on a line of its own, and a row without figures among the reasons") func longNames() {
    let long = BenchmarkResult(
      name: "lineprotocol.encode_decimal", n: 20_000, ours: [1.23e-7], peer: "questdb", theirs: [2.46e-7], reason: nil, agrees: true)
    let none = BenchmarkResult(name: "inference.b_row", n: 2000, ours: [], peer: "lleaves", theirs: [], reason: "it does not compile", agrees: nil)
    let report = BenchmarkReport(
      machine: BenchmarkMachine(processor: String(repeating: "p", count: 60), cores: 2, system: "Linux 6", optimised: true, cpu: 1), results: [long, none])
    let lines = report.text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines[0].hasSuffix("CPU time over all threads, on CPU 1"))
    #expect(lines.contains("lineprotocol.encode_decimal") && report.text.contains("123 ns questdb"))
    #expect(lines.contains("no ratio: inference.b_row lleaves: it does not compile"))
    #expect(report.json.description.contains(#""name":"inference.b_row","n":2000,"pairs":0,"ours_seconds":null"#))
  }

  @Test("fits 80 columns, marks the rows behind and names them") func text() {
    let lines = report.text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.filter { $0.hasSuffix(" <") }.count == 1)
    #expect(lines.contains { $0.hasPrefix("drift.sliding_ks") && $0.hasSuffix(" <") })
    #expect(lines.contains("behind: drift.sliding_ks against evidently"))
    #expect(lines.contains("no ratio: drift.csv polars: no module named polars"))
    #expect(lines.contains("2 of 3 rows compared; a ratio above 1 is ahead of the peer"))
  }
}
