extension NetworkCompiler {
  private static let reductions: [String: NetworkStep.Operation] = [
    "ReduceSum": .sum, "ReduceMean": .mean, "ReduceMax": .maximum, "ReduceMin": .minimum, "ReduceL1": .norm1, "ReduceL2": .norm2,
    "ReduceProd": .product, "ReduceSumSquare": .squares, "ReduceLogSum": .logSum, "ReduceLogSumExp": .logSumExp,
  ]

  mutating func compileReduction() throws(ModelFileFault) -> Bool {
    if let operation = Self.reductions[node.operation] {
      try compileReduce(operation)
      return true
    }
    switch node.operation {
    case "Softmax": try compileSoftmax(.softmax)
    case "LogSoftmax": try compileSoftmax(.logSoftmax)
    case "ArgMax": try compileArgMax()
    case "LpNormalization":
      let x = try tensor(0)
      let order = node.integer("p", default: 2)
      guard x.type.isReal, order == 1 || order == 2 else { throw unsupported("p = \(order)") }
      try set(try rows(x, try axis(node.integer("axis", default: -1), rank: x.shape.count), order == 1 ? .normalize1 : .normalize2))
    default: return false
    }
    return true
  }

  /// Places with one axis innermost, and how to come back.
  private func arranged(_ x: NetworkTensor, _ axis: Int) -> (places: [Int32], order: [Int]) {
    let length = x.shape[axis]
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    let outer = x.shape[..<axis].reduce(1, *)
    var order: [Int] = []
    for o in 0..<outer { for i in 0..<inner { for l in 0..<length { order.append((o * length + l) * inner + i) } } }
    return (order.map { x.places[$0] }, order)
  }

  /// A function of all rows along an axis that gives as many values.
  mutating func rows(_ x: NetworkTensor, _ axis: Int, _ operation: NetworkStep.Operation) throws(ModelFileFault) -> NetworkTensor {
    guard x.count > 0 else { throw invalid("an empty tensor") }
    let (places, order) = arranged(x, axis)
    var step = NetworkStep(operation: operation, rounding: Self.rounding(x.type))
    step.a = view(places)
    step.n = Int32(x.shape[axis])
    step.m = Int32(x.count / x.shape[axis])
    let made = try append(step, count: x.count)
    var back = made
    for (place, original) in order.enumerated() { back[original] = made[place] }
    return NetworkTensor(type: x.type, shape: x.shape, places: back)
  }

  private mutating func compileSoftmax(_ operation: NetworkStep.Operation) throws(ModelFileFault) {
    let x = try tensor(0)
    guard x.type.isReal else { throw invalid("a tensor of \(x.type.name)") }
    let axis = try axis(node.integer("axis", default: opset < 13 ? 1 : -1), rank: x.shape.count)
    guard opset < 13 else { return try set(try rows(x, axis, operation)) }
    // Before operator set 13 all dimensions from the axis on are one.
    let flat = NetworkTensor(type: x.type, shape: [x.shape[..<axis].reduce(1, *), x.shape[axis...].reduce(1, *)], places: x.places)
    var result = try rows(flat, 1, operation)
    result.shape = x.shape
    try set(result)
  }

  /// Rows along an axis to one value each.
  private mutating func reduced(
    _ x: NetworkTensor, _ axis: Int, keeps: Bool, _ operation: NetworkStep.Operation, _ type: ONNXElementType, flags: UInt8 = 0
  ) throws(ModelFileFault) -> NetworkTensor {
    guard x.count > 0 else { throw invalid("an empty tensor") }
    var step = NetworkStep(operation: operation, rounding: Self.rounding(type), flags: flags)
    step.a = view(arranged(x, axis).places)
    step.n = Int32(x.shape[axis])
    step.m = Int32(x.count / x.shape[axis])
    try charge(work: x.count)
    var shape = x.shape
    if keeps { shape[axis] = 1 } else { shape.remove(at: axis) }
    return NetworkTensor(type: type, shape: shape, places: try append(step, count: Int(step.m)))
  }

  private mutating func compileArgMax() throws(ModelFileFault) {
    let x = try tensor(0)
    let axis = try axis(node.integer("axis", default: 0), rank: x.shape.count)
    let takesLast = node.integer("select_last_index", default: 0) != 0
    guard x.type.isNumeric else { throw invalid("a tensor of texts") }
    try set(try reduced(x, axis, keeps: node.integer("keepdims", default: 1) != 0, .argMaximum, .integer, flags: takesLast ? 1 : 0))
  }

  private mutating func compileReduce(_ operation: NetworkStep.Operation) throws(ModelFileFault) {
    var x = try tensor(0)
    guard x.type.isReal else { throw unsupported("a tensor of \(x.type.name)") }
    var axes = node.integers("axes")
    if let given = try optionalTensor(1) { axes = try integers(given, "axes").map(Int64.init) }
    if axes?.isEmpty ?? true {
      if node.integer("noop_with_empty_axes", default: 0) != 0 { return try set(x) }
      axes = (0..<Int64(x.shape.count)).map { $0 }
    }
    let keeps = node.integer("keepdims", default: 1) != 0
    var places: Set<Int> = []
    for place in axes ?? [] { places.insert(try axis(place, rank: x.shape.count)) }
    // All reduced axes become one, the last, so that each result is rounded once.
    let kept = x.shape.indices.filter { !places.contains($0) }
    let order = kept + places.sorted()
    let strides = Self.strides(x.shape)
    let shape = x.shape
    x = try moved(x, order.map { shape[$0] }, order.map { strides[$0] })
    x.shape = kept.map { shape[$0] } + [places.reduce(1) { $0 * shape[$1] }]
    var result = try reduced(x, kept.count, keeps: false, operation, x.type)
    if keeps { result.shape = shape.indices.map { places.contains($0) ? 1 : shape[$0] } }
    try set(result)
  }
}
