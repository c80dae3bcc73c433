import Foundation
import Statistics
import TestSupport
import Testing

/// Thread CPU time of the heavy walks in release. `FRIDAY_MEASURE=1` turns it on: a debug build or a busy gate must not fail on speed.
@Suite("speed of the multivariate tests", .serialized) struct MultivariateSpeedTests {
  static let isOn: Bool = {
    let isOn = ProcessInfo.processInfo.environment["FRIDAY_MEASURE"] != nil
    if !isOn { print("skipped: speed of the multivariate tests (set FRIDAY_MEASURE=1, in release)") }
    return isOn
  }()

  static func cpuSeconds(_ repetitions: Int, _ work: () throws -> Void) rethrows -> (least: Double, median: Double) {
    var times: [Double] = []
    for _ in 0..<repetitions {
      let start = clock()
      try work()
      times.append(Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    times.sort()
    return (times[0], times[repetitions / 2])
  }

  static func sample(_ rows: Int, _ columns: Int, shift: Double, _ random: inout SeededGenerator) throws -> SampleMatrix {
    try SampleMatrix(columns: (0..<columns).map { _ in (0..<rows).map { _ in random.normal() + shift } })
  }

  @Test("MMD², 2000 × 2000 × 20, 100 permutations", .enabled(if: isOn))
  func discrepancy() throws {
    var random = SeededGenerator(seed: 1)
    let reference = try Self.sample(2000, 20, shift: 0, &random)
    let current = try Self.sample(2000, 20, shift: 0.1, &random)
    let plan = try PermutationPlan(count: 100)
    let sigma = 20.0.squareRoot()
    var value = 0.0
    let alone = try Self.cpuSeconds(9) { value += try MaximumMeanDiscrepancy(reference: reference, current: current, bandwidth: sigma).unbiased }
    let permuted = try Self.cpuSeconds(9) {
      value += try MaximumMeanDiscrepancy(reference: reference, current: current, bandwidth: sigma, plan: plan, using: &random).pValue ?? 0
    }
    let median = try Self.cpuSeconds(5) { value += try MaximumMeanDiscrepancy.medianHeuristic(reference: reference, current: current) }
    let energy = try Self.cpuSeconds(5) { value += try EnergyTest(reference: reference, current: current, plan: plan, using: &random).statistic }
    print("speed: mmd2 \(alone)  mmd2 with 100 permutations \(permuted)  median \(median)  energy with 100 permutations \(energy)  (\(value))")
    #expect(value.isFinite)
  }
}
