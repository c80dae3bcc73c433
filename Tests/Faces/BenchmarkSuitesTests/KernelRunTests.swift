import BenchmarkSuites
import Foundation
import TestSupport
import Testing

@Suite("KernelRun") struct KernelRunTests {
  private struct Threshold: Decodable {
    var name: String
    var instructions_per_call: Double
    var tolerance: Double
  }

  @Test("gives every kernel's result, the same from run to run", arguments: KernelRun.all.map(\.name)) func results(name: String) throws {
    let kernel = try #require(KernelRun.named(name))
    let sum = try kernel.run(iterations: 3)
    #expect(sum.isFinite && sum != 0)
    #expect(try kernel.run(iterations: 3) == sum)
  }

  @Test("has a threshold for every kernel, one a line as scripts/instructions reads them") func thresholds() throws {
    let text = try String(contentsOf: RepositoryRoot.url.appendingPathComponent("Benchmarks/Thresholds/kernels.json"), encoding: .utf8)
    let thresholds = try JSONDecoder().decode([Threshold].self, from: Data(text.utf8))
    #expect(thresholds.map(\.name) == KernelRun.all.map(\.name))
    #expect(thresholds.allSatisfy { $0.instructions_per_call > 0 && (0.001...0.1).contains($0.tolerance) })
    #expect(text.split(separator: "\n").count { $0.contains("\"name\"") } == thresholds.count)
  }
}
