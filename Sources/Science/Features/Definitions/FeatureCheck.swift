import Domain

/// Checks a definition against the calculator that it names, and fills in what it leaves to the calculator.
enum FeatureCheck {
  /// Where the parts of a definition stand in its file, for problems.
  struct Places {
    var path: String
    var line = 0
    var calculator = 0
    var outputs = 0
    /// By parameter.
    var parameters: [String: Int] = [:]
  }

  /// Prices and quantities of a market as fine as any: what a definition may ask for before the market is known.
  static let finestScale = DecimalScale(priceDecimals: 12, quantityDecimals: 12)

  /// Every problem of the definition; with none its outputs are filled in and its parameters are complete.
  static func check(_ definition: inout FeatureDefinition, _ places: Places) -> [DefinitionProblem] {
    var problems: [DefinitionProblem] = []
    func problem(_ key: String, _ line: Int, _ reason: String) {
      problems.append(DefinitionProblem(path: DefinitionReader.join(places.path, key), line: line, reason: reason))
    }
    let named = Calculator.all.filter { $0.name == definition.calculator }
    guard !named.isEmpty else {
      let words = Set(Calculator.all.map(\.name)).union(CalculatorAlias.all.keys)
      let near = DefinitionReader.near(definition.calculator, words.sorted())
      problem("calculator", places.calculator, "is \"\(definition.calculator)\", there is none of that name\(near)")
      return problems
    }
    guard let calculator = Calculator.named(definition.calculator, over: definition.input) else {
      let possible = Set(named.flatMap(\.takes.inputs)).sorted().joined(separator: " or ")
      problem("input", places.line, "is \(definition.input.word), \(definition.calculator) is computed on \(possible)")
      return problems
    }
    if calculator.cost == .linear {
      problem(
        "calculator", places.calculator,
        "is \(definition.calculator), whose every update costs \(calculator.cost.rawValue) in the window: it has no place in a live set")
    }
    var parameters = CalculatorParameters(definition.parameters, scale: finestScale)
    var outputs: [String] = []
    do throws(ParameterFault) {
      outputs = try calculator.outputs(&parameters)
    } catch {
      problem("parameters.\(error.key)", places.parameters[error.key] ?? places.line, error.reason)
    }
    // A calculator stops asking at its first fault, so what is left tells of unknown keys only when there was none, or when it resembles one asked for.
    for key in parameters.left where outputs.isEmpty == false || Suggestion.nearest(to: key, among: parameters.asked.sorted()) != nil {
      problem("parameters.\(key)", places.parameters[key] ?? places.line, "is unknown\(DefinitionReader.near(key, parameters.asked.sorted()))")
    }
    guard problems.isEmpty else { return problems }
    definition.parameters = parameters.taken

    if definition.outputs.isEmpty { definition.outputs = outputs.map { FeatureDefinition.Output(name: $0, column: "") } }
    for index in definition.outputs.indices {
      let output = definition.outputs[index]
      if !outputs.contains(output.name) {
        let near = DefinitionReader.near(output.name, outputs)
        problem(
          "outputs.\(output.name)", places.outputs,
          "is no output of \(definition.calculator)\(near): there are \(outputs.joined(separator: ", "))")
      }
      if output.column.isEmpty { definition.outputs[index].column = outputs.count == 1 ? definition.key : "\(definition.key)_\(output.name)" }
    }
    return problems
  }
}
