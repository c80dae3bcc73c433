import Engine
import Ports
import Server
import Telemetry
import Testing

@Suite("The snapshot as metrics")
struct EngineMetricsTests {
  @Test("has every metric name but those counted elsewhere")
  func complete() {
    let names = Set(EngineMetrics.families(ExampleSnapshot.working()).map(\.name))
    let expected = Set(MetricName.allCases).subtracting(EngineMetrics.countedElsewhere)
    #expect(names == Set(expected.map(\.rawValue)))
  }

  @Test("leaves out what does not exist instead of saying 0")
  func absent() {
    let names = Set(EngineMetrics.families(ExampleSnapshot.empty).map(\.name))
    for name in [MetricName.pointsUploaded, .orders, .fills, .reconciliations, .discrepancies, .tickToPrediction, .tickService] {
      #expect(!names.contains(name.rawValue), "\(name)")
    }
    #expect(names.contains(MetricName.ticks.rawValue))
  }

  @Test("says how old a market's most neglected input is, and how many of its features are stale")
  func freshness() throws {
    var snapshot = ExampleSnapshot.working()
    snapshot.markets[0].features[3].isStale = true
    snapshot.markets[0].staleValues = 5
    snapshot.markets[1].staleValues = 2
    let families = Dictionary(uniqueKeysWithValues: EngineMetrics.families(snapshot).map { ($0.name, $0.samples) })
    let symbols = snapshot.markets.map(\.symbol)
    let ages = try #require(families[MetricName.featureAge.rawValue])
    #expect(ages.map { $0.labels.map(\.value) } == symbols.map { [$0] })
    // The last column that has a value was observed that many seconds before the market's time.
    #expect(ages[0].value == Double(snapshot.markets[0].features.lastIndex { $0.observed != nil } ?? -1))
    let stale = try #require(families[MetricName.featuresStale.rawValue])
    #expect(stale.map(\.value) == [1] + symbols.dropFirst().map { _ in 0 })
    #expect(families[MetricName.staleValues.rawValue]?.first?.value == 7)
  }

  @Test("gives each name its own number")
  func numbers() throws {
    var snapshot = ExampleSnapshot.working()
    snapshot.frames = 1; snapshot.framesUnknown = 2; snapshot.framesMalformed = 3; snapshot.checksumMismatches = 4; snapshot.resyncs = 5
    snapshot.reconnects = 6; snapshot.ticks = 7; snapshot.predictions = 8; snapshot.outcomes = 9; snapshot.outcomesLate = 10
    snapshot.outcomesMissing = 11; snapshot.outcomesPending = 12; snapshot.driftChecks = 13; snapshot.driftAlarms = 14
    snapshot.journalRecords = 15; snapshot.journalPoints = 16; snapshot.pointsUploaded = 17
    snapshot.account?.orders = 18; snapshot.account?.fills = 19; snapshot.account?.checks = 20; snapshot.account?.discrepancies = 21
    snapshot.modelSwaps = 22; snapshot.modelSetsRefused = 23
    snapshot.predictionsBlocked = 24; snapshot.predictionsDoubtful = 25
    let values = Dictionary(uniqueKeysWithValues: EngineMetrics.families(snapshot).map { ($0.name, $0.samples[0].value) })
    let order: [MetricName] = [
      .frames, .framesUnknown, .framesMalformed, .checksumMismatches, .resyncs, .reconnects, .ticks, .predictions, .outcomes, .outcomesLate,
      .outcomesMissing, .outcomesPending, .driftChecks, .driftAlarms, .journalRecords, .journalPoints, .pointsUploaded, .orders, .fills,
      .reconciliations, .discrepancies, .modelSwaps, .modelSetsRefused, .predictionsBlocked, .predictionsDoubtful,
    ]
    for (index, name) in order.enumerated() { #expect(values[name.rawValue] == Double(index + 1), "\(name)") }
  }
}
