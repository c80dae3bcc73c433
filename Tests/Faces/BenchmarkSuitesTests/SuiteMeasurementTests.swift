import BenchmarkSuites
import Domain
import Foundation
import Reports
import TestSupport
import Testing

@Suite("The suites", .serialized) struct SuiteMeasurementTests {
  private static let asked = ProcessInfo.processInfo.environment["FRIDAY_MEASURE"]

  @Test("run every row that needs no model, with its answers finite and the same twice", arguments: BenchmarkSuite.all.map(\.name).filter { $0 != "drift" })
  func everyRow(name: String) throws {
    let folder = try TemporaryFolder()
    let suite = try #require(BenchmarkSuite.all.first { $0.name == name })
    for row in suite.rows(.check) {
      #expect(row.suite == name)
      do {
        let (files, work) = try row.prepare(BenchmarkData(folder: folder.path))
        #expect(files.allSatisfy(FileManager.default.fileExists(atPath:)), "\(row.name)")
        let answer = try work()
        #expect(!answer.isEmpty && answer.allSatisfy(\.isFinite), "\(row.name): \(answer)")
        #expect(try work() == answer, "\(row.name) answers the same twice")
      } catch let fault as Diagnostic {
        #expect(fault.code == BenchmarkCase.missingData && (name == "inference" || row.name == "lineprotocol.send"), "\(row.name): \(fault.message)")
      }
    }
  }

  @Test("hold the rows of the contract, with its peers") func names() {
    var found: [String: Set<String>] = [:]
    for row in BenchmarkSuite.all.flatMap({ $0.rows(.check) }) { found[row.name, default: []].insert(row.peer ?? "") }
    let forests: Set = ["lleaves", "lightgbm", "xgboost", "onnxruntime", "tl2cgen"]
    for row in ["a_row", "b_row", "a_batch", "b_batch"] { #expect(found["inference.\(row)"] == forests) }
    for row in ["lr_row", "mlp_row", "lstm_row"] { #expect(found["inference.\(row)"] == ["onnxruntime"]) }
    #expect(found["inference.b_load"] == ["lightgbm", "xgboost", "onnxruntime"])
    for row in ["encode", "encode_decimal"] { #expect(found["lineprotocol.\(row)"] == ["questdb", "cpp", "influxdb_client"]) }
    for row in ["book", "executions"] { #expect(found["decode.\(row)"] == ["simdjson", "orjson"]) }
    for row in ["rsi", "ema", "macd", "atr", "sma", "bollinger", "stddev_20", "stddev_1000", "adx", "kama", "cci_20", "cci_200", "willr", "max_20", "max_1000"] {
      #expect(found["features.talib_\(row)"] == ["talib"] && found["features.event_\(row)"] == ["talib", "talib_python"])
    }
    #expect(found["features.event"] == ["talib", "talib_python"])
    for row in ["batch", "batch_live"] { #expect(found["features.\(row)"] == ["polars", "pandas"]) }
    #expect(found["features.event_set"] == [""] && found["features.event_100_symbols"] == [""])
    #expect(found["lineprotocol.send"] != nil && found["endtoend.predict"] == [""])
  }

  /// The published figures: FRIDAY_MEASURE=full, quick or check, with the peers that scripts/peers has set up.
  @Test("agree with the peers and are measured against them", .enabled(if: asked != nil, "FRIDAY_MEASURE=full or quick measures"))
  func measured() async throws {
    let scale = BenchmarkScale(rawValue: Self.asked ?? "") ?? .quick
    let found = PeerEnvironment.find(
      from: [RepositoryRoot.url.path], override: ProcessInfo.processInfo.environment["FRIDAY_PEERS_PYTHON"])
    let folder = try TemporaryFolder()
    let peers: any BenchmarkPeers = found.environment.map { PeerProcesses($0) as any BenchmarkPeers } ?? AbsentPeers(reason: found.reason)
    let data = BenchmarkData(folder: folder.path, models: found.environment?.models)
    let machine = BenchmarkMachine.current(cpu: await CPUAffinity.pin())
    let only = ProcessInfo.processInfo.environment["FRIDAY_MEASURE_ROWS"]?.split(separator: ",").map(String.init)
    var results: [BenchmarkResult] = []
    for row in BenchmarkSuite.all.flatMap({ $0.rows(scale) }) where only?.contains(where: row.name.hasPrefix) ?? true {
      results.append(try await BenchmarkRunner(meter: ProcessCPUMeter(), peers: peers, data: data).run(row))
      print(BenchmarkReport(machine: machine, results: [results[results.count - 1]]).text)
    }
    let report = BenchmarkReport(machine: machine, results: results)
    print(report.text)
    print(report.json.description)
    #expect(report.disagreeing.isEmpty)
  }
}
