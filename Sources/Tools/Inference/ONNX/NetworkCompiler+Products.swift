internal import Kernels

extension NetworkCompiler {
  mutating func compileProduct() throws(ModelFileFault) -> Bool {
    switch node.operation {
    case "MatMul":
      let (x, y) = (try tensor(0), try tensor(1))
      try set(try matrixProduct(x, y))
    case "Gemm": try compileGemm()
    default: return false
    }
    return true
  }

  private mutating func compileGemm() throws(ModelFileFault) {
    var (x, y) = (try tensor(0), try tensor(1))
    guard x.shape.count == 2, y.shape.count == 2 else { throw invalid("shapes \(x.shape) and \(y.shape), two dimensions are expected") }
    if node.integer("transA", default: 0) != 0 { x = try moved(x, [x.shape[1], x.shape[0]], [1, x.shape[1]]) }
    if node.integer("transB", default: 0) != 0 { y = try moved(y, [y.shape[1], y.shape[0]], [1, y.shape[1]]) }
    let alpha = Double(node.float("alpha", default: 1))
    let beta = Double(node.float("beta", default: 1))
    var result = try matrixProduct(x, y, factor: alpha)
    if var bias = try optionalTensor(2) {
      if beta != 1 { bias = try combine(bias, try constant([beta], bias.type, []), .multiply) }
      guard try broadcast(bias.shape, result.shape) == result.shape else { throw invalid("a bias of shape \(bias.shape) for a result of shape \(result.shape)") }
      result = try combine(result, bias, .add)
    }
    try set(result)
  }

  /// a b, batches broadcast; a vector counts as a row on the left and as a column on the right.
  private mutating func matrixProduct(_ a: NetworkTensor, _ b: NetworkTensor, factor: Double = 1) throws(ModelFileFault) -> NetworkTensor {
    guard a.type == b.type, a.type.isNumeric, !a.shape.isEmpty, !b.shape.isEmpty else {
      throw invalid("\(a.type.name) of shape \(a.shape) and \(b.type.name) of shape \(b.shape)")
    }
    let left = a.shape.count == 1 ? [1] + a.shape : a.shape
    let right = b.shape.count == 1 ? b.shape + [1] : b.shape
    let (m, k, n) = (left[left.count - 2], left[left.count - 1], right[right.count - 1])
    guard right[right.count - 2] == k else { throw invalid("shapes \(a.shape) and \(b.shape) do not fit together") }
    let batch = try broadcast(Array(left.dropLast(2)), Array(right.dropLast(2)))
    let x = try expand(NetworkTensor(type: a.type, shape: left, places: a.places, origin: a.origin), batch + left.suffix(2))
    let y = try expand(NetworkTensor(type: b.type, shape: right, places: b.places), batch + right.suffix(2))
    var shape = batch
    if a.shape.count > 1 { shape.append(m) }
    if b.shape.count > 1 { shape.append(n) }
    let count = try size(shape)
    try charge(work: try size([max(count, 1), max(k, 1)]))
    let batches = try size(batch)
    if a.type == .float, b.isConstant, !a.isConstant, m == 1, batches == 1, k <= widestNetworkLayer {
      return try layer(x, y, inputs: k, outputs: n, factor: factor, shape: shape)
    }
    var places: [Int32] = []
    for index in 0..<batches {
      var step = NetworkStep(operation: .matrixProduct, rounding: Self.rounding(a.type))
      step.a = view(Array(x.places[(index * m * k)..<((index + 1) * m * k)]))
      step.b = view(Array(y.places[(index * k * n)..<((index + 1) * k * n)]))
      (step.m, step.n, step.k, step.p) = (Int32(m), Int32(n), Int32(k), factor)
      places += try append(step, count: m * n)
    }
    return NetworkTensor(type: a.type, shape: shape, places: places)
  }

  /// A layer in single precision: weights with the inputs outside, a bias of zeros, no activation yet.
  private mutating func layer(
    _ x: NetworkTensor, _ y: NetworkTensor, inputs: Int, outputs: Int, factor: Double, shape: [Int]
  ) throws(ModelFileFault) -> NetworkTensor {
    let width = paddedLayerWidth(outputs)
    try charge((inputs + 1) * width)
    var matrix = [Double](repeating: 0, count: inputs * width)
    for row in 0..<inputs {
      for column in 0..<outputs { matrix[row * width + column] = factor * plan.constants[Int(~y.places[row * outputs + column])] }
    }
    // A scaler before it stays a step of its own: taken into single-precision weights, a large offset would cancel digits.
    var step = NetworkStep(operation: .dense, rounding: .single)
    step.a = try contiguous(x.places)
    (step.m, step.n) = (Int32(inputs), Int32(outputs))
    step.weights = Int32(plan.weights.count)
    plan.weights += matrix.map { Float($0) }
    step.bias = Int32(plan.weights.count)
    plan.weights += [Float](repeating: 0, count: width)
    var result = NetworkTensor(type: .float, shape: shape, places: try append(step, count: outputs))
    result.origin = .dense(plan.steps.count - 1)
    return result
  }

  /// The same layer with another bias or an activation; the one without is dropped later if nothing reads it.
  mutating func relayer(
    _ index: Int, bias: NetworkTensor? = nil, sign: Double = 1, activation: UInt8 = 0, slope: Double = 0, like x: NetworkTensor
  ) throws(ModelFileFault) -> NetworkTensor {
    var step = plan.steps[index]
    if let bias {
      let width = paddedLayerWidth(Int(step.n))
      try charge(width)
      let first = plan.weights.count
      for column in 0..<width {
        let old = plan.weights[Int(step.bias) + column]
        plan.weights.append(column < bias.count ? Float(Double(old) + sign * plan.constants[Int(~bias.places[column])]) : 0)
      }
      step.bias = Int32(first)
    }
    step.activation = activation
    step.p = slope
    var result = NetworkTensor(type: .float, shape: x.shape, places: try append(step, count: x.count))
    if activation == 0 { result.origin = .dense(plan.steps.count - 1) }
    return result
  }
}
