import Domain
import Engine
import Ports
import Scenarios
import Simulation
import Testing

@Suite("SimulatedRun")
struct SimulatedRunTests {
  @Test("One seed gives one state hash, another seed another, and another model another", arguments: [1, 42] as [UInt64])
  func hash(seed: UInt64) throws {
    let configuration = SampleRun.engine(model: try SampleRun.model())
    let first = try SampleRun.report(seed: seed, configuration: configuration)
    let again = try SampleRun.report(seed: seed, configuration: configuration)
    #expect(first.stateHash == again.stateHash && first.events == again.events && first.snapshot.predictions == again.snapshot.predictions)
    #expect(first.stateHash.count == 16 && first.stateHash.allSatisfy(\.isHexDigit) && first.seed == seed)
    #expect(try SampleRun.report(seed: seed + 1, configuration: configuration).stateHash != first.stateHash)
    // The same market, features and orders (none): only the predictions differ.
    let quiet = try [1, 2].map { try SampleRun.report(seed: seed, configuration: SampleRun.engine(model: SampleRun.model(seed: $0), strategy: false)) }
    #expect(quiet[0].events == quiet[1].events && quiet[0].stateHash != quiet[1].stateHash)
  }

  @Test("Every invariant holds while orders are filled and reconciled", arguments: [3, 4, 5] as [UInt64])
  func invariants(seed: UInt64) throws {
    let report = try SampleRun.report(seed: seed, seconds: 240, configuration: SampleRun.engine(model: SampleRun.model()))
    for invariant in report.invariants { #expect(invariant.violations == 0, "seed \(seed): \(invariant.name)") }
    #expect(report.holds && report.invariants.count == 8)
    let account = try #require(report.snapshot.account)
    #expect(account.orders > 3 && account.fills > 3 && account.checks >= 3, "seed \(seed): \(account.orders) orders prove little")
    #expect(report.snapshot.predictions > 500 && report.snapshot.outcomes > 300, "seed \(seed)")
    #expect(report.snapshot.ticks == report.events, "seed \(seed)")
    #expect(account.balances.contains { $0.asset == "USD" && $0.amount < (try! Money(parsing: "100000")) }, "seed \(seed): no fee was paid")
  }

  /// Whole runs of 27 minutes: one seed where the build is slow.
  private static var regimeSeeds: [UInt64] {
    #if DEBUG
      [1]
    #else
      [1, 2, 3, 4, 5]
    #endif
  }

  @Test("A planted regime change raises a drift alarm within minutes, and calm before it raises none", arguments: regimeSeeds)
  func regime(seed: UInt64) throws {
    let minute: Int64 = 60_000_000_000
    let market = SampleRun.market(seed: seed, seconds: 1590, rate: 6, regime: 1200 * 1_000_000_000)
    let configuration = SampleRun.engine(model: try SampleRun.model(), strategy: false)
    var run = try SimulatedRun(market: market, configuration: configuration, start: SampleRun.start)
    let report = try run.run(seed: seed)
    let change = SampleRun.start.adding(nanoseconds: 20 * minute)
    let after = report.snapshot.alarms.filter { $0.time >= change }
    #expect(!after.isEmpty, "seed \(seed): no alarm within 6 min 30 s, after \(report.snapshot.driftChecks) checks")
    #expect(report.snapshot.alarms.count == after.count, "seed \(seed): an alarm in calm: \(report.snapshot.alarms.filter { $0.time < change })")
    let first = after.map(\.time).min() ?? change
    print("seed \(seed): first alarm \(first.nanoseconds(since: change) / 1_000_000_000) s behind the change, \(after.count) in all")
  }

  @Test("A market's failure ends the run as its own diagnostic, and an observer sees every event once")
  func failure() throws {
    let failure = Diagnostic(code: "recording.changed", exitCode: .badData, message: "x.csv:3: changed")
    var seen = 0
    let observed = ObservedMarket(SampleRun.market(seed: 1, seconds: 60)) { (event) throws(Diagnostic) in
      seen += 1
      if seen == 100 { throw failure }
    }
    var run = try SimulatedRun(market: observed, configuration: SampleRun.engine(model: SampleRun.model()), start: SampleRun.start)
    #expect(throws: failure) { try run.run(seed: 1) }
    #expect(seen == 100)
    var count = 0
    var whole = ObservedMarket(SampleRun.market(seed: 1, seconds: 20)) { (_) throws(Diagnostic) in count += 1 }
    var events = 0
    while try whole.next() != nil { events += 1 }
    #expect(events == count && events > 20 && whole.instruments.count == 2)
  }
}
