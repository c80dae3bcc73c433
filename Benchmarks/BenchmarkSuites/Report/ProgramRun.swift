internal import Domain
internal import Features

/// Programs of some columns of a set on a tape of events, measured.
struct ProgramRun {
  let steps: [MarketStep]
  let set: FeatureSet
  let instrument: Instrument
  let meter: any CPUMeter
  /// The least of so many is taken.
  let repetitions: Int

  /// Nanoseconds an event of taking events in alone, and what writing after each adds.
  func cost(of columns: Swift.Set<Int>) throws(Diagnostic) -> (update: Double, write: Double) {
    let program = try program(columns)
    var found: (update: Double, both: Double) = (.infinity, .infinity)
    for _ in 0...repetitions { found = once(program, found) }
    return (found.update, max(0, found.both - found.update))
  }

  /// What columns cost above a program of none, both measured in turn.
  func addedCost(of columns: Swift.Set<Int>) throws(Diagnostic) -> (update: Double, write: Double) {
    let (own, none) = (try program(columns), try program([]))
    var (with, without): ((update: Double, both: Double), (update: Double, both: Double)) = ((.infinity, .infinity), (.infinity, .infinity))
    for _ in 0...repetitions {
      without = once(none, without)
      with = once(own, with)
    }
    let (update, both) = (max(0, with.update - without.update), max(0, with.both - without.both))
    return (min(update, both), max(0, both - update))
  }

  private func program(_ columns: Swift.Set<Int>) throws(Diagnostic) -> FeatureProgram {
    try FeatureProgram(set: set, instrument: instrument, id: InstrumentID(0), columns: columns)
  }

  private func once(_ program: FeatureProgram, _ before: (update: Double, both: Double)) -> (update: Double, both: Double) {
    (min(before.update, run(program, isWriting: false)), min(before.both, run(program, isWriting: true)))
  }

  private func run(_ fresh: FeatureProgram, isWriting: Bool) -> Double {
    var program = fresh
    var vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: set.schema)
    let start = meter.seconds()
    for step in steps {
      Self.update(&program, step)
      if isWriting { program.write(into: &vector) }
    }
    return (meter.seconds() - start) / Double(steps.count) * 1e9
  }

  /// The middle event's nanoseconds and the 99th of a hundred, of all columns.
  func distribution() throws(Diagnostic) -> (median: Double, high: Double) {
    let fresh = try FeatureProgram(set: set, instrument: instrument, id: InstrumentID(0))
    var vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: set.schema)
    let clock = ContinuousClock()
    var (spans, empty): ([Double], [Double]) = ([], [])
    for _ in 0..<2 {
      var program = fresh
      spans.removeAll(keepingCapacity: true)
      for step in steps {
        let start = clock.now
        Self.update(&program, step)
        program.write(into: &vector)
        spans.append(Self.nanoseconds(clock.now - start))
      }
    }
    for _ in 0..<10_000 {
      let start = clock.now
      empty.append(Self.nanoseconds(clock.now - start))
    }
    spans.sort()
    empty.sort()
    let own = empty[empty.count / 2]
    return (max(0, spans[spans.count / 2] - own), max(0, spans[spans.count * 99 / 100] - own))
  }

  @inline(__always) private static func update(_ program: inout FeatureProgram, _ step: MarketStep) {
    switch step {
    case .trade(let trade): program.update(trade: trade)
    case .book(let top): program.update(book: top)
    }
  }

  private static func nanoseconds(_ span: Duration) -> Double { Double(span.components.attoseconds) / 1e9 + Double(span.components.seconds) * 1e9 }
}
