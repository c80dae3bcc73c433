internal import Kernels

extension NetworkCompiler {
  /// X [S, 1, I], W [D, 4H, I], R [D, 4H, H], B [D, 8H], sequence_lens [1], initial_h and initial_c [D, 1, H], P [D, 3H]; layout 1 has the batch first.
  mutating func compileLSTM() throws(ModelFileFault) {
    let x = try tensor(0)
    let isBatchFirst = node.integer("layout", default: 0) != 0
    guard x.type == .float else { throw unsupported("an LSTM in \(x.type.name)") }
    guard x.shape.count == 3, x.shape[isBatchFirst ? 0 : 1] == 1 else { throw unsupported("an input of shape \(x.shape), a batch of one sequence is taken") }
    let (length, inputs) = (x.shape[isBatchFirst ? 1 : 0], x.shape[2])
    let direction = node.text("direction", default: "forward")
    guard ["forward", "reverse", "bidirectional"].contains(direction) else { throw unsupported("direction \(direction)") }
    let directions = direction == "bidirectional" ? 2 : 1
    try checkLSTM(directions)

    let (w, r) = (try tensor(1), try tensor(2))
    guard r.shape.count == 3, let hidden = r.shape.last, hidden > 0, hidden <= widestNetworkState, inputs > 0, inputs <= widestNetworkLayer else {
      throw unsupported("weights of shape \(r.shape) for inputs of shape \(x.shape); at most \(widestNetworkState) units and \(widestNetworkLayer) inputs are taken")
    }
    guard node.integer("hidden_size", default: Int64(hidden)) == Int64(hidden), w.shape == [directions, 4 * hidden, inputs],
      r.shape == [directions, 4 * hidden, hidden]
    else { throw invalid("weights of shape \(w.shape) and \(r.shape)") }
    let (matrix, recurrent) = (try values(w, "W"), try values(r, "R"))
    let bias = try parameter(3, [directions, 8 * hidden], "B")
    let peepholes = try parameter(7, [directions, 3 * hidden], "P")
    var steps = length
    if let given = try optionalTensor(4) {
      guard let value = try integers(given, "sequence_lens").first, given.count == 1, value >= 0, value <= length else { throw invalid("sequence_lens") }
      steps = value
    }
    let stateShape = isBatchFirst ? [1, directions, hidden] : [directions, 1, hidden]
    let (h, c) = (try state(5, stateShape), try state(6, stateShape))

    let zero = try constant([0], .float, [1]).places[0]
    var outputs: [[Int32]] = []
    var lasts: [[Int32]] = []
    for d in 0..<directions {
      var step = NetworkStep(operation: .lstm, rounding: .single)
      step.a = try contiguous(Array(x.places[..<(steps * inputs)]))
      step.b = try contiguous(Array(h[(d * hidden)..<((d + 1) * hidden)] + c[(d * hidden)..<((d + 1) * hidden)]))
      (step.m, step.n, step.k) = (Int32(steps), Int32(inputs), Int32(hidden))
      step.flags = (direction == "reverse" || d == 1 ? 1 : 0) | (peepholes == nil ? 0 : 2)
      step.weights = Int32(plan.weights.count)
      try charge(lstmWeightCount(inputs: inputs, hidden: hidden, hasPeepholes: peepholes != nil))
      pack(matrix, d, inputs, hidden)
      pack(recurrent, d, hidden, hidden)
      packVector((0..<(4 * hidden)).map { (bias?[d * 8 * hidden + $0] ?? 0) + (bias?[d * 8 * hidden + 4 * hidden + $0] ?? 0) }, hidden)
      if let peepholes { packVector(Array(peepholes[(d * 3 * hidden)..<((d + 1) * 3 * hidden)]), hidden) }
      try charge(work: try size([max(steps, 1), inputs + hidden, 4 * hidden]))
      let made = try append(step, count: (steps + 2) * hidden)
      outputs.append(made[..<(steps * hidden)] + [Int32](repeating: zero, count: (length - steps) * hidden))
      lasts.append(Array(made[(steps * hidden)...]))
    }
    var y: [Int32] = []
    for s in 0..<length { for d in 0..<directions { y += outputs[d][(s * hidden)..<((s + 1) * hidden)] } }
    try set(NetworkTensor(type: .float, shape: isBatchFirst ? [1, length, directions, hidden] : [length, directions, 1, hidden], places: y), output: 0)
    try set(NetworkTensor(type: .float, shape: stateShape, places: lasts.flatMap { $0[..<hidden] }), output: 1)
    try set(NetworkTensor(type: .float, shape: stateShape, places: lasts.flatMap { $0[hidden...] }), output: 2)
  }

  private func checkLSTM(_ directions: Int) throws(ModelFileFault) {
    let activations = node.texts("activations")
    let usual = [[String]](repeating: ["Sigmoid", "Tanh", "Tanh"], count: directions).flatMap { $0 }
    guard activations.isEmpty || activations.map({ $0.lowercased() }) == usual.map({ $0.lowercased() }) else { throw unsupported("activations \(activations)") }
    guard node.attributes["clip"] == nil else { throw unsupported("clip") }
    guard node.integer("input_forget", default: 0) == 0 else { throw unsupported("input_forget") }
  }

  private func parameter(_ index: Int, _ shape: [Int], _ name: String) throws(ModelFileFault) -> [Double]? {
    guard let tensor = try optionalTensor(index) else { return nil }
    guard tensor.shape == shape else { throw invalid("\(name) of shape \(tensor.shape), \(shape) is expected") }
    return try values(tensor, name)
  }

  private mutating func state(_ index: Int, _ shape: [Int]) throws(ModelFileFault) -> [Int32] {
    guard let tensor = try optionalTensor(index) else {
      return [Int32](repeating: try constant([0], .float, [1]).places[0], count: shape.reduce(1, *))
    }
    guard tensor.shape == shape, tensor.type == .float else { throw invalid("an initial state of shape \(tensor.shape), \(shape) is expected") }
    return tensor.places
  }

  /// [4H, columns] of one direction to [columns, 4p].
  private mutating func pack(_ matrix: [Double], _ direction: Int, _ columns: Int, _ hidden: Int) {
    let padded = paddedLayerWidth(hidden)
    let first = plan.weights.count
    plan.weights += [Float](repeating: 0, count: columns * 4 * padded)
    for gate in 0..<4 {
      for unit in 0..<hidden {
        let row = (direction * 4 * hidden + gate * hidden + unit) * columns
        for column in 0..<columns { plan.weights[first + column * 4 * padded + gate * padded + unit] = Float(matrix[row + column]) }
      }
    }
  }

  /// Gates of one value a unit, each padded.
  private mutating func packVector(_ values: [Double], _ hidden: Int) {
    let padded = paddedLayerWidth(hidden)
    for start in stride(from: 0, to: values.count, by: hidden) {
      plan.weights += values[start..<(start + hidden)].map { Float($0) } + [Float](repeating: 0, count: padded - hidden)
    }
  }
}
