import Foundation
import TestSupport
import Testing

@testable import Drift

/// CPU time a value, for release builds: `FRIDAY_DRIFT_SPEED=1` prints it for every detector.
@Suite("Speed of the detectors", .enabled(if: ProcessInfo.processInfo.environment["FRIDAY_DRIFT_SPEED"] != nil))
struct DetectorSpeedTests {
  private func nanoseconds<Detector: DriftDetector>(_ detector: inout Detector, _ values: [Double]) -> Double {
    let start = (Double(CPUClock.thread()) * 1e-9)
    for value in values { detector.update(value) }
    return ((Double(CPUClock.thread()) * 1e-9) - start) / Double(values.count) * 1e9
  }

  @Test("ADWIN over 10⁶ normal values, MOA's defaults")
  func adwin() {
    var generator = SeededGenerator(seed: 1)
    let values = (0..<1_000_000).map { _ in generator.normal() }
    let times = (0..<7).map { _ in
      var detector = ADWIN()
      return nanoseconds(&detector, values)
    }.sorted()
    print("adwin, clock 32: \(NumberText.short(times[0])) ns a value at best, \(NumberText.short(times[3])) in the middle of 7")
    var eager = ADWIN(clock: 1)
    print("adwin, clock 1: \(NumberText.short(nanoseconds(&eager, Array(values.prefix(200_000))))) ns a value")
  }

  @Test("sliding distances, window 500")
  func slidingKS() {
    var generator = SeededGenerator(seed: 2)
    let values = (0..<300_000).map { _ in generator.normal() }
    var sliding = SlidingKS(reference: Array(values.prefix(1000)), window: 500)
    var windows = TwoWindowKS(window: 500)
    for round in 0..<3 {
      var sum = 0.0
      var start = (Double(CPUClock.thread()) * 1e-9)
      for value in values {
        sliding.update(value)
        sum += sliding.distance ?? 0
      }
      let first = ((Double(CPUClock.thread()) * 1e-9) - start) / Double(values.count) * 1e9
      start = (Double(CPUClock.thread()) * 1e-9)
      for value in values {
        windows.update(value)
        sum += windows.distance ?? 0
      }
      let second = ((Double(CPUClock.thread()) * 1e-9) - start) / Double(values.count) * 1e9
      print("sliding KS, round \(round): \(NumberText.short(first)) ns to a reference of 1,000, \(NumberText.short(second)) between two windows (\(sum > 0))")
    }
  }

  @Test("every detector of the catalogue, as it comes")
  func all() throws {
    for entry in DetectorCatalogue.entries where entry.name != "adwin_exact" {
      var stream = LawStream(entry.input, seed: 3)
      let values = stream.values(entry.name == "kswin" ? 20_000 : 200_000)
      var detector = try DetectorCatalogue.detector(DetectorKey(name: entry.name))
      print("\(entry.name): \(NumberText.short(nanoseconds(&detector, values))) ns a value")
    }
  }
}
