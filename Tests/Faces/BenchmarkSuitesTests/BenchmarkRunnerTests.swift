import BenchmarkSuites
import Domain
import TestSupport
import Testing

@Suite("BenchmarkRunner") struct BenchmarkRunnerTests {
  private func row(pairs: Int, reason: String? = nil, answer: [Double] = [1, 2]) -> BenchmarkCase {
    BenchmarkCase("drift.ks", n: 10, peer: "scipy", pairs: pairs, reason: reason) { _ in ([], { answer }) }
  }

  private func run(_ row: BenchmarkCase, steps: [Double], peers: [PeerAnswer]) async throws -> BenchmarkResult {
    try await BenchmarkRunner(meter: ScriptedMeter(steps), peers: ScriptedPeers(peers), data: BenchmarkData(folder: "none")).run(row)
  }

  @Test("takes the ratio pair by pair, warm-up left out") func ratios() async throws {
    // Ratios 4, 1 and 9; the ratio of the medians would be 6 ÷ 3 = 2.
    let result = try await run(
      row(pairs: 3), steps: [50, 1, 6, 3],
      peers: [.measured(seconds: 99, answer: [1, 2]), .measured(seconds: 4, answer: [1, 2]), .measured(seconds: 6, answer: [1, 2]), .measured(seconds: 27, answer: [1, 2])])
    #expect(result.ours == [1, 6, 3])
    #expect(result.theirs == [4, 6, 27])
    #expect(result.ratio == Spread([4, 1, 9]))
    #expect(result.ratio?.median == 4 && result.ratio?.min == 1 && result.ratio?.max == 9)
    #expect(result.agrees == true && !result.isLosing && result.reason == nil)
  }

  @Test("repeats work that is shorter than it can measure and gives one run's share") func repeats() async throws {
    let result = try await run(row(pairs: 1), steps: [0x1p-10, 0.75], peers: [.missing("no scipy")])
    #expect(result.ours == [0.25])
  }

  @Test("keeps our figures and the reason when the peer is missing") func missing() async throws {
    let result = try await run(row(pairs: 2), steps: [3, 1, 2], peers: [.missing("no module named scipy")])
    #expect(result.ours == [1, 2])
    #expect(result.theirs.isEmpty && result.ratio == nil && result.agrees == nil)
    #expect(result.reason == "no module named scipy")
  }

  @Test("gives no ratio when the peer goes away between pairs") func lost() async throws {
    let result = try await run(
      row(pairs: 2), steps: [3, 1, 2], peers: [.measured(seconds: 1, answer: [1, 2]), .measured(seconds: 1, answer: [1, 2]), .missing("it ended")])
    #expect(result.ratio == nil && result.theirs.isEmpty && result.reason == "it ended")
  }

  @Test("gives no ratio when the answers differ, and says where") func differing() async throws {
    let result = try await run(row(pairs: 1), steps: [3, 1], peers: [.measured(seconds: 1, answer: [1, 2.5])])
    #expect(result.agrees == false && result.ratio == nil)
    #expect(result.reason == "the answers differ in number 1: 2.0 here, 2.5 there")
    let short = try await run(row(pairs: 1), steps: [3, 1], peers: [.measured(seconds: 1, answer: [1])])
    #expect(short.agrees == false)
  }

  @Test("gives seconds a call on both sides") func calls() async throws {
    let row = BenchmarkCase("inference.a_row", n: 4, peer: "lightgbm", pairs: 1, calls: 4) { _ in ([], { [7] }) }
    let result = try await run(row, steps: [9, 2], peers: [.measured(seconds: 8, answer: [7]), .measured(seconds: 8, answer: [7])])
    #expect(result.ours == [0.5] && result.theirs == [2] && result.ratio?.median == 4)
  }

  @Test("gives the reason of a row that cannot be measured here, and fails on any other fault") func unmeasurable() async throws {
    let result = try await run(.missing("inference.b_row", n: 5, peer: "lleaves", reason: "it does not compile"), steps: [], peers: [])
    #expect(result.ours.isEmpty && result.ratio == nil && result.agrees == nil && result.reason == "it does not compile")
    let broken = BenchmarkCase("drift.ks", n: 1, peer: "scipy", pairs: 1) { (data) throws(Diagnostic) in
      throw Diagnostic(code: "bench.data", exitCode: .unavailable, message: "the disk is full", hint: "")
    }
    await #expect(throws: Diagnostic.self) { try await run(broken, steps: [], peers: []) }
  }

  @Test("does not ask for a row that has no peer") func alone() async throws {
    let result = try await run(row(pairs: 1, reason: "measured alone"), steps: [3, 1], peers: [])
    #expect(result.reason == "measured alone")
  }

  @Test("measures this process's processor time") func meter() {
    let meter = ProcessCPUMeter()
    // Other tests' threads count too: the other clock is read on both sides of each of this meter's readings.
    let before = CPUClock.process()
    let start = meter.seconds()
    let checked = CPUClock.process()
    var sum = 0.0
    while CPUClock.process() - checked < 20_000_000 { sum += 1 }
    let spent = meter.seconds() - start
    #expect(spent >= 0.0199, "\(sum) turns")
    #expect(spent <= Double(CPUClock.process() - before) / 1e9 + 0.001)
  }
}
