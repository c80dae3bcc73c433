extension NetworkCompiler {
  mutating func compileLearned() throws(ModelFileFault) -> Bool {
    switch node.operation {
    case "Scaler": try compileScaler()
    case "Normalizer": try compileNormalizer()
    case "LinearClassifier": try compileLinearClassifier()
    case "LinearRegressor": try compileLinearRegressor()
    case "ZipMap": try set(try tensor(0))
    case "ArrayFeatureExtractor": try compileFeatureExtractor()
    case "FeatureVectorizer": try compileFeatureVectorizer()
    case "Imputer": try compileImputer()
    case "Binarizer":
      let x = try tensor(0)
      try set(try map(try combine(x, try constant([Double(node.float("threshold", default: 0))], x.type, []), .greater), .copy, type: x.type))
    default: return false
    }
    return true
  }

  func postTransform() throws(ModelFileFault) -> NetworkPostTransform {
    let name = node.text("post_transform", default: "NONE")
    guard let transform = NetworkPostTransform(name) else { throw unsupported("post_transform \(name)") }
    return transform
  }

  /// The one row of an operator that takes a batch of rows.
  func row(_ x: NetworkTensor) throws(ModelFileFault) -> NetworkTensor {
    guard x.type.isNumeric, x.count > 0, x.shape.count <= 2, x.shape.count < 2 || x.shape[0] == 1 else {
      throw invalid("\(x.type.name) of shape \(x.shape), one row of numbers is expected")
    }
    return x
  }

  /// In single precision, as these operators compute.
  mutating func single(_ x: NetworkTensor) throws(ModelFileFault) -> NetworkTensor { x.type == .float ? x : try map(x, .copy, type: .float) }

  private mutating func compileScaler() throws(ModelFileFault) {
    let x = try single(try row(try tensor(0)))
    let columns = x.shape.last ?? 1
    let (offset, scale) = (node.floats("offset").map(Double.init), node.floats("scale").map(Double.init))
    guard offset.count == scale.count, scale.count == columns || scale.count == 1 else {
      throw invalid("\(offset.count) offsets and \(scale.count) scales for \(columns) columns")
    }
    let moved = try combine(x, try constant(offset, .float, [offset.count]), .subtract)
    try set(try combine(moved, try constant(scale, .float, [scale.count]), .multiply))
  }

  private mutating func compileNormalizer() throws(ModelFileFault) {
    let x = try single(try row(try tensor(0)))
    let operation: NetworkStep.Operation
    switch node.text("norm", default: "MAX") {
    case "MAX": operation = .normalizeMaximum
    case "L1": operation = .normalize1
    case "L2": operation = .normalize2
    case let name: throw unsupported("norm \(name)")
    }
    try set(try rows(x, x.shape.count - 1, operation))
  }

  /// Dot products in double precision; a scaler before them goes into their weights.
  private mutating func linear(_ x: NetworkTensor, _ coefficients: [Double], _ intercepts: [Double], outputs: Int) throws(ModelFileFault) -> [Int32] {
    let inputs = x.count
    try charge(outputs * (inputs + 1))
    try charge(work: outputs * inputs)
    var source = x.places
    var (scale, offset) = ([Double](repeating: 1, count: inputs), [Double](repeating: 0, count: inputs))
    if case .affine(let places, let factor, let shift) = x.origin { (source, scale, offset) = (places, factor, shift) }
    var step = NetworkStep(operation: .dots)
    step.a = try contiguous(source)
    (step.m, step.n, step.weights) = (Int32(inputs), Int32(outputs), Int32(plan.doubles.count))
    for output in 0..<outputs {
      var intercept = intercepts.isEmpty ? 0 : intercepts[output]
      for input in 0..<inputs {
        let weight = coefficients[output * inputs + input]
        plan.doubles.append(weight * scale[input])
        intercept += weight * offset[input]
      }
      plan.doubles.append(intercept)
    }
    return try append(step, count: outputs)
  }

  /// The labels of a classifier: integers or texts.
  mutating func labels(_ integers: String, _ texts: String) throws(ModelFileFault) -> NetworkTensor {
    let numbers = node.integers(integers) ?? []
    let names = node.texts(texts)
    guard numbers.isEmpty != names.isEmpty else { throw invalid("labels must be given as integers or as texts") }
    return try constant(
      names.isEmpty
        ? ONNXTensor(type: .integer, shape: [numbers.count], values: numbers.map(Double.init))
        : ONNXTensor(type: .text, shape: [names.count], texts: names))
  }

  private mutating func compileLinearClassifier() throws(ModelFileFault) {
    let x = try row(try tensor(0))
    let labels = try labels("classlabels_ints", "classlabels_strings")
    let (coefficients, intercepts) = (node.floats("coefficients").map(Double.init), node.floats("intercepts").map(Double.init))
    let outputs = coefficients.count / x.count
    guard outputs > 0, coefficients.count == outputs * x.count, intercepts.isEmpty || intercepts.count == outputs,
      outputs == labels.count || (outputs == 1 && labels.count == 2)
    else { throw invalid("\(coefficients.count) coefficients, \(intercepts.count) intercepts and \(labels.count) labels for \(x.count) columns") }
    let scores = try linear(x, coefficients, intercepts, outputs: outputs)
    try classify(scores, given: nil, labels: labels, rule: outputs == 1 ? .sign : .largest, post: try postTransform())
  }

  /// Label and probabilities as the two outputs of a classifier.
  mutating func classify(
    _ scores: [Int32], given: [Int32]?, labels: NetworkTensor, rule: NetworkClassRule, post: NetworkPostTransform
  ) throws(ModelFileFault) {
    var step = NetworkStep(operation: .classify)
    step.rounding = .single
    step.post = post
    step.flags = rule.rawValue
    step.a = view(scores)
    if let given { step.b = view(given) }
    step.c = view(labels.places)
    // A single score of two classes becomes both their probabilities; what PROBIT makes of it is not said.
    guard scores.count > 1 || post != .probit else { throw unsupported("post_transform PROBIT of one score for two classes") }
    let width = labels.count
    step.n = Int32(width)
    let places = try append(step, count: width + 1)
    try set(NetworkTensor(type: labels.type, shape: [1], places: [places[0]]), output: 0)
    try set(NetworkTensor(type: .float, shape: [1, width], places: Array(places.dropFirst())), output: 1)
  }

  private mutating func compileLinearRegressor() throws(ModelFileFault) {
    let x = try row(try tensor(0))
    let targets = Int(clamping: node.integer("targets", default: 1))
    let (coefficients, intercepts) = (node.floats("coefficients").map(Double.init), node.floats("intercepts").map(Double.init))
    guard targets > 0, targets <= coefficients.count, coefficients.count == targets * x.count, intercepts.isEmpty || intercepts.count == targets else {
      throw invalid("\(coefficients.count) coefficients and \(intercepts.count) intercepts for \(targets) targets and \(x.count) columns")
    }
    let scores = try linear(x, coefficients, intercepts, outputs: targets)
    try set(try transformed(scores, try postTransform()))
  }

  /// Scores of a regressor, rounded to single precision.
  mutating func transformed(_ scores: [Int32], _ post: NetworkPostTransform) throws(ModelFileFault) -> NetworkTensor {
    var step = NetworkStep(operation: .transform, rounding: .single)
    step.a = view(scores)
    // ONNX Runtime applies only PROBIT to a single score.
    step.post = scores.count > 1 || post == .probit ? post : .none
    return NetworkTensor(type: .float, shape: [1, scores.count], places: try append(step, count: scores.count))
  }

  private mutating func compileFeatureExtractor() throws(ModelFileFault) {
    let (x, wanted) = (try tensor(0), try tensor(1))
    guard wanted.type == .integer, !x.shape.isEmpty else { throw invalid("indices of type \(wanted.type.name), a tensor of shape \(x.shape)") }
    let axis = x.shape.count - 1
    if wanted.isConstant {
      var result = try gathered(x, try integers(wanted, "indices"), axis, [wanted.count])
      if x.shape.count == 1 { result.shape = [1, wanted.count] }
      return try set(result)
    }
    guard x.count == x.shape[axis] else { throw unsupported("indices that depend on the row, of a tensor of shape \(x.shape)") }
    try set(try lookup(x, wanted, shape: [1, wanted.count]))
  }

  private mutating func compileFeatureVectorizer() throws(ModelFileFault) {
    var parts: [NetworkTensor] = []
    for index in node.inputs.indices {
      var part = try single(try row(try tensor(index)))
      part.shape = [1, part.count]
      parts.append(part)
    }
    guard !parts.isEmpty else { throw invalid("no input") }
    try set(try concatenated(parts, 1))
  }

  private mutating func compileImputer() throws(ModelFileFault) {
    let x = try row(try tensor(0))
    let isFloat = x.type.isReal
    let values = isFloat ? node.floats("imputed_value_floats").map(Double.init) : (node.integers("imputed_value_int64s") ?? []).map(Double.init)
    guard values.count == x.count || values.count == 1 else { throw invalid("\(values.count) values for \(x.count) columns") }
    let missing = isFloat ? Double(node.float("replaced_value_float", default: 0)) : Double(node.integer("replaced_value_int64", default: 0))
    let condition = missing.isNaN ? try map(x, .isNaN, type: .bool) : try combine(x, try constant([missing], x.type, []), .equal)
    try set(try choose(condition, try expand(try constant(values, x.type, [values.count]), x.shape), x))
  }
}
