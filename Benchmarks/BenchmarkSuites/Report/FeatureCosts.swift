public import Domain
public import Features
public import Reports

/// What each feature of a set costs an event, and all of them together.
///
/// Measured on one market's seeded events: book changes, and a trade at every fifth. A definition's cost is that of a program of its columns alone less that
/// of a program of none, which cuts the candles. Those on candles work at a close only: most of them cost less than a nanosecond an event, which is noise.
public struct FeatureCosts: Sendable, Hashable {
  /// Nanoseconds an event.
  public struct Cost: Sendable, Hashable {
    /// The definition.
    public let key: String
    /// Taking events in.
    public let update: Double
    /// Writing the columns.
    public let write: Double
  }

  /// The set's name.
  public let set: String
  /// Columns of the set.
  public let columns: Int
  /// One a definition, in the order of the set.
  public let costs: [Cost]
  /// Nanoseconds an event of a program without columns: clock, checks, vector.
  public let base: Double
  /// Nanoseconds an event of the whole set: the middle event and the 99th of a hundred, the clock's own time taken off.
  public let median: Double
  /// See ``median``.
  public let high: Double
  /// Nanoseconds an event of the whole set on average, CPU time.
  public let mean: Double
  /// Events a second on one processor with a hundred markets in turn.
  public let eventsPerSecond: Double

  /// Measures.
  ///
  /// - Parameters:
  ///   - set: whose features.
  ///   - scale: 100,000 events in full.
  ///   - meter: this process's CPU clock.
  /// - Throws: as ``FeatureProgram/init(set:instrument:id:)``.
  public static func measure(_ set: FeatureSet, scale: BenchmarkScale, meter: any CPUMeter) throws(Diagnostic) -> FeatureCosts {
    let tape = FrameTape.book(seed: 53, count: scale.size(100_000), tradeEvery: 5)
    let steps = try KeptPrograms.steps(tape)
    let run = ProgramRun(steps: steps, set: set, instrument: tape.instrument, meter: meter, repetitions: scale.pairs(5))
    let none = try run.cost(of: [])
    var costs: [Cost] = []
    for index in set.definitions.indices {
      let columns = set.columns.indices.filter { set.columns[$0].definition == index }
      let added = try run.addedCost(of: Swift.Set(columns))
      costs.append(Cost(key: set.definitions[index].key, update: added.update, write: added.write))
    }
    let whole = try run.cost(of: Swift.Set(set.columns.indices))
    let each = try run.distribution()
    let hundred = try KeptPrograms(set, symbols: 100, steps: steps, instrument: tape.instrument)
    _ = hundred.take()
    let start = meter.seconds()
    _ = hundred.take()
    let spent = max(1e-6, meter.seconds() - start)
    return FeatureCosts(
      set: set.name, columns: set.columns.count, costs: costs, base: none.update + none.write, median: each.median, high: each.high,
      mean: whole.update + whole.write, eventsPerSecond: Double(steps.count) / spent)
  }

  /// A table of at most 80 columns.
  public var text: String {
    var text = "cost of the set \(set), ns an event           update    write      all\n"
    for cost in costs { text += Self.line(cost.key, [cost.update, cost.write, cost.update + cost.write]) }
    text += Self.line("(a program without columns)", [base])
    text += "all \(columns) columns: p50 \(Self.tenths(median)) ns an event, p99 \(Self.tenths(high)) ns\n"
    text += "mean \(Self.tenths(mean)) ns of CPU time an event\n"
    return text + "100 markets × \(columns) columns: \(Int(eventsPerSecond)) events a second on one processor\n"
  }

  /// As JSON.
  public var json: JSONTree {
    .object([
      .init("set", .text(set)), .init("columns", .integer(columns)), .init("base_ns", .number(base)), .init("p50_ns", .number(median)),
      .init("p99_ns", .number(high)), .init("mean_ns", .number(mean)), .init("events_per_second_100_symbols", .number(eventsPerSecond)),
      .init(
        "features",
        .array(costs.map { .object([.init("name", .text($0.key)), .init("update_ns", .number($0.update)), .init("write_ns", .number($0.write))]) })),
    ])
  }

  private static func line(_ name: String, _ values: [Double]) -> String {
    let cells = values.map { value in
      let text = tenths(value)
      return String(repeating: " ", count: max(1, 9 - text.count)) + text
    }
    let space = String(repeating: " ", count: max(1, (values.count == 1 ? 62 : 44) - name.count))
    return name + space + cells.joined() + "\n"
  }

  private static func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
