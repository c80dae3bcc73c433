import Features
import Foundation
import TestSupport
import Testing

/// Rolling statistics and the windows of other operators against the definition evaluated anew over the whole window.
@Suite("Rolling statistics and their naive twins") struct RollingTwinTests {
  private static func path(seed: UInt64, offset: Double, ties: Bool) -> [SeriesPoint] {
    var random = SeededGenerator(seed: seed)
    var time: Int64 = 0
    return (0..<700).map { _ in
      time += Int64(random.next() % 3) * 500_000_000
      return SeriesPoint(time: time, value: offset + (ties ? Double(random.next() % 5) : (random.normal() * 64).rounded() / 8))
    }
  }

  private func naive(_ kind: RollingKind, _ window: [Double]) -> Double {
    let n = Double(window.count)
    let shifted = window.map { $0 - window[0] }
    let mean = shifted.reduce(0, +) / n
    func moment(_ power: Double) -> Double { shifted.map { pow($0 - mean, power) }.reduce(0, +) }
    let isFlat = Set(window).count == 1
    switch kind {
    case .mean: return window[0] + mean
    case .sum: return window.reduce(0, +)
    case .min: return window.min() ?? .nan
    case .max: return window.max() ?? .nan
    case .var: return n < 2 ? .nan : isFlat ? 0 : moment(2) / (n - 1)
    case .std: return n < 2 ? .nan : isFlat ? 0 : (moment(2) / (n - 1)).squareRoot()
    case .skew: return n < 3 || isFlat ? .nan : (n * (n - 1)).squareRoot() / (n - 2) * (moment(3) / n) / pow(moment(2) / n, 1.5)
    case .kurtosis:
      let ratio = (moment(4) / n) / pow(moment(2) / n, 2)
      return n < 4 || isFlat ? .nan : (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * ratio - 3 * (n - 1))
    case .rank:
      let newest = window[window.count - 1]
      return (Double(window.filter { $0 < newest }.count) + Double(window.filter { $0 == newest }.count + 1) / 2) / n
    case .quantile:
      let sorted = window.sorted()
      let position = (n - 1) * 0.3
      let place = Int(position)
      return sorted[place] + (position - Double(place)) * (sorted[min(place + 1, window.count - 1)] - sorted[place])
    }
  }

  @Test("windows of events and of time, ties, and a level of 1e12", arguments: RollingKind.allCases, [0, 1e12])
  func rolling(kind: RollingKind, offset: Double) throws {
    for seed: UInt64 in 1...4 {
      let points = Self.path(seed: seed, offset: offset, ties: seed % 2 == 0)
      for byTime in [false, true] {
        var values: [String: CalculatorParameters.Value] = ["stat": .text(kind.rawValue)]
        values[byTime ? "window_ns" : "window_events"] = .integer(byTime ? 7_000_000_000 : 13)
        if kind == .quantile { values["q"] = .number(0.3) }
        var parameters = CalculatorParameters(values, scale: OperatorExample.scale)
        var state = try RollingStatistic(&parameters)
        #expect(parameters.left.isEmpty)
        let least = [.skew: 3, .kurtosis: 4, .var: 2, .std: 2][kind] ?? 1
        var found = [Double.nan]
        for (index, point) in points.enumerated() {
          let isTaken = state.update(point)
          #expect(isTaken)
          var span = found.mutableSpan
          state.write(at: point.time, into: &span)
          let inside = points[...index].filter { $0.time > point.time - 7_000_000_000 }.map(\.value)
          let window = byTime ? inside : points[...index].suffix(13).map(\.value)
          guard window.count >= (byTime ? least : 13) else {
            #expect(found[0].isNaN)
            continue
          }
          let wanted = naive(kind, window)
          let slack = 1e-9 * max(1, abs(wanted)) * (kind == .skew || kind == .kurtosis ? 100 : 1)
          #expect(wanted.isNaN ? found[0].isNaN : abs(found[0] - wanted) <= slack, "\(kind) seed \(seed) row \(index): \(found[0]), not \(wanted)")
        }
        // Later, without anything new, what is too old has left.
        if byTime, let last = points.last {
          var span = found.mutableSpan
          state.write(at: last.time + 7_000_000_000, into: &span)
          #expect(found[0].isNaN)
        }
      }
    }
  }

  @Test("Higuchi's dimension equals its definition over the window", arguments: 1...3 as ClosedRange<UInt64>)
  func higuchi(seed: UInt64) throws {
    let (n, largest) = (37, 5)
    var parameters = CalculatorParameters(["n": .integer(37), "k_max": .integer(5)], scale: OperatorExample.scale)
    var state = try HiguchiDimension(&parameters)
    let points = Self.path(seed: seed, offset: 3, ties: false)
    var found = [Double.nan]
    for (index, point) in points.enumerated() {
      _ = state.update(point)
      var span = found.mutableSpan
      state.write(at: point.time, into: &span)
      guard index >= n - 1 else { continue }
      let x = points[(index - n + 1)...index].map(\.value)
      var lines: [(Double, Double)] = []
      for k in 1...largest {
        var sum = 0.0
        for m in 1...k {
          let count = (n - m) / k
          sum += (1...count).map { abs(x[m + $0 * k - 1] - x[m + ($0 - 1) * k - 1]) }.reduce(0, +) * Double(n - 1) / Double(count * k) / Double(k)
        }
        lines.append((-log(Double(k)), log(sum / Double(k))))
      }
      let (mx, my) = (lines.map(\.0).reduce(0, +) / 5, lines.map(\.1).reduce(0, +) / 5)
      let slope = lines.map { ($0.0 - mx) * ($0.1 - my) }.reduce(0, +) / lines.map { ($0.0 - mx) * ($0.0 - mx) }.reduce(0, +)
      #expect(abs(found[0] - slope) < 1e-9, "seed \(seed) row \(index)")
    }
  }
}
