import Features
import TestSupport
import Testing

@Suite("Operators of candles") struct BarOperatorTests {
  @Test("a long CCI equals its definition over the window", arguments: 1...3 as ClosedRange<UInt64>)
  func longChannelIndex(seed: UInt64) throws {
    let n = 100
    var parameters = CalculatorParameters(["n": .integer(100)], scale: OperatorExample.scale)
    var state = try CommodityChannelIndex(&parameters)
    let bars = Bar.stream(seed: seed, count: 900)
    let typical = bars.map { ($0.high + $0.low + $0.close) / 3 }
    var found = [Double.nan]
    for (index, bar) in bars.enumerated() {
      _ = state.update(bar)
      var span = found.mutableSpan
      state.write(at: bar.time, into: &span)
      guard index >= n - 1 else {
        #expect(found[0].isNaN)
        continue
      }
      let window = typical[(index - n + 1)...index]
      let mean = window.reduce(0, +) / Double(n)
      let deviation = window.map { abs($0 - mean) }.reduce(0, +) / Double(n)
      let wanted = (typical[index] - mean) / (0.015 * deviation)
      #expect(abs(found[0] - wanted) <= 1e-9 * max(1, abs(wanted)), "seed \(seed), row \(index)")
    }
  }

  @Test("a bar of many equal buckets says the same whether they are all gone through or not") func manyBuckets() throws {
    let values: [String: CalculatorParameters.Value] = [
      "bucket_volume": .number(0.03), "buckets": .integer(5), "sigma_bars": .integer(4), "classification": .text("bulk"),
    ]
    var parameters = CalculatorParameters(values, scale: OperatorExample.scale)
    var short = try BulkVolumeSynchronisedPIN(&parameters)
    var long = short
    var last: BulkVolumeSynchronisedPIN.Bucket?
    var (one, other) = ([Double](repeating: 0, count: 3), [Double](repeating: 0, count: 3))
    var buckets = 0
    for bar in Bar.stream(seed: 4, count: 400) {
      _ = short.update(bar)
      _ = long.update(bar) { bucket in
        last = bucket
        buckets += 1
      }
      var span = one.mutableSpan
      short.write(at: bar.time, into: &span)
      var otherSpan = other.mutableSpan
      long.write(at: bar.time, into: &otherSpan)
      #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-12 || ($0.isNaN && $1.isNaN) })
    }
    #expect(buckets > 10_000 && last?.vpin == other[2] && (last?.buy ?? 0) + (last?.sell ?? 0) <= 0.03 + 1e-15)
  }

  @Test("a gap is filled from what stood before it, and an order that runs backward is refused") func gaps() throws {
    let values: [String: CalculatorParameters.Value] = ["interval_ns": .integer(10), "max_gap_ns": .integer(30), "min_points": .integer(2)]
    var parameters = CalculatorParameters(values, scale: OperatorExample.scale)
    var filler = try CandleGapFiller(&parameters)
    func bar(_ time: Int64, _ close: Double) -> Bar { Bar(time: time, open: 1, high: 9, low: 1, close: close, volume: 5) }
    var rows: [CandleGapFiller.Row] = []
    func give(_ bar: Bar) -> Bool { filler.update(bar) { rows.append($0) } }
    #expect(give(bar(0, 2)))
    let tooFew = give(bar(20, 3))  // one candle before: not filled
    #expect(tooFew && rows.count == 2 && rows[1].gap == .major && rows[1].missing == 1)
    let filled = give(bar(45, 4))  // two real rows before: one slot, off the grid by a half
    #expect(filled && rows.count == 4 && rows[2].isSynthetic && rows[2].bar == Bar(time: 30, open: 3, high: 3, low: 3, close: 3, volume: 0))
    #expect(rows[3].ratio == 2.5 && rows[3].missing == 1)
    let isBackward = give(bar(45, 5))
    let isMissing = give(Bar(time: 60, open: 1, high: 1, low: 1, close: .nan, volume: 1))
    #expect(!isBackward && !isMissing && rows.count == 4)
    let afterFill = give(bar(60, 6))
    #expect(afterFill && rows[4].gap == .minor && rows[4].missing == 0)
    let ends = give(bar(.max, 7))
    #expect(ends && rows.count == 6 && rows[5].gap == .critical)
  }
}
