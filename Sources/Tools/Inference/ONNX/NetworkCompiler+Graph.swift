extension NetworkCompiler {
  /// Compiles the whole graph.
  mutating func compile() throws(ModelFileFault) -> CompiledNetwork {
    node = ONNXNode(operation: "graph", offset: graph.end)
    try checkOpsets()
    for initializer in graph.initializers {
      guard !initializer.name.isEmpty else { throw ModelFileFault.invalid("an initializer without a name", at: initializer.offset) }
      guard tensors.updateValue(try constant(initializer), forKey: initializer.name) == nil else {
        throw ModelFileFault.invalid("initializer \"\(initializer.name)\" stands twice", at: initializer.offset)
      }
    }
    for input in graph.inputs where tensors[input.name] == nil { try declare(input) }
    guard plan.slotCount > 0 else { throw ModelFileFault.invalid("the graph takes no input", at: graph.end) }
    for next in graph.nodes {
      node = next
      try compileNode()
      guard plan.steps.count <= limits.values, plan.places.count <= limits.elements else {
        throw ModelFileFault.limit("\(node.title): more than \(limits.values) steps", at: node.offset)
      }
    }
    node = ONNXNode(operation: "graph", offset: graph.end)
    return try finish()
  }

  private func checkOpsets() throws(ModelFileFault) {
    guard (1...30).contains(opset) else {
      throw ModelFileFault.unsupported("operator set \(opset)", hint: "export the model with opset 17", at: graph.end)
    }
    let learned = graph.opsets["ai.onnx.ml"] ?? 1
    guard (1...5).contains(learned) else {
      throw ModelFileFault.unsupported("operator set \(learned) of ai.onnx.ml", hint: "export the model with ai.onnx.ml 3", at: graph.end)
    }
  }

  /// An input becomes a stretch of the row: one unknown dimension is the batch, of one row.
  private mutating func declare(_ input: ONNXValueInfo) throws(ModelFileFault) {
    func refuse(_ reason: String) -> ModelFileFault {
      ModelFileFault.unsupported("input \"\(input.name)\" \(reason)", hint: "export the model with one tensor input of known width", at: input.offset)
    }
    guard let code = input.typeCode, let type = ONNXElementType(code: code) else { throw refuse("is no tensor of numbers") }
    guard type.isNumeric else { throw refuse("is a tensor of texts") }
    guard let dimensions = input.shape else { throw refuse("has no shape") }
    let unknown = dimensions.indices.filter { dimensions[$0] == nil }
    let names = Set(unknown.map { input.symbols[$0] })
    guard unknown.count <= 1 || (names.count == 1 && names.first?.isEmpty == false) else {
      throw refuse("has \(unknown.count) unknown dimensions, one (the batch) is taken as 1")
    }
    guard dimensions.count < 2 || unknown.first != dimensions.count - 1 else { throw refuse("does not say how many columns it has") }
    let shape = dimensions.map { $0 ?? 1 }
    let count = try size(shape)
    guard count > 0, plan.slotCount + count <= limits.features else {
      throw ModelFileFault.limit("a row of more than \(limits.features) values", at: input.offset)
    }
    guard !input.name.isEmpty else { throw ModelFileFault.invalid("an input without a name", at: input.offset) }
    let start = try slots(count)
    inputs.append(NetworkInput(name: input.name, type: type, shape: shape, start: start, count: count))
    tensors[input.name] = NetworkTensor(type: type, shape: shape, places: Self.places(start, count))
  }

  private mutating func compileNode() throws(ModelFileFault) {
    switch node.domain {
    case "":
      if try compileElementwise() { return }
      if try compileMovement() { return }
      if try compileProduct() { return }
      if try compileReduction() { return }
      if node.operation == "LSTM" { return try compileLSTM() }
    case "ai.onnx.ml":
      if try compileLearned() { return }
      if try compileTrees() { return }
    default: break
    }
    throw ModelFileFault.unsupported(
      "the operator \(node.title) is not read", hint: "export the model without it, or score it with the framework it was trained in", at: node.offset)
  }
}
