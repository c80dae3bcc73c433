import BenchmarkSuites
import Foundation
import Reports
import TestSupport
import Testing

@Suite("The drift suite", .serialized) struct DriftSuiteTests {
  private static let asked = ProcessInfo.processInfo.environment["FRIDAY_MEASURE"]

  @Test("runs every row, with its answers finite and the peer's absence said") func everyRow() async throws {
    let folder = try TemporaryFolder()
    let runner = BenchmarkRunner(meter: ProcessCPUMeter(), peers: AbsentPeers(reason: "not asked"), data: BenchmarkData(folder: folder.path))
    var names: Set<String> = []
    for row in BenchmarkSuite.drift.rows(.check) {
      let (files, work) = try row.prepare(BenchmarkData(folder: folder.path))
      #expect(files.allSatisfy(FileManager.default.fileExists(atPath:)), "\(row.name)")
      let answer = try work()
      #expect(!answer.isEmpty && answer.allSatisfy(\.isFinite), "\(row.name): \(answer)")
      #expect(try work() == answer, "\(row.name) answers the same twice")
      let result = try await runner.run(row)
      #expect(result.reason == "not asked" && result.ratio == nil && result.ours.allSatisfy { $0 > 0 }, "\(row.name)")
      names.insert(row.name)
    }
    #expect(names == Set(["ks", "psi", "rank", "report", "adwin", "sliding_ks", "mmd", "csv"].map { "drift.\($0)" }))
  }

  @Test("gives the same data for a seed, and files that hold them") func data() throws {
    let folder = try TemporaryFolder()
    let data = BenchmarkData(folder: folder.path)
    let (values, path) = try data.normals(seed: 7, count: 100, mean: 3)
    #expect(try data.normals(seed: 7, count: 100, mean: 3).values == values)
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    let read = (0..<100).map { index in
      Double(bitPattern: (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[8 * index + $1]) << UInt64(8 * $1) })
    }
    #expect(read == values)
    let mean = values.reduce(0, +) / 100
    #expect(abs(mean - 3) < 0.4)
  }

  /// The published figures: FRIDAY_MEASURE=full or quick, with the peers that scripts/peers has set up.
  @Test("agrees with the peers and is measured against them", .enabled(if: asked != nil, "FRIDAY_MEASURE=full or quick measures")) func measured() async throws {
    let scale = BenchmarkScale(rawValue: Self.asked ?? "") ?? .quick
    let found = PeerEnvironment.find(
      from: [RepositoryRoot.url.path], override: ProcessInfo.processInfo.environment["FRIDAY_PEERS_PYTHON"])
    let folder = try TemporaryFolder()
    let peers: any BenchmarkPeers = found.environment.map { PeerProcesses($0) as any BenchmarkPeers } ?? AbsentPeers(reason: found.reason)
    let runner = BenchmarkRunner(meter: ProcessCPUMeter(), peers: peers, data: BenchmarkData(folder: folder.path))
    let only = ProcessInfo.processInfo.environment["FRIDAY_MEASURE_ROWS"]?.split(separator: ",").map(String.init)
    var results: [BenchmarkResult] = []
    for row in BenchmarkSuite.drift.rows(scale) where only?.contains(row.name) ?? true {
      results.append(try await runner.run(row))
      print(BenchmarkReport(machine: .current(), results: [results[results.count - 1]]).text)
    }
    let report = BenchmarkReport(machine: .current(), results: results)
    print(report.text)
    print(report.json.description)
    #expect(report.disagreeing.isEmpty)
  }
}
