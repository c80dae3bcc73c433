import Features
import Foundation
import TestSupport
import Testing

/// What holds for every operator of a series, of candles and of pairs.
@Suite("Laws of operators") struct OperatorLawTests {
  @Test("the examples reach every operator of the catalogue that takes series, candles or pairs") func coverage() throws {
    let covered = Set(try OperatorExample.all().map { "\($0.kind) \($0.calculator)" })
    var wanted: Set<String> = []
    for type in OperatorCatalogue.all {
      if type is any FeatureOperator<SeriesPoint>.Type { wanted.insert("series \(type.calculator)") }
      if type is any FeatureOperator<Bar>.Type { wanted.insert("bars \(type.calculator)") }
      if type is any FeatureOperator<PairPoint>.Type { wanted.insert("pairs \(type.calculator)") }
    }
    #expect(covered == wanted, "\(covered.symmetricDifference(wanted))")
  }

  @Test("keeps the laws", arguments: try OperatorExample.all())
  func laws(example: OperatorExample) throws {
    switch example.kind {
    case "series": try check(try example.make(over: SeriesPoint.self), example)
    case "bars": try check(try example.make(over: Bar.self), example)
    default: try check(try example.make(over: PairPoint.self), example)
    }
  }

  private func check<Observation: LawObservation>(_ start: some FeatureOperator<Observation>, _ example: OperatorExample) throws {
    for seed: UInt64 in 1...2 {
      let stream = Observation.stream(seed: seed, count: 500)
      let plain = outputs(start, stream)
      #expect(plain.allSatisfy { $0.allSatisfy { $0.isNaN || $0.isFinite } }, "\(example.testDescription): an output is infinite")
      #expect(!example.isReachable || plain.contains { $0.contains { !$0.isNaN } }, "\(example.testDescription), seed \(seed): nothing was ever defined")
      missingChangesNothing(start, stream, plain, example, seed)
      futureChangesNothing(start, stream, plain, example, seed)
      try encodingResumes(start, stream, plain, example, seed)
      pricesScale(start, stream, plain, example, seed)
      columnsAreSteps(start, stream, example, seed)
    }
  }

  /// Outputs after each observation; writing twice says the same.
  private func outputs<Observation: LawObservation>(_ start: some FeatureOperator<Observation>, _ stream: [Observation]) -> [[Double]] {
    var state = start
    return stream.map { observation in
      guard state.update(observation) else { return [] }
      return read(&state, observation)
    }
  }

  private func read<Observation: LawObservation>(_ state: inout some FeatureOperator<Observation>, _ observation: Observation) -> [Double] {
    var values = [Double](repeating: 7, count: state.outputs.count)
    var again = values
    var span = values.mutableSpan
    state.write(at: observation.eventTime ?? 0, into: &span)
    var other = again.mutableSpan
    state.write(at: observation.eventTime ?? 0, into: &other)
    #expect(same(values, again), "writing twice says two things")
    return values
  }

  /// A column in pieces gives what its observations give one by one, also where some of them are none or late.
  private func columnsAreSteps<Observation: LawObservation>(
    _ start: some FeatureOperator<Observation>, _ stream: [Observation], _ example: OperatorExample, _ seed: UInt64
  ) {
    let broken = Array(stream.enumerated().map { $0.offset == 300 ? [$0.element, .missing] : $0.offset == 400 ? [$0.element, $0.element.late] : [$0.element] }.joined())
    let times = broken.map { $0.eventTime ?? 0 }
    let width = start.outputs.count
    var (state, stepped) = (start, [Double]())
    for (observation, time) in zip(broken, times) {
      _ = state.update(observation)
      var values = [Double](repeating: 7, count: width)
      var span = values.mutableSpan
      state.write(at: time, into: &span)
      stepped += values
    }
    var (other, found, place) = (start, [Double](), 0)
    for size in [1, 2, 60, 7, 200, broken.count] where place < broken.count {
      let piece = place..<min(broken.count, place + size)
      var values = [Double](repeating: 7, count: piece.count * width)
      var span = values.mutableSpan
      other.run(over: broken.span.extracting(piece), at: times.span.extracting(piece), into: &span)
      found += values
      place = piece.upperBound
    }
    #expect(same(stepped, found), "\(example.testDescription), seed \(seed): a column says something else than its observations one by one")
  }

  private func same(_ one: [Double], _ other: [Double]) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
  }

  private func missingChangesNothing<Observation: LawObservation>(
    _ start: some FeatureOperator<Observation>, _ stream: [Observation], _ plain: [[Double]], _ example: OperatorExample, _ seed: UInt64
  ) {
    // The time of day is the one without state: nothing is missing or late to it.
    guard example.calculator != TimeOfDay.calculator else { return }
    var state = start
    for (index, observation) in stream.enumerated() {
      if index % 3 == 0 {
        let tookNone = state.update(.missing)
        #expect(!tookNone, "\(example.testDescription): took what is none")
      }
      let taken = state.update(observation)
      #expect(taken == !plain[index].isEmpty)
      if taken, index % 4 == 0 {
        let tookLate = state.update(observation.late)
        #expect(!tookLate, "\(example.testDescription): took what is late")
      }
      if taken, !same(read(&state, observation), plain[index]) {
        Issue.record("\(example.testDescription), seed \(seed), row \(index): what is none has changed the answer")
        return
      }
    }
  }

  private func futureChangesNothing<Observation: LawObservation>(
    _ start: some FeatureOperator<Observation>, _ stream: [Observation], _ plain: [[Double]], _ example: OperatorExample, _ seed: UInt64
  ) {
    for cut in [40, 137, 333] {
      let other = stream[..<cut] + stream[cut...].map(\.changed)
      let found = outputs(start, Array(other))
      #expect(zip(found[..<cut], plain[..<cut]).allSatisfy { same($0, $1) }, "\(example.testDescription), seed \(seed): the future shows before \(cut)")
    }
  }

  private func encodingResumes<Operator: FeatureOperator>(
    _ start: Operator, _ stream: [Operator.Observation], _ plain: [[Double]], _ example: OperatorExample, _ seed: UInt64
  ) throws where Operator.Observation: LawObservation {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    var state = start
    for (index, observation) in stream.enumerated() {
      if index % 61 == 0 { state = try PropertyListDecoder().decode(Operator.self, from: encoder.encode(state)) }
      guard state.update(observation) else { continue }
      guard same(read(&state, observation), plain[index]) else {
        Issue.record("\(example.testDescription), seed \(seed), row \(index): an encoding has changed the answer")
        return
      }
    }
  }

  /// In other units of price every output is itself or that many times as large: there is no absolute threshold.
  private func pricesScale<Observation: LawObservation>(
    _ start: some FeatureOperator<Observation>, _ stream: [Observation], _ plain: [[Double]], _ example: OperatorExample, _ seed: UInt64
  ) {
    for factor in [0x1p-40, 0x1p30] {
      let scaled = outputs(start, stream.map { $0.scaled(by: factor) })
      for column in 0..<start.outputs.count {
        // A power of two is exact: rounding alone cannot hide another answer. Logarithms of levels do round.
        let cells = zip(plain, scaled).filter { !$0.0.isEmpty }.map { ($0.0[column], $0.1[column]) }
        #expect(cells.allSatisfy { $0.0.isNaN == $0.1.isNaN }, "\(example.testDescription), seed \(seed): scaling defines or undefines an answer")
        let defined = cells.filter { !$0.0.isNaN && !$0.1.isNaN }
        let largest = defined.map { abs($0.0) }.max() ?? 0
        let fits = [1, factor, factor * factor, 1 / factor].contains { power in
          defined.allSatisfy { abs($0.1 - $0.0 * power) <= 1e-9 * largest * power }
        }
        #expect(fits, "\(example.testDescription).\(start.outputs[column]), seed \(seed): neither itself nor scaled at \(factor)")
      }
    }
  }
}
