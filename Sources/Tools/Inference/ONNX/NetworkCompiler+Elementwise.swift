extension NetworkCompiler {
  private static let unary: [String: NetworkFunction] = [
    "Neg": .negative, "Abs": .absolute, "Relu": .relu, "LeakyRelu": .leakyRelu, "Sigmoid": .sigmoid, "Tanh": .tanh, "Exp": .exponential, "Log": .logarithm,
    "Sqrt": .squareRoot, "Reciprocal": .reciprocal, "Floor": .floor, "Ceil": .ceiling, "Round": .round, "Erf": .errorFunction, "Elu": .elu, "Selu": .selu,
    "Softplus": .softplus, "Softsign": .softsign, "HardSigmoid": .hardSigmoid, "Sign": .sign, "Not": .not, "IsNaN": .isNaN,
  ]
  private static let binary: [String: NetworkFunction] = [
    "Add": .add, "Sub": .subtract, "Mul": .multiply, "Div": .divide, "Pow": .power, "Min": .minimum, "Max": .maximum, "Sum": .add, "Equal": .equal,
    "Greater": .greater, "Less": .less, "GreaterOrEqual": .greaterOrEqual, "LessOrEqual": .lessOrEqual, "And": .and, "Or": .or, "PRelu": .slopeBelowZero,
  ]

  mutating func compileElementwise() throws(ModelFileFault) -> Bool {
    if let function = Self.unary[node.operation] {
      try compileUnary(function)
    } else if let function = Self.binary[node.operation] {
      try compileBinary(function)
    } else {
      switch node.operation {
      case "Clip": try compileClip()
      case "Where": try compileWhere()
      case "Cast": try compileCast()
      case "Identity", "Dropout":
        if node.operation == "Dropout", let training = try optionalTensor(2), try values(training, "training_mode").first != 0 {
          throw unsupported("training mode")
        }
        guard node.outputs.dropFirst().allSatisfy(\.isEmpty) else { throw unsupported("the mask as an output") }
        try set(try tensor(0))
      case "BatchNormalization": try compileBatchNormalization()
      default: return false
      }
    }
    return true
  }

  private mutating func compileUnary(_ function: NetworkFunction) throws(ModelFileFault) {
    let x = try tensor(0)
    var (p, q) = (0.0, 0.0)
    switch function {
    case .leakyRelu: p = Double(node.float("alpha", default: 0.01))
    case .elu: p = Double(node.float("alpha", default: 1))
    case .selu: (p, q) = (Double(node.float("alpha", default: 1.67326319)), Double(node.float("gamma", default: 1.05070102)))
    case .hardSigmoid: (p, q) = (Double(node.float("alpha", default: 0.2)), Double(node.float("beta", default: 0.5)))
    default: break
    }
    guard x.type.isNumeric else { throw invalid("a tensor of texts") }
    let integersToo: Set<NetworkFunction> = [.negative, .absolute, .sign, .not, .isNaN, .relu]
    guard x.type.isReal || integersToo.contains(function) else { throw invalid("a tensor of \(x.type.name)") }
    if x.type == .float, case .dense(let index) = x.origin, let activation = Self.activation(function) {
      return try set(try relayer(index, activation: activation, slope: p, like: x))
    }
    let type: ONNXElementType = function == .not || function == .isNaN ? .bool : x.type
    try set(try map(x, function, p: p, q: q, type: type))
  }

  private static func activation(_ function: NetworkFunction) -> UInt8? {
    switch function {
    case .relu: 1
    case .leakyRelu: 2
    case .sigmoid: 3
    case .tanh: 4
    default: nil
    }
  }

  /// A function of every element.
  mutating func map(_ x: NetworkTensor, _ function: NetworkFunction, p: Double = 0, q: Double = 0, type: ONNXElementType) throws(ModelFileFault) -> NetworkTensor {
    let rounding = Self.rounding(type)
    if x.isConstant {
      let values = x.places.map { Self.round(function(plan.constants[Int(~$0)], 0, p: p, q: q), rounding) }
      return try constant(values, type, x.shape)
    }
    var step = NetworkStep(operation: .unary, function: function, rounding: rounding)
    step.a = view(x.places)
    (step.p, step.q) = (p, q)
    return NetworkTensor(type: type, shape: x.shape, places: try append(step, count: x.count))
  }

  static func round(_ value: Double, _ rounding: NetworkStep.Rounding) -> Double { rounding == .single ? Double(Float(value)) : value }

  /// Adds a step with this many results.
  mutating func append(_ step: NetworkStep, count: Int) throws(ModelFileFault) -> [Int32] {
    try charge(work: count)
    var step = step
    let first = try slots(count)
    step.output = Int32(first)
    step.count = Int32(count)
    plan.steps.append(step)
    return Self.places(first, count)
  }

  private mutating func compileBinary(_ function: NetworkFunction) throws(ModelFileFault) {
    let isVariadic = ["Min", "Max", "Sum"].contains(node.operation)
    if !isVariadic, opset < 7, node.integer("broadcast", default: 0) != 0 { throw unsupported("the broadcast attribute of operator sets below 7") }
    guard isVariadic || node.inputs.count == 2 else { throw invalid("\(node.inputs.count) inputs") }
    var result = try tensor(0)
    for index in 1..<max(node.inputs.count, 1) { result = try combine(result, try tensor(index), function) }
    try set(result)
  }

  /// Both tensors, broadcast against each other.
  mutating func combine(_ x: NetworkTensor, _ y: NetworkTensor, _ function: NetworkFunction) throws(ModelFileFault) -> NetworkTensor {
    guard x.type == y.type || function == .power, x.type.isNumeric, y.type.isNumeric else { throw invalid("operands of type \(x.type.name) and \(y.type.name)") }
    let shape = try broadcast(x.shape, y.shape)
    let a = try expand(x, shape)
    let b = try expand(y, shape)
    var type = x.type
    var function = function
    switch function {
    case .equal, .greater, .less, .greaterOrEqual, .lessOrEqual, .and, .or: type = .bool
    case .divide where !type.isReal: function = .divideIntegers
    default: break
    }
    let rounding = Self.rounding(type)
    if a.isConstant, b.isConstant {
      var values: [Double] = []
      for (place, other) in zip(a.places, b.places) {
        values.append(Self.round(function(plan.constants[Int(~place)], plan.constants[Int(~other)], p: 0, q: 0), rounding))
      }
      return try constant(values, type, shape)
    }
    if type == .float, function == .add || function == .subtract {
      if case .dense(let index) = a.origin, a.shape == x.shape, b.isConstant { return try relayer(index, bias: b, sign: function == .add ? 1 : -1, like: a) }
      if function == .add, case .dense(let index) = b.origin, b.shape == y.shape, a.isConstant { return try relayer(index, bias: a, sign: 1, like: b) }
    }
    var step = NetworkStep(operation: .binary, function: function, rounding: rounding)
    step.a = view(a.places)
    step.b = view(b.places)
    var result = NetworkTensor(type: type, shape: shape, places: try append(step, count: a.count))
    if type.isReal { result.origin = affine(a, b, function) }
    return result
  }

  /// Keeps track of `source · scale + offset`.
  private func affine(_ a: NetworkTensor, _ b: NetworkTensor, _ function: NetworkFunction) -> NetworkTensor.Origin {
    guard a.isConstant != b.isConstant, [.add, .subtract, .multiply, .divide].contains(function), !(function == .divide && a.isConstant) else { return .other }
    let (moving, fixed) = a.isConstant ? (b, a) : (a, b)
    var (source, scale, offset) = (moving.places, [Double](repeating: 1, count: moving.count), [Double](repeating: 0, count: moving.count))
    if case .affine(let s, let m, let o) = moving.origin { (source, scale, offset) = (s, m, o) }
    for index in source.indices {
      let value = plan.constants[Int(~fixed.places[index])]
      switch function {
      case .add: offset[index] += value
      case .subtract where a.isConstant: (scale[index], offset[index]) = (-scale[index], value - offset[index])
      case .subtract: offset[index] -= value
      case .multiply: (scale[index], offset[index]) = (scale[index] * value, offset[index] * value)
      default: (scale[index], offset[index]) = (scale[index] / value, offset[index] / value)
      }
    }
    guard scale.allSatisfy(\.isFinite), offset.allSatisfy(\.isFinite) else { return .other }
    return .affine(source: source, scale: scale, offset: offset)
  }

  private mutating func compileClip() throws(ModelFileFault) {
    let x = try tensor(0)
    var bounds = [Double(node.float("min", default: -.infinity)), Double(node.float("max", default: .infinity))]
    for index in 0...1 {
      if let bound = try optionalTensor(index + 1) {
        guard let value = try values(bound, "a bound").first, bound.count == 1 else { throw invalid("a bound is one number") }
        bounds[index] = value
      }
    }
    guard x.type.isNumeric else { throw invalid("a tensor of texts") }
    try set(try map(x, .clip, p: bounds[0], q: bounds[1], type: x.type))
  }

  private mutating func compileWhere() throws(ModelFileFault) {
    let (condition, x, y) = (try tensor(0), try tensor(1), try tensor(2))
    guard condition.type == .bool, x.type == y.type else { throw invalid("operands of type \(condition.type.name), \(x.type.name) and \(y.type.name)") }
    let shape = try broadcast(condition.shape, try broadcast(x.shape, y.shape))
    try set(try choose(try expand(condition, shape), try expand(x, shape), try expand(y, shape)))
  }

  /// x where the condition holds, else y; all of one shape.
  mutating func choose(_ condition: NetworkTensor, _ x: NetworkTensor, _ y: NetworkTensor) throws(ModelFileFault) -> NetworkTensor {
    if condition.isConstant {
      let places = condition.places.indices.map { plan.constants[Int(~condition.places[$0])] != 0 ? x.places[$0] : y.places[$0] }
      return NetworkTensor(type: x.type, shape: x.shape, places: places)
    }
    var step = NetworkStep(operation: .choose)
    step.a = view(condition.places)
    step.b = view(x.places)
    step.c = view(y.places)
    return NetworkTensor(type: x.type, shape: x.shape, places: try append(step, count: x.count))
  }

  private mutating func compileCast() throws(ModelFileFault) {
    let x = try tensor(0)
    guard let type = ONNXElementType(code: node.integer("to", default: 0)) else { throw unsupported("to element type \(node.integer("to", default: 0))") }
    if type == x.type { return try set(x) }
    guard type != .text, x.type != .text else { throw unsupported("from \(x.type.name) to \(type.name)") }
    switch type {
    case .bool: try set(try map(x, .truth, type: .bool))
    case .integer where x.type.isReal: try set(try map(x, .truncate, type: .integer))
    case .float: try set(try map(x, .copy, type: .float))
    default: try set(NetworkTensor(type: type, shape: x.shape, places: x.places))
    }
  }

  /// (x − mean) / √(variance + ε) · scale + bias by channel, the second dimension.
  private mutating func compileBatchNormalization() throws(ModelFileFault) {
    let x = try tensor(0)
    guard x.type.isReal, x.shape.count >= 2 else { throw invalid("a tensor of shape \(x.shape)") }
    guard node.outputs.dropFirst().allSatisfy(\.isEmpty), node.integer("training_mode", default: 0) == 0, node.integer("spatial", default: 1) == 1 else {
      throw unsupported("training mode")
    }
    var parameters: [[Double]] = []
    for index in 1...4 {
      parameters.append(try values(try tensor(index), "a parameter"))
      guard parameters[index - 1].count == x.shape[1] else { throw invalid("\(parameters[index - 1].count) values for \(x.shape[1]) channels") }
    }
    let epsilon = Double(node.float("epsilon", default: 1e-5))
    let scale = zip(parameters[0], parameters[3]).map { $0 / ($1 + epsilon).squareRoot() }
    let offset = (0..<scale.count).map { parameters[1][$0] - parameters[2][$0] * scale[$0] }
    let shape = [scale.count] + [Int](repeating: 1, count: x.shape.count - 2)
    let scaled = try combine(x, try constant(scale, x.type, shape), .multiply)
    try set(try combine(scaled, try constant(offset, x.type, shape), .add))
  }
}
