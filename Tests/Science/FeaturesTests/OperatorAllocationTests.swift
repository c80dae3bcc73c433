import Features
import TestSupport
import Testing

@Suite("Allocations of operators") struct OperatorAllocationTests {
  @Test("nothing is allocated once the longest window has been seen", arguments: try OperatorExample.all())
  func steadyState(example: OperatorExample) throws {
    switch example.kind {
    case "series": try check(try example.make(over: SeriesPoint.self), example) { SeriesPoint(time: $0, value: $1) }
    case "bars":
      try check(try example.make(over: Bar.self), example) { Bar(time: $0, open: $1, high: $1 + 2, low: $1 - 1, close: $1 + 1, volume: 1 + $1 * 0.01) }
    default: try check(try example.make(over: PairPoint.self), example) { PairPoint(x: $1, y: Double($0 % 17) + $1) }
    }
  }

  private func check<Observation: Sendable>(
    _ start: some FeatureOperator<Observation>, _ example: OperatorExample, _ make: (Int64, Double) -> Observation
  ) throws {
    var state = start
    var values = [Double](repeating: 0, count: state.outputs.count)
    var random = SeededGenerator(seed: 3)
    let stream = (0..<1200).map { index in (Int64(index) * 250_000_000, 100 + Double(random.next() % 200) * 0.01) }.map { ($0.0, make($0.0, $0.1)) }
    func feed(_ range: Range<Int>) {
      for index in range where state.update(stream[index].1) {
        var span = values.mutableSpan
        state.write(at: stream[index].0, into: &span)
      }
    }
    feed(0..<600)
    let made = AllocationCounter.count { feed(600..<1200) }
    #expect(made == 0, "\(example.testDescription): 600 updates took \(String(describing: made)) blocks from the heap")
    #expect(!example.isReachable || values.contains { $0.isFinite })
  }
}
