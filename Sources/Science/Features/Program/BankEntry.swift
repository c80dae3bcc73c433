/// One bank of a set of banks, for setting up: its calculator, and how to add an operator to it.
struct BankEntry<Banks: Sendable>: Sendable {
  let calculator: Calculator
  private let add: @Sendable (inout Banks, inout CalculatorParameters, Int) throws(ParameterFault) -> Void

  init<Operator: FeatureOperator>(_ path: any WritableKeyPath<Banks, OperatorBank<Operator>> & Sendable, takes: Calculator.Observation) {
    calculator = Calculator(Operator.self, takes: takes)
    add = { (banks: inout Banks, parameters: inout CalculatorParameters, slot: Int) throws(ParameterFault) in
      try banks[keyPath: path].append(&parameters, slot: slot)
    }
  }

  /// Adds an operator whose outputs go to slots from `slot` on.
  func append(to banks: inout Banks, _ parameters: inout CalculatorParameters, slot: Int) throws(ParameterFault) {
    try add(&banks, &parameters, slot)
  }
}
