import Foundation
import TestSupport
import Testing

@testable import Drift

/// Detectors against slow twins that compute the same from the whole past.
@Suite("Detectors against their naive twins")
struct DetectorTwinsTests {
  @Test("ADWIN with one value a bucket cuts as the original does, under both of the paper's bounds")
  func adwin() {
    for bound in [(ADWIN.Bound.hoeffding, ExactADWIN.Bound.hoeffding), (.bernstein, .bernstein)] {
      for seed in 1...20 as ClosedRange<UInt64> {
        var generator = SeededGenerator(seed: seed)
        // 60 values fit into 64 buckets of one value.
        var fast = ADWIN(delta: 0.3, clock: 1, maxBuckets: 64, minWindowLength: 1, gracePeriod: 0, bound: bound.0)
        var exact = ExactADWIN(delta: 0.3, bound: bound.1)
        for step in 0..<60 {
          let value = generator.unit() * 0.2 + (step < 30 ? 0 : 0.8)
          fast.update(value)
          exact.update(value)
          #expect(fast.alarm == exact.alarm && fast.width == exact.window.count, "seed \(seed) step \(step) \(bound)")
        }
        #expect(fast.width < 60, "it cut")
      }
    }
  }

  @Test("ADWIN's quick refusal of a cut never hides one")
  func quickRefusal() {
    for seed in 1...10 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      // Recording weighs every cut in full.
      var quick = ADWIN(delta: 0.3, clock: 1)
      var full = ADWIN(delta: 0.3, clock: 1, recordsCut: true)
      for step in 0..<1500 {
        let value = generator.normal() + ((step / 300).isMultiple(of: 2) ? 0 : 1.5) + (seed > 5 ? 1e6 : 0)
        quick.update(value)
        full.update(value)
        #expect(quick.alarm == full.alarm && quick.width == full.width && quick.total == full.total, "seed \(seed) step \(step)")
      }
    }
  }

  @Test("FOCuS finds the best of all changes")
  func focus() {
    for seed in 1...8 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      for deviation in [nil, 1.0] as [Double?] {
        var focus = FOCuS(threshold: 1e9, deviation: deviation)
        var values: [Double] = []
        for step in 0..<150 {
          values.append(generator.normal() + (step > 90 ? Double(seed) / 4 - 1 : 0) + 100)
          focus.update(values[step])
          guard values.count > 2 else { continue }
          // The hull holds the best of all changes only where segments of any length count.
          let inner = best(values, shortest: 1)
          let statistic = deviation == nil ? -Double(values.count) * log(1 - inner.ratio) : inner.between
          if inner.after >= 5, values.count - inner.after >= 5 {
            #expect(abs(focus.statistic - statistic) <= 1e-8 * max(1, statistic), "seed \(seed) step \(step)")
            #expect(focus.changeAfter == inner.after, "seed \(seed) step \(step)")
          } else {
            #expect(focus.statistic <= statistic * (1 + 1e-9) + 1e-9, "seed \(seed) step \(step)")
          }
        }
      }
    }
  }

  private func best(_ values: [Double], shortest: Int) -> (between: Double, ratio: Double, after: Int) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var (between, after) = (0.0, 0)
    var sum = 0.0
    for index in 1..<max(values.count, 1) {
      sum += values[index - 1] - mean
      let part = Double(values.count) / (Double(index) * Double(values.count - index)) * sum * sum
      if part > between { (between, after) = (part, index) }
    }
    return (between, squares > 0 ? between / squares : 0, after)
  }

  @Test("conformal p-values of independent values are uniform and independent")
  func conformal() {
    var generator = SeededGenerator(seed: 3)
    var ranks = ConformalRanks(capacity: 500)
    // The capacity is passed several times.
    let p = (0..<4000).map { _ in ranks.pValue((generator.normal() * 3).rounded(), tau: generator.unit()) }
    let sorted = p.sorted()
    let distance = sorted.enumerated().map { abs($1 - (Double($0) + 0.5) / 4000) }.max()!
    #expect(distance < 1.95 / 4000.0.squareRoot(), "KS distance \(distance) to uniform, 99.9 % point")
    let correlation = zip(p, p.dropFirst()).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } * 12 / 4000
    #expect(abs(correlation) < 3.3 / 4000.0.squareRoot())
  }

  @Test("NEWMA of pairs finds a correlation that neither component shows")
  func newma() {
    var found = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      var settings = NEWMA.Settings()
      (settings.dimension, settings.features, settings.fast, settings.slow, settings.warmUp, settings.deviations) = (2, 64, 0.005, 0.0005, 2000, 6)
      var detector = NEWMA(settings: settings)
      var stream = StudyStream(.independent, change: .correlation, at: 4000, seed: seed)
      for row in 0..<6000 {
        let pair = stream.next()
        detector.update([pair.0, pair.1].span)
        #expect(row >= 4000 || !detector.alarm, "seed \(seed): false alarm at \(row)")
        if detector.alarm {
          found += 1
          break
        }
      }
    }
    // A weak change for it: one run of six may miss it.
    #expect(found >= 5, "found in \(found) of 6 runs")
  }

  @Test("a confidence sequence holds the mean at every time in nearly all runs")
  func confidence() {
    let runs = 200
    let missed = (1...UInt64(runs)).count { seed in
      var generator = SeededGenerator(seed: seed)
      var sequence = ConfidenceSequence(alpha: 0.1)
      for _ in 0..<500 {
        sequence.update(generator.unit() < 0.3 ? 1 : 0)
        if sequence.alarm || !sequence.interval.contains(0.3) { return true }
      }
      return false
    }
    // Binomial(200, 0.1) exceeds 33 with probability 0.002.
    #expect(missed <= 33, "\(missed) of \(runs)")
    var sequence = ConfidenceSequence(alpha: 0.1)
    for index in 0..<5000 { sequence.update(index.isMultiple(of: 2) ? 0.2 : 0.4) }
    #expect(sequence.interval.upperBound - sequence.interval.lowerBound < 0.05)
  }

  @Test("quantiles of Student's and F's laws are close to the tables")
  func quantiles() {
    #expect(abs(NormalQuantile.normal(0.975) - 1.959963984540054) < 1e-12 && abs(NormalQuantile.normal(1e-10) + 6.361340902404056) < 1e-9)
    #expect(abs(NormalQuantile.student(normal: NormalQuantile.normal(0.975), degrees: 20) - 2.085963447265837) < 1e-4)
    #expect(abs(NormalQuantile.student(normal: NormalQuantile.normal(0.9975), degrees: 30) - 3.029798223) < 1e-3)
    #expect(abs(NormalQuantile.f(normal: NormalQuantile.normal(0.99), 20, 40) / 2.368873 - 1) < 0.01 && abs(NormalQuantile.f(normal: NormalQuantile.normal(0.95), 60, 120) / 1.429013 - 1) < 0.01)
  }
}
