import Foundation
import TestSupport
import Testing

@testable import Drift

@Suite("Error rates by simulation")
struct DriftStudyTests {
  @Test("every claimed level is kept on the streams the claim covers")
  func claims() throws {
    let rates = try DriftStudy(runs: 40, length: 1500, seed: 20).claimedRates(.independent)
    print(DriftStudy.table(rates))
    #expect(rates.count == DriftStudy.claims.count && rates.allSatisfy { $0.claimed != nil && !$0.isBroken })
    #expect(rates.contains { $0.measured.mean > 0 }, "no false alarm at all shows nothing")
  }

  @Test("every detector that states a guarantee is in the study")
  func complete() throws {
    let studied = Set(DriftStudy.claims.map(\.key.name))
    for name in DetectorCatalogue.names where try DetectorCatalogue.detector(DetectorKey(name: name)).guarantee != nil {
      #expect(studied.contains(name), "\(name)")
    }
  }

  /// `FRIDAY_DRIFT_MONITOR_RUNS=<runs>` makes it sharper.
  @Test("the monitor keeps its level on AR(0.5), whitened or blocked, where the raw values break it")
  func monitor() throws {
    let runs = ProcessInfo.processInfo.environment["FRIDAY_DRIFT_MONITOR_RUNS"].flatMap(Int.init) ?? 10
    let rates = try DriftStudy(runs: runs, length: 2000, seed: 21).monitorRates(.autoregressive)
    print(DriftStudy.table(rates))
    for rate in rates where !rate.subject.hasSuffix("raw") { #expect(!rate.isBroken, "\(rate.subject)") }
    #expect(rates.contains { $0.subject.hasSuffix("raw") && $0.isBroken }, "raw values break it, or the study is blind")
  }

  @Test("a detector is better than one that always alarms, and blindness shows")
  func delays() throws {
    let study = DriftStudy(runs: 4, length: 2000, seed: 22)
    let abrupt = try study.delays(.abrupt)
    let dummy = try #require(abrupt.first)
    #expect(dummy.falseAlarms == 1000 && dummy.medianDelay == 1 && dummy.missed == 0)
    #expect(abrupt.dropFirst().allSatisfy { $0.falseAlarms < 200 })
    let focus = try #require(abrupt.first { $0.subject == "focus" })
    #expect(focus.missed == 0 && focus.falseAlarms == 0 && (focus.medianDelay ?? .max) < 80)
    let correlation = try study.delays(.correlation)
    let (blind, product, pair) = (
      try #require(correlation.first { $0.subject == "focus" }), try #require(correlation.first { $0.subject == "focus of the product" }),
      try #require(correlation.first { $0.subject == "newma of the pair" })
    )
    #expect(blind.missed == 1 && product.missed == 0 && pair.missed < 1)
  }

  @Test("intervals hold what they should")
  func intervals() {
    let share = StudyInterval([1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(share.mean == 0.1 && share.lower > 0 && share.lower < 0.03 && share.upper > 0.4)
    let mean = StudyInterval([1, 2, 3])
    #expect(abs(mean.upper - (2 + 2.5758 / 3.0.squareRoot())) < 1e-12)
  }

  /// The published tables: `FRIDAY_DRIFT_STUDY=<runs>` prints them, with as many runs a row.
  @Test("prints its tables when asked", .enabled(if: ProcessInfo.processInfo.environment["FRIDAY_DRIFT_STUDY"] != nil))
  func report() throws {
    let runs = try #require(Int(ProcessInfo.processInfo.environment["FRIDAY_DRIFT_STUDY"] ?? ""), "FRIDAY_DRIFT_STUDY is a number of runs")
    print(try DriftStudy(runs: runs, length: 4000, seed: 1).report().text)
  }
}
