/// Reads the messages of an ONNX file that a score depends on; others are skipped, those that would change its meaning are refused.
///
/// Field numbers as in `onnx.proto3`. A message may occur in pieces and fields in any order, as protobuf allows; what the scorer does not know of a node is
/// decided by the compiler, not here.
struct ONNXParser {
  let limits: ONNXLimits
  private var elements = 0

  init(limits: ONNXLimits) { self.limits = limits }

  mutating func parse(_ bytes: Span<UInt8>) throws(ModelFileFault) -> ONNXGraph {
    var graph = ONNXGraph()
    var sawGraph = false
    var cursor = ProtobufCursor(0..<bytes.count)
    while let field = try cursor.next(bytes) {
      switch field.number {
      case 1: graph.irVersion = try field.integer()
      case 2: graph.producer = try field.text(bytes)
      case 3: graph.producerVersion = try field.text(bytes)
      case 7:
        guard !sawGraph else { throw ModelFileFault.invalid("a second graph", at: field.offset) }
        sawGraph = true
        try readGraph(bytes, try field.message(), into: &graph)
      case 8: try readOpset(bytes, try field.message(), into: &graph)
      case 14:
        let (key, value) = try pair(bytes, try field.message())
        guard graph.metadata.count < limits.entries else { throw ModelFileFault.limit("more than \(limits.entries) metadata entries", at: field.offset) }
        graph.metadata[key] = value
      case 25:
        throw ModelFileFault.unsupported("the model defines functions of its own", hint: "export it with its functions inlined", at: field.offset)
      default: break
      }
    }
    guard sawGraph else { throw ModelFileFault(code: "model.missing_key", offset: bytes.count, reason: "the file holds no graph") }
    return graph
  }

  private func readOpset(_ bytes: Span<UInt8>, _ message: ProtobufCursor, into graph: inout ONNXGraph) throws(ModelFileFault) {
    var cursor = message
    var domain = ""
    var version: Int64 = 1
    while let field = try cursor.next(bytes) {
      switch field.number {
      case 1: domain = try field.text(bytes)
      case 2: version = try field.integer()
      default: break
      }
    }
    if domain == "ai.onnx" { domain = "" }
    guard graph.opsets.count < limits.entries else { throw ModelFileFault.limit("more than \(limits.entries) operator sets", at: message.offset) }
    // Some exporters list a domain twice.
    graph.opsets[domain] = max(version, graph.opsets[domain] ?? version)
  }

  private func pair(_ bytes: Span<UInt8>, _ message: ProtobufCursor) throws(ModelFileFault) -> (String, String) {
    var cursor = message
    var pair = ("", "")
    while let field = try cursor.next(bytes) {
      switch field.number {
      case 1: pair.0 = try field.text(bytes)
      case 2: pair.1 = try field.text(bytes)
      default: break
      }
    }
    return pair
  }

  private mutating func readGraph(_ bytes: Span<UInt8>, _ message: ProtobufCursor, into graph: inout ONNXGraph) throws(ModelFileFault) {
    var cursor = message
    graph.end = message.end
    while let field = try cursor.next(bytes) {
      switch field.number {
      case 1:
        guard graph.nodes.count < limits.nodes else { throw ModelFileFault.limit("more than \(limits.nodes) nodes", at: field.offset) }
        graph.nodes.append(try node(bytes, try field.message()))
      case 2: graph.name = try field.text(bytes)
      case 5:
        guard graph.initializers.count < limits.tensors else { throw ModelFileFault.limit("more than \(limits.tensors) tensors", at: field.offset) }
        graph.initializers.append(try tensor(bytes, try field.message()))
      case 11, 12:
        guard graph.inputs.count + graph.outputs.count < limits.entries else {
          throw ModelFileFault.limit("more than \(limits.entries) inputs and outputs", at: field.offset)
        }
        let info = try valueInfo(bytes, try field.message())
        if field.number == 11 { graph.inputs.append(info) } else { graph.outputs.append(info) }
      case 15: throw ModelFileFault.unsupported("sparse tensors", hint: "export the model with dense tensors", at: field.offset)
      default: break
      }
    }
  }

  private mutating func node(_ bytes: Span<UInt8>, _ message: ProtobufCursor) throws(ModelFileFault) -> ONNXNode {
    var cursor = message
    var node = ONNXNode()
    node.offset = message.offset
    while let field = try cursor.next(bytes) {
      guard node.inputs.count + node.outputs.count + node.attributes.count < limits.entries else {
        throw ModelFileFault.limit("a node of more than \(limits.entries) inputs, outputs and attributes", at: field.offset)
      }
      switch field.number {
      case 1: node.inputs.append(try field.text(bytes))
      case 2: node.outputs.append(try field.text(bytes))
      case 3: node.name = try field.text(bytes)
      case 4: node.operation = try field.text(bytes)
      case 5:
        let attribute = try attribute(bytes, try field.message())
        guard node.attributes.updateValue(attribute, forKey: attribute.name) == nil else {
          throw ModelFileFault.invalid("attribute \"\(attribute.name)\" stands twice", at: field.offset)
        }
      case 7: node.domain = try field.text(bytes)
      default: break
      }
    }
    if node.domain == "ai.onnx" { node.domain = "" }
    return node
  }

  private mutating func attribute(_ bytes: Span<UInt8>, _ message: ProtobufCursor) throws(ModelFileFault) -> ONNXAttribute {
    var cursor = message
    var attribute = ONNXAttribute()
    let limit = limits.treeNodes
    while let field = try cursor.next(bytes) {
      switch field.number {
      case 1: attribute.name = try field.text(bytes)
      case 2: attribute.float = try field.float()
      case 3: attribute.integer = try field.integer()
      case 4: attribute.text = try field.text(bytes)
      case 5: attribute.tensor = try tensor(bytes, try field.message())
      case 7: try field.appendFloats(bytes, to: &attribute.floats, limit: limit)
      case 8: try field.appendIntegers(bytes, to: &attribute.integers, limit: limit)
      case 9:
        guard attribute.texts.count < limit else { throw ModelFileFault.limit("more than \(limit) texts in one list", at: field.offset) }
        attribute.texts.append(try field.text(bytes))
      case 20: attribute.type = try field.integer()
      case 6, 10, 11, 14, 15, 22, 23:
        throw ModelFileFault.unsupported(
          "attribute \"\(attribute.name)\" holds a graph, a sparse tensor, a type or a list of them",
          hint: "export the model without control flow (If, Loop, Scan)", at: field.offset)
      case 21: throw ModelFileFault.unsupported("an attribute that refers to a function's", hint: "export it with its functions inlined", at: field.offset)
      default: break
      }
    }
    return attribute
  }

  private func valueInfo(_ bytes: Span<UInt8>, _ message: ProtobufCursor) throws(ModelFileFault) -> ONNXValueInfo {
    var cursor = message
    var info = ONNXValueInfo()
    info.offset = message.offset
    while let field = try cursor.next(bytes) {
      switch field.number {
      case 1: info.name = try field.text(bytes)
      case 2:
        var type = try field.message()
        while let field = try type.next(bytes) {
          if field.number == 1 { try readTensorType(bytes, try field.message(), into: &info) }
        }
      default: break
      }
    }
    return info
  }

  private func readTensorType(_ bytes: Span<UInt8>, _ message: ProtobufCursor, into info: inout ONNXValueInfo) throws(ModelFileFault) {
    var cursor = message
    info.typeCode = 0
    while let field = try cursor.next(bytes) {
      switch field.number {
      case 1: info.typeCode = try field.integer()
      case 2:
        info.shape = []
        var shape = try field.message()
        while let field = try shape.next(bytes) {
          guard field.number == 1 else { continue }
          var dimension = try field.message()
          var size: Int?
          var symbol = ""
          while let field = try dimension.next(bytes) {
            switch field.number {
            case 1: size = Int(exactly: try field.integer()) ?? 0
            case 2: symbol = try field.text(bytes)
            default: break
            }
          }
          guard info.symbols.count < 16 else { throw ModelFileFault.limit("a tensor of more than 16 dimensions", at: field.offset) }
          info.shape?.append(size.flatMap { $0 > 0 ? $0 : nil })
          info.symbols.append(symbol)
        }
      default: break
      }
    }
  }

  private mutating func tensor(_ bytes: Span<UInt8>, _ message: ProtobufCursor) throws(ModelFileFault) -> ONNXTensor {
    var reader = ONNXTensorReader(limit: limits.elements - elements)
    let tensor = try reader.read(bytes, message)
    elements += tensor.count
    return tensor
  }
}
