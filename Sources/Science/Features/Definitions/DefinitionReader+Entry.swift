extension DefinitionReader {
  /// Reads one entry of a registry; `nil` when something that it cannot be without is missing or wrong.
  ///
  /// All problems of the entry are reported, also those of its parameters, as far as its calculator and input are known.
  mutating func definition(key: String, _ node: DefinitionNode, line: Int, path: String) -> FeatureDefinition? {
    let before = problems.count
    let entries = entries(node, path)
    refuseUnknown(entries, known: Self.entryKeys, path)
    _ = isName(key, path, line)
    let fields = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
    func at(_ key: String) -> String { Self.join(path, key) }

    let calculatorKey = fields["calculator"] == nil && fields["calculator_type"] != nil ? "calculator_type" : "calculator"
    let written = text(fields[calculatorKey], at(calculatorKey))
    if fields[calculatorKey] == nil { report(path, line, "has no calculator") }
    let parameters = parameters(fields["parameters"], at("parameters"))
    let (calculator, resolved) = CalculatorAlias.resolve(written ?? "", parameters)
    let input = input(fields, path: path, line: line)
    let imputation = imputation(fields["imputation"], at("imputation")) ?? .passthrough
    let scaling = scaling(fields["scaling"], at("scaling")) ?? .standard
    let form = word(fields["form"], at("form"), FeatureForm.self) ?? .raw
    let maximumAge = span(fields["max_age"], at("max_age"))
    let outputs = outputs(fields["outputs"], at("outputs"))
    let properties = self.entries(fields["output_properties"] ?? DefinitionNode(.nothing), at("output_properties"))
    refuseUnknown(properties, known: ["value_type", "range"], at("output_properties"))
    let valueType = text(properties.first { $0.key == "value_type" }?.value, at("output_properties.value_type")) ?? "float"
    let range = range(properties.first { $0.key == "range" }?.value, at("output_properties.range"))
    let description = text(fields["description"], at("description")) ?? ""
    let category = text(fields["category"], at("category")) ?? ""
    let version = text(fields["version"], at("version")) ?? "1.0"

    guard written != nil, let input else { return nil }
    var definition = FeatureDefinition(
      key: key, calculator: calculator, input: input, parameters: resolved, form: form, outputs: outputs, description: description, category: category,
      version: version, maximumAge: maximumAge, imputation: imputation, scaling: scaling, valueType: valueType, range: range)
    let places = FeatureCheck.Places(
      path: path, line: line, calculator: fields[calculatorKey]?.line ?? line, outputs: fields["outputs"]?.line ?? line,
      parameters: Dictionary(
        self.parameterLines(fields["parameters"]).map { (CalculatorAlias.resolve(written ?? "", [$0.key: $0.value]).parameters.keys.first ?? $0.key, $0.line) },
        uniquingKeysWith: { first, _ in first }))
    for problem in FeatureCheck.check(&definition, places) { report(problem.path, problem.line, problem.reason) }
    return problems.count == before ? definition : nil
  }

  private mutating func parameters(_ node: DefinitionNode?, _ path: String) -> [String: CalculatorParameters.Value] {
    guard let node else { return [:] }
    var parameters: [String: CalculatorParameters.Value] = [:]
    for entry in entries(node, path) {
      switch entry.value.value {
      case .text(let text): parameters[entry.key] = .text(text)
      case .integer(let number): parameters[entry.key] = .integer(number)
      case .number(let number): parameters[entry.key] = .number(number)
      case .flag(let flag): parameters[entry.key] = .flag(flag)
      case .list(let nodes):
        let numbers = nodes.compactMap { if case .integer(let number) = $0.value { number } else { nil } }
        if numbers.count == nodes.count {
          parameters[entry.key] = .integers(numbers)
        } else {
          report(Self.join(path, entry.key), entry.line, "is no list of whole numbers")
        }
      case .map, .nothing: report(Self.join(path, entry.key), entry.line, "is \(entry.value.kind), a value is needed")
      }
    }
    return parameters
  }

  private func parameterLines(_ node: DefinitionNode?) -> [(key: String, value: CalculatorParameters.Value, line: Int)] {
    guard case .map(let entries) = node?.value else { return [] }
    return entries.map { entry in
      if case .text(let text) = entry.value.value { return (entry.key, .text(text), entry.line) }
      return (entry.key, .flag(true), entry.line)
    }
  }

  private mutating func input(_ fields: [String: DefinitionNode], path: String, line: Int) -> FeatureInput? {
    let key = fields["input"] == nil && fields["input_type"] != nil ? "input_type" : "input"
    guard let node = fields[key] else {
      report(path, line, "has no input")
      return nil
    }
    let at = Self.join(path, key)
    guard let text = text(node, at) else { return nil }
    guard let kind = FeatureInput.words[text] else {
      report(at, node.line, "is \"\(text)\"\(Self.near(text, FeatureInput.words.keys.sorted())); possible are mid, trades, book, quotes_and_trades, candles")
      return nil
    }
    let interval = span(fields["interval"], Self.join(path, "interval"))
    let source = word(fields["of"], Self.join(path, "of"), CandleSource.self) ?? .trades
    let field = word(fields["field"], Self.join(path, "field"), CandleField.self) ?? .close
    let against = word(fields["against"], Self.join(path, "against"), CandleField.self) ?? .volume
    if kind != .candles {
      for key in ["interval", "of", "field", "against"] {
        if let node = fields[key] { report(Self.join(path, key), node.line, "belongs to candles, the input is \(text)") }
      }
    }
    switch kind {
    case .mid: return .mid
    case .trades: return .trades
    case .book: return .book
    case .quotesAndTrades: return .quotesAndTrades
    case .candles:
      guard let interval else {
        if fields["interval"] == nil { report(path, line, "has no interval, candles need one") }
        return nil
      }
      return .candles(interval: interval, of: source, field: field, against: against)
    }
  }

  private mutating func outputs(_ node: DefinitionNode?, _ path: String) -> [FeatureDefinition.Output] {
    guard let node else { return [] }
    switch node.value {
    case .list(let names):
      return names.compactMap { name in text(name, path).map { FeatureDefinition.Output(name: $0, column: "") } }
    default:
      return entries(node, path).compactMap { entry in
        let at = Self.join(path, entry.key)
        guard let column = text(entry.value, at), isName(column, at, entry.line) else { return nil }
        return FeatureDefinition.Output(name: entry.key, column: column)
      }
    }
  }
}
