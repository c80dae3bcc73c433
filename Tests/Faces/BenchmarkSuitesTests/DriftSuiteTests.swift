import BenchmarkSuites
import Foundation
import Reports
import TestSupport
import Testing

@Suite("The drift suite", .serialized) struct DriftSuiteTests {
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
}
