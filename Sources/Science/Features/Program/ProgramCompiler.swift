import Domain

/// Turns the definitions of a set into banks of operators and a plan of columns, for the market at hand.
///
/// Definitions with the same calculator, input and parameters share one operator, whatever they call its outputs.
struct ProgramCompiler {
  private struct Key: Hashable {
    var calculator: String
    var input: FeatureInput
    var parameters: [String: CalculatorParameters.Value]
  }

  private(set) var plan = ProgramPlan()
  private(set) var state = ProgramState()
  private let scale: DecimalScale
  private var slots = 0
  /// First slot and outputs of each operator.
  private var placed: [Key: (slot: Int, outputs: [String])] = [:]

  /// - Parameter columns: the columns wanted, by index in the set; the others are left out as a whole where no wanted one needs their operator.
  /// - Throws: `features.instrument` when a definition asks for what this market's decimals do not have.
  init(_ set: FeatureSet, instrument: Instrument, columns: Set<Int>) throws(Diagnostic) {
    scale = DecimalScale(priceDecimals: instrument.priceDecimals, quantityDecimals: instrument.quantityDecimals)
    plan.streams = Array(repeating: 0, count: set.columns.count)
    // Lanes first, so that a stream has its number whatever the order of the definitions, and whichever columns are wanted.
    for definition in set.definitions { _ = lane(of: definition.input) }
    for column in columns.sorted() {
      let (definition, output) = (set.definitions[set.columns[column].definition], set.columns[column].output)
      do throws(ParameterFault) {
        try add(definition, output: output, column: column)
      } catch {
        throw Diagnostic(
          code: "features.instrument", exitCode: .badConfiguration,
          message: "feature \(definition.key) cannot be computed on \(instrument.symbol): \(error)",
          hint: "give \(error.key) with no more decimals than the market has (prices \(instrument.priceDecimals), quantities \(instrument.quantityDecimals))")
      }
    }
    plan.operators = placed.count
    state.slots = SlotValues(count: slots)
    state.seen = Array(repeating: .min, count: ProgramPlan.firstLane + state.lanes.count)
  }

  /// Index of the lane of a candle input, made when it is the first of its kind; `nil` for other inputs.
  private mutating func lane(of input: FeatureInput) -> Int? {
    guard case .candles(let interval, let source, _, _) = input else { return nil }
    if let index = state.lanes.firstIndex(where: { $0.interval == interval && $0.source == source }) { return index }
    state.lanes.append(CandleLane(interval: interval, source: source))
    plan.lanes.append([])
    return state.lanes.count - 1
  }

  private mutating func add(_ definition: FeatureDefinition, output: String, column: Int) throws(ParameterFault) {
    let key = Key(calculator: definition.calculator, input: definition.input, parameters: definition.parameters)
    if placed[key] == nil { placed[key] = try place(definition) }
    guard let (slot, outputs) = placed[key], let offset = outputs.firstIndex(of: output) else {
      preconditionFailure("a checked set names outputs that exist")
    }
    let columnPlan = ColumnPlan(column: column, slot: slot + offset, form: definition.form)
    let bit = UInt128(1) << UInt128(column)
    let stream: Int
    switch definition.input {
    case .candles:
      let lane = lane(of: definition.input) ?? 0
      plan.lanes[lane].append(columnPlan)
      stream = ProgramPlan.firstLane + lane
    case .mid: stream = ProgramPlan.midStream
    case .trades: stream = ProgramPlan.tradeStream
    case .book: stream = ProgramPlan.bookStream
    case .quotesAndTrades: stream = ProgramPlan.quotedStream
    }
    if stream < ProgramPlan.firstLane {
      plan.live.append(columnPlan)
      if definition.form != .raw || stream == ProgramPlan.midStream { plan.needingMid |= bit }
      if stream == ProgramPlan.bookStream { plan.needingBook |= bit }
    }
    plan.streams[column] = stream
    if let index = plan.freshness.firstIndex(where: { $0.stream == stream && $0.maximumAge == definition.maximumAge }) {
      plan.freshness[index].columns |= bit
    } else {
      plan.freshness.append(ProgramPlan.Freshness(stream: stream, maximumAge: definition.maximumAge, columns: bit))
    }
  }

  /// Puts a new operator into the bank of its type and stream.
  private mutating func place(_ definition: FeatureDefinition) throws(ParameterFault) -> (slot: Int, outputs: [String]) {
    guard let calculator = Calculator.named(definition.calculator, over: definition.input) else {
      preconditionFailure("a checked set names calculators that exist")
    }
    var asked = CalculatorParameters(definition.parameters, scale: scale)
    let outputs = try calculator.outputs(&asked)
    var parameters = CalculatorParameters(definition.parameters, scale: scale)
    let slot = slots
    slots += outputs.count
    switch (definition.input, calculator.takes) {
    case (.mid, _):
      plan.midSlots.append(slot..<slots)
      try Self.append(definition.calculator, to: &state.mid, &parameters, slot)
    case (.trades, .series): try Self.append(definition.calculator, to: &state.prices, &parameters, slot)
    case (.trades, _): try Self.append(definition.calculator, to: &state.trades, &parameters, slot)
    case (.book, _): try Self.append(definition.calculator, to: &state.book, &parameters, slot)
    case (.quotesAndTrades, _): try Self.append(definition.calculator, to: &state.quoted, &parameters, slot)
    case (.candles(_, let source, let field, let against), let kind):
      let lane = lane(of: definition.input) ?? 0
      if source == .mid { plan.midSlots.append(slot..<slots) }
      switch kind {
      case .bars: try Self.append(definition.calculator, to: &state.lanes[lane].bars, &parameters, slot)
      case .pairs:
        let index = state.lanes[lane].pairs.firstIndex { $0.field == field && $0.against == against } ?? state.lanes[lane].pairs.count
        if index == state.lanes[lane].pairs.count { state.lanes[lane].pairs.append(PairLane(field: field, against: against)) }
        try Self.append(definition.calculator, to: &state.lanes[lane].pairs[index].banks, &parameters, slot)
      default:
        let index = state.lanes[lane].series.firstIndex { $0.field == field } ?? state.lanes[lane].series.count
        if index == state.lanes[lane].series.count { state.lanes[lane].series.append(SeriesLane(field: field)) }
        try Self.append(definition.calculator, to: &state.lanes[lane].series[index].banks, &parameters, slot)
      }
    }
    return (slot, outputs)
  }

  private static func append<Banks: OperatorBanks>(
    _ name: String, to banks: inout Banks, _ parameters: inout CalculatorParameters, _ slot: Int
  ) throws(ParameterFault) {
    guard let entry = Banks.entries.first(where: { $0.calculator.name == name }) else {
      preconditionFailure("a checked set names calculators that exist")
    }
    try entry.append(to: &banks, &parameters, slot: slot)
  }
}
