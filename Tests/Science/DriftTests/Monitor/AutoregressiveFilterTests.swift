import TestSupport
import Testing

@testable import Drift

@Suite("The autoregressive filter")
struct AutoregressiveFilterTests {
  private func autocorrelation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) } / variance
  }

  @Test("finds the coefficients of an autoregression and leaves residuals without dependence")
  func whitens() {
    for seed in 1...3 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var (one, two) = (0.0, 0.0)
      let series = (0..<6000).map { _ in
        let value = 0.5 * one - 0.3 * two + generator.normal()
        (two, one) = (one, value)
        return value + 7
      }
      var filter = AutoregressiveFilter(fitting: Array(series[..<3000]), order: 4)
      #expect(abs(filter.coefficients[0] - 0.5) < 0.08 && abs(filter.coefficients[1] + 0.3) < 0.08 && abs(filter.mean - 7) < 0.2, "seed \(seed)")
      let residuals = series[3000...].map { filter.filter($0) }
      #expect(abs(autocorrelation(residuals)) < 0.06 && abs(autocorrelation(series)) > 0.3, "seed \(seed)")
    }
  }

  @Test("goes on from the end of what it was fitted on")
  func continues() {
    let series = [1.0, 2, 4, 3, 5, 4, 6, 8, 7, 9]
    var filter = AutoregressiveFilter(fitting: series, order: 2)
    let (mean, phi) = (filter.mean, filter.coefficients)
    #expect(abs(filter.filter(8) - (8 - mean - phi[0] * (9 - mean) - phi[1] * (7 - mean))) < 1e-12)
    #expect(abs(filter.filter(6) - (6 - mean - phi[0] * (8 - mean) - phi[1] * (9 - mean))) < 1e-12)
  }

  @Test("raises the sum of its coefficients by the standard errors asked for")
  func margin() {
    var generator = SeededGenerator(seed: 9)
    var state = 0.0
    let series = (0..<1000).map { _ in
      state = 0.5 * state + generator.normal()
      return state
    }
    let plain = AutoregressiveFilter(fitting: series, order: 1).coefficients[0]
    let raised = AutoregressiveFilter(fitting: series, order: 1, margin: 2).coefficients[0]
    // Of order 1 the standard error is √((1 − φ²)/n).
    #expect(abs(raised - plain - 2 * ((1 - plain * plain) / 1000).squareRoot()) < 1e-12)
    let (three, more) = (AutoregressiveFilter(fitting: series, order: 3), AutoregressiveFilter(fitting: series, order: 3, margin: 2))
    #expect(more.coefficients[0] > three.coefficients[0] && more.coefficients[1...] == three.coefficients[1...])
  }

  @Test("of a constant or of order 0 only takes the mean away")
  func degenerate() {
    var constant = AutoregressiveFilter(fitting: Array(repeating: 3, count: 20), order: 4)
    #expect(constant.filter(5) == 2)
    var none = AutoregressiveFilter(fitting: [1, 2, 3], order: 0)
    #expect(none.filter(5) == 3)
  }
}
