/// Turns a graph into a plan: shapes become numbers, moved elements become places, constants are folded, layers fused, what nothing reads is dropped.
///
/// The batch has one row. Every refusal happens here, with the operation's name and byte.
struct NetworkCompiler {
  let limits: ONNXLimits
  let graph: ONNXGraph
  /// Whether trees go to the forest engine; without it they are walked plainly, which tests compare it with.
  var usesForests = true
  var plan = NetworkPlan()
  var tensors: [String: NetworkTensor] = [:]
  /// Texts that string tensors' elements number.
  var texts: [String] = []
  var elements = 0
  var work = 0
  var inputs: [NetworkInput] = []
  /// The node that is being compiled.
  var node = ONNXNode()

  init(_ graph: ONNXGraph, limits: ONNXLimits) {
    self.graph = graph
    self.limits = limits
  }

  /// The core operator set's version.
  var opset: Int64 { graph.opsets[""] ?? 1 }

  // MARK: faults

  func invalid(_ reason: String) -> ModelFileFault { ModelFileFault.invalid("\(node.title): \(reason)", at: node.offset) }

  func unsupported(_ reason: String) -> ModelFileFault {
    ModelFileFault.unsupported("\(node.title): \(reason)", hint: "export the model without it; docs list the operators that are read", at: node.offset)
  }

  // MARK: tensors

  mutating func charge(_ count: Int) throws(ModelFileFault) {
    elements += count
    guard elements <= limits.elements else { throw ModelFileFault.limit("\(node.title): tensors of more than \(limits.elements) elements together", at: node.offset) }
  }

  mutating func charge(work count: Int) throws(ModelFileFault) {
    work += count
    guard count <= limits.work, work <= limits.work else {
      throw ModelFileFault.limit("\(node.title): one call takes more than \(limits.work) operations", at: node.offset)
    }
  }

  /// The element count of a shape, within limits.
  func size(_ shape: [Int]) throws(ModelFileFault) -> Int {
    var count = 1
    for size in shape {
      let (product, isOver) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !isOver, product <= limits.elements else {
        throw ModelFileFault.limit("\(node.title): a tensor of shape \(shape) is larger than \(limits.elements) elements", at: node.offset)
      }
      count = product
    }
    return count
  }

  mutating func constant(_ values: [Double], _ type: ONNXElementType, _ shape: [Int]) throws(ModelFileFault) -> NetworkTensor {
    try charge(values.count)
    let first = plan.constants.count
    plan.constants += values
    return NetworkTensor(type: type, shape: shape, places: (0..<values.count).map { ~Int32(first + $0) })
  }

  mutating func constant(_ tensor: ONNXTensor) throws(ModelFileFault) -> NetworkTensor {
    guard tensor.type == .text else { return try constant(tensor.values, tensor.type, tensor.shape) }
    let first = texts.count
    texts += tensor.texts
    return try constant(tensor.texts.indices.map { Double(first + $0) }, .text, tensor.shape)
  }

  /// New slots for a step's result.
  mutating func slots(_ count: Int) throws(ModelFileFault) -> Int {
    try charge(count)
    let first = plan.slotCount
    plan.slotCount += count
    guard plan.slotCount <= limits.elements else { throw ModelFileFault.limit("\(node.title): too many values", at: node.offset) }
    return first
  }

  static func places(_ first: Int, _ count: Int) -> [Int32] { (0..<count).map { Int32(first + $0) } }

  /// An input of the node.
  func tensor(_ index: Int) throws(ModelFileFault) -> NetworkTensor {
    guard let name = node.input(index) else { throw invalid("input \(index) is missing") }
    guard let tensor = tensors[name] else { throw invalid("input \"\(name)\" is made by nothing before it (a missing value or a cycle)") }
    return tensor
  }

  func optionalTensor(_ index: Int) throws(ModelFileFault) -> NetworkTensor? { node.input(index) == nil ? nil : try tensor(index) }

  /// The values of a tensor that must be constant.
  func values(_ tensor: NetworkTensor, _ what: String) throws(ModelFileFault) -> [Double] {
    guard tensor.isConstant else { throw unsupported("\(what) depends on the row; only constants are taken there") }
    return tensor.places.map { plan.constants[Int(~$0)] }
  }

  /// Integers of a tensor that must be constant; huge ones are cut to what a dimension can be.
  func integers(_ tensor: NetworkTensor, _ what: String) throws(ModelFileFault) -> [Int] {
    guard tensor.type == .integer else { throw invalid("\(what) is of type \(tensor.type.name), not int64") }
    return try values(tensor, what).map { Int(max(-1e15, min(1e15, $0))) }
  }

  /// Sets an output of the node.
  mutating func set(_ tensor: NetworkTensor, output index: Int = 0) throws(ModelFileFault) {
    guard index < node.outputs.count, !node.outputs[index].isEmpty else { return }
    guard tensors.updateValue(tensor, forKey: node.outputs[index]) == nil else { throw invalid("\"\(node.outputs[index])\" is made twice") }
  }

  /// An axis, negative from the end.
  func axis(_ axis: Int64, rank: Int) throws(ModelFileFault) -> Int {
    let place = axis < 0 ? axis + Int64(rank) : axis
    guard place >= 0, place < Int64(rank) else { throw invalid("axis \(axis) of a tensor of \(rank) dimensions") }
    return Int(place)
  }

  // MARK: views

  mutating func view(_ places: [Int32]) -> NetworkView {
    var view = NetworkView(count: Int32(places.count))
    guard let first = places.first else { return view }
    view.start = first
    let stride = places.count > 1 ? places[1] &- first : 1
    if (-1...1).contains(stride), places.indices.allSatisfy({ places[$0] == first &+ Int32($0) &* stride }) {
      view.stride = stride
      return view
    }
    view.list = Int32(plan.places.count)
    plan.places += places
    return view
  }

  /// The first slot of elements that lie in slots one behind another; moves them there when they do not.
  mutating func contiguous(_ places: [Int32]) throws(ModelFileFault) -> NetworkView {
    if let first = places.first, first >= 0, places.indices.allSatisfy({ places[$0] == first + Int32($0) }) {
      return NetworkView(start: first, stride: 1, count: Int32(places.count))
    }
    var step = NetworkStep(operation: .unary)
    step.a = view(places)
    step.count = Int32(places.count)
    step.output = Int32(try slots(places.count))
    plan.steps.append(step)
    return NetworkView(start: step.output, stride: 1, count: step.count)
  }

  static func rounding(_ type: ONNXElementType) -> NetworkStep.Rounding { type == .float ? .single : .double }
}
