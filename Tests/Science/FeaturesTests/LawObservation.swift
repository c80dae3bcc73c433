import Features
import TestSupport

/// What the laws of operators need of an observation: seeded streams, what is none, what is late, other units of price.
protocol LawObservation: Sendable {
  /// Event time; `nil` where it has none.
  var eventTime: Int64? { get }
  /// Nothing in it is finite.
  static var missing: Self { get }
  /// An observation like this one, a moment before it, with another price.
  var late: Self { get }
  /// Another one at the same time.
  var changed: Self { get }
  /// All prices times `factor`.
  func scaled(by factor: Double) -> Self
  /// A price path in cents with ties, flat stretches and equal times.
  static func stream(seed: UInt64, count: Int) -> [Self]
}

/// A price path and its times: steps of whole cents with many ties, stretches longer than most windows where nothing moves, times that repeat and that leap.
struct LawPath {
  var time: Int64 = 1_767_225_600_000_000_000
  var price = 100.0
  private var random: SeededGenerator
  private var still = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func uniform(_ bound: UInt64) -> Int64 { Int64(random.next() % bound) }

  mutating func step() {
    let pause = uniform(20)
    time += pause == 0 ? 0 : pause == 1 ? 30_000_000_000 : 1_000_000_000
    if still > 0 {
      still -= 1
    } else if uniform(150) == 0 {
      still = 70
    } else {
      price = max(1, price + Double(uniform(9) - 4) * 0.01 * Double(1 + uniform(3)))
    }
  }

  var isStill: Bool { still > 0 }
}

extension SeriesPoint: LawObservation {
  var eventTime: Int64? { time }
  static var missing: SeriesPoint { SeriesPoint(time: .max, value: .nan) }
  var late: SeriesPoint { SeriesPoint(time: time - 1, value: value * 2) }
  var changed: SeriesPoint { SeriesPoint(time: time, value: value * 1.5 + 1) }
  func scaled(by factor: Double) -> SeriesPoint { SeriesPoint(time: time, value: value * factor) }
  static func stream(seed: UInt64, count: Int) -> [SeriesPoint] {
    var path = LawPath(seed: seed)
    return (0..<count).map { _ in
      path.step()
      return SeriesPoint(time: path.time, value: path.uniform(97) == 0 ? 0 : path.price)
    }
  }
}

extension Bar: LawObservation {
  var eventTime: Int64? { time }
  static var missing: Bar { Bar(time: .max, open: .nan, high: .infinity, low: -.infinity, close: .nan, volume: .nan) }
  var late: Bar { Bar(time: time - 1, open: open * 2, high: high * 2, low: low * 2, close: close * 2, volume: volume + 1) }
  var changed: Bar { Bar(time: time, open: open + 1, high: high + 7, low: low * 0.5, close: close + 3, volume: volume + 2) }
  func scaled(by factor: Double) -> Bar {
    Bar(time: time, open: open * factor, high: high * factor, low: low * factor, close: close * factor, volume: volume)
  }
  static func stream(seed: UInt64, count: Int) -> [Bar] {
    var path = LawPath(seed: seed)
    return (0..<count).map { _ in
      let open = path.price
      path.step()
      let close = path.price
      let (up, down) = path.isStill ? (0, 0) : (Double(path.uniform(4)) * 0.01, Double(path.uniform(4)) * 0.01)
      let volume = path.uniform(6) == 0 ? 0 : Double(path.uniform(500)) * 0.01
      return Bar(time: path.time, open: open, high: max(open, close) + up, low: min(open, close) - down, close: close, volume: volume)
    }
  }
}

extension PairPoint: LawObservation {
  var eventTime: Int64? { nil }
  static var missing: PairPoint { PairPoint(x: 1, y: .nan) }
  var late: PairPoint { PairPoint(x: .infinity, y: 1) }
  var changed: PairPoint { PairPoint(x: x * 1.5, y: y + 1) }
  func scaled(by factor: Double) -> PairPoint { PairPoint(x: x * factor, y: y * factor) }
  static func stream(seed: UInt64, count: Int) -> [PairPoint] {
    var (one, other) = (LawPath(seed: seed), LawPath(seed: seed &+ 77))
    return (0..<count).map { _ in
      one.step()
      other.step()
      return PairPoint(x: one.price, y: other.price + one.price)
    }
  }
}
