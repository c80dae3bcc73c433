import Domain
import Features

/// Programs and vectors of the committed default set, for tests.
enum ProgramRun {
  static let set: FeatureSet = {
    do { return try PlainYAML.defaultSet() } catch { fatalError("\(error)") }
  }()

  static func fresh(_ set: FeatureSet = set) -> FeatureProgram {
    do { return try FeatureProgram(set: set, instrument: SyntheticMarket.instrument, id: InstrumentID(0)) } catch { fatalError("\(error)") }
  }

  static func vector(_ set: FeatureSet = set) -> FeatureVector {
    FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: set.schema)
  }

  static func feed(_ event: MarketEvent, to program: inout FeatureProgram) {
    if case .trade(let trade) = event { program.update(trade: trade) }
    if let top = SyntheticMarket.top(of: event) { program.update(book: top) }
  }

  /// The values' bits after every event.
  static func rows(_ events: [MarketEvent], _ program: inout FeatureProgram) -> [[UInt64]] {
    var vector = vector(program.set)
    return events.map { event in
      feed(event, to: &program)
      program.write(into: &vector)
      return bits(vector)
    }
  }

  static func bits(_ vector: FeatureVector) -> [UInt64] { vector.values.map(\.bitPattern) }

  /// Present columns by name.
  static func values(_ program: inout FeatureProgram) -> [String: Double] {
    var vector = vector(program.set)
    program.write(into: &vector)
    var values: [String: Double] = [:]
    for (index, column) in program.set.columns.enumerated() where vector.present.contains(index) { values[column.name] = vector.values[index] }
    return values
  }

  /// A set of a few definitions.
  static func set(_ definitions: FeatureDefinition...) -> FeatureSet {
    do { return try FeatureSet(name: "test", version: 1, definitions: definitions) } catch { fatalError("\(error)") }
  }
}
