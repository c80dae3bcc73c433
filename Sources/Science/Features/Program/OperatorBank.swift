/// Operators of one type that are fed by one stream, side by side in memory, with the slots that their outputs go to.
///
/// Concrete types throughout: a tick costs no lookup and no dynamic call, the operators are changed in place.
struct OperatorBank<Operator: FeatureOperator>: Codable, Sendable {
  private var operators: [Operator] = []
  /// First slot of each operator's outputs.
  private var slots: [Int] = []
  /// Outputs of each operator.
  private var widths: [Int] = []

  /// Adds an operator whose outputs go to slots from `slot` on.
  mutating func append(_ parameters: inout CalculatorParameters, slot: Int) throws(ParameterFault) {
    let new = try Operator(&parameters)
    operators.append(new)
    slots.append(slot)
    widths.append(new.outputs.count)
  }

  /// Number of operators, then the slots and numbers of their outputs: what a decoded bank must have in common with a compiled one.
  var layout: [Int] { [operators.count] + slots + widths }

  /// Shows all operators the next observation.
  @inline(__always) mutating func update(_ observation: Operator.Observation) {
    for index in operators.indices { _ = operators[index].update(observation) }
  }

  /// Writes all outputs as they stand at `now`.
  @inline(__always) mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    for index in operators.indices {
      var part = values._mutatingExtracting(slots[index]..<slots[index] + widths[index])
      operators[index].write(at: now, into: &part)
    }
  }

  /// Writes the outputs again that can change although nothing was observed.
  @inline(__always) mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
    if Operator.readsTime { write(at: now, into: &values) }
  }
}
