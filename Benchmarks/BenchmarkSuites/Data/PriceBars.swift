internal import Domain
internal import Features
internal import Statistics

/// Bars of a price that wanders, from a seed: what indicators are computed on.
struct PriceBars {
  let high: [Double]
  let low: [Double]
  let close: [Double]

  init(seed: UInt64, count: Int) {
    var random = SeededNormals(seed: seed)
    var uniform = SplitMix(seed: seed &+ 1)
    var (high, low, close, price) = ([Double](), [Double](), [Double](), 100.0)
    for _ in 0..<count {
      price *= 1 + 1e-4 * random.normal()
      close.append(price)
      high.append(price * (1 + 1e-3 * uniform.unit()))
      low.append(price * (1 - 1e-3 * uniform.unit()))
    }
    (self.high, self.low, self.close) = (high, low, close)
  }

  /// What the peers read: highs, lows and closes behind each other.
  var columns: [Double] { high + low + close }

  /// One a second.
  var times: [Int64] { close.indices.map { 1_000_000_000 * Int64($0) } }

  var points: [SeriesPoint] { zip(times, close).map { SeriesPoint(time: $0, value: $1) } }

  var bars: [Bar] {
    close.indices.map { Bar(time: 1_000_000_000 * Int64($0), open: close[$0], high: high[$0], low: low[$0], close: close[$0], volume: 1) }
  }
}
