/// A network compiled to a flat list of steps over one stretch of numbers: a scorer of one row.
///
/// Immutable, callable from any thread. One call takes no lock, no memory from the heap (up to 16,384 values of scratch, on the stack) and touches no
/// reference count of its own. Numbers are held as doubles; what the graph computes in single precision is rounded to single precision after each step.
/// Layers and LSTMs run in single precision with fused multiply-add where the processor has it; linear models are one dot product in double precision,
/// their scaler taken into the weights. Agreement with ONNX Runtime: absolute error below 1e-6 for outputs around one.
public struct CompiledNetwork: Sendable {
  let plan: NetworkPlan
  let inputs: [NetworkInput]
  let outputPlaces: [Int32]
  /// The outputs in the graph's order.
  public let outputs: [NetworkOutput]
  /// Texts that outputs of kind ``NetworkOutput/Kind/textLabel`` number.
  public let texts: [String]
  /// Columns of a row.
  public let featureCount: Int
  /// The one score a trading decision takes: the probability of the second of two classes, or the single value of a regressor; its place among the
  /// outputs. `nil` for several classes or targets.
  public let scoreIndex: Int?
  /// Whether ``scoreIndex`` is the probability of a class.
  public let isClassifier: Bool

  init(plan: NetworkPlan, inputs: [NetworkInput], outputs: [NetworkOutput], outputPlaces: [Int32], texts: [String]) {
    self.plan = plan
    self.inputs = inputs
    self.outputs = outputs
    self.outputPlaces = outputPlaces
    self.texts = texts
    featureCount = inputs.reduce(0) { $0 + $1.count }
    isClassifier = outputs.contains { $0.kind != .values }
    let first = outputs.first { $0.kind == .values }
    scoreIndex =
      switch first?.count {
      case 1: first?.start
      case 2 where isClassifier: first.map { $0.start + 1 }
      default: nil
      }
  }

  /// Values of all outputs together.
  public var outputCount: Int { outputPlaces.count }

  /// Doubles of scratch that one call needs.
  public var scratchCount: Int { plan.slotCount }

  /// The output of this name.
  public func output(named name: String) -> NetworkOutput? { outputs.first { $0.name == name } }

  /// Names of the columns as the file gives them: an input of one column gives its name, one of several its name and a number when there are several
  /// inputs, else `f0`, `f1`, …
  public var generatedFeatureNames: [String] {
    if inputs.count == 1 { return (0..<featureCount).map { "f\($0)" } }
    return inputs.flatMap { input in input.count == 1 ? [input.name] : (0..<input.count).map { "\(input.name)_\($0)" } }
  }

  /// All outputs of a row.
  ///
  /// - Parameters:
  ///   - row: ``featureCount`` values; a tensor of more dimensions lies row-major. Rounded to the input's type.
  ///   - outputs: receives ``outputCount`` values, see ``outputs``.
  /// - Complexity: the graph's; no allocation up to 16,384 values of scratch, one block of memory above.
  public func outputs(_ row: Span<Double>, into outputs: inout MutableSpan<Double>) {
    precondition(outputs.count >= outputCount, "room for the outputs")
    switch plan.slotCount {
    case ...64: on(row, &outputs, InlineArray<64, Double>.self)
    case ...256: on(row, &outputs, InlineArray<256, Double>.self)
    case ...1024: on(row, &outputs, InlineArray<1024, Double>.self)
    case ...4096: on(row, &outputs, InlineArray<4096, Double>.self)
    case ...16_384: on(row, &outputs, InlineArray<16_384, Double>.self)
    default:
      var values = [Double](repeating: 0, count: plan.slotCount)
      var span = values.mutableSpan
      self.outputs(row, into: &outputs, scratch: &span)
    }
  }

  /// One function a size, so that only that size is taken of the stack.
  @inline(never) private func on<let size: Int>(_ row: Span<Double>, _ outputs: inout MutableSpan<Double>, _ scratch: InlineArray<size, Double>.Type) {
    var values = InlineArray<size, Double>(repeating: 0)
    var span = values.mutableSpan
    self.outputs(row, into: &outputs, scratch: &span)
  }

  /// All outputs of a row, with scratch of the caller's: ``scratchCount`` values, overwritten, for networks too large for the stack.
  public func outputs(_ row: Span<Double>, into outputs: inout MutableSpan<Double>, scratch: inout MutableSpan<Double>) {
    precondition(outputs.count >= outputCount && scratch.count >= plan.slotCount, "room for the outputs and the scratch")
    run(row, &scratch)
    let places = outputPlaces.span
    let constants = plan.constants.span
    for index in 0..<places.count { outputs[index] = Self.value(places[index], scratch, constants) }
  }

  /// The score of a row, see ``scoreIndex``.
  ///
  /// - Precondition: ``scoreIndex`` is not `nil`.
  /// - Complexity: as ``outputs(_:into:)``.
  public func score(_ row: Span<Double>) -> Double {
    guard let scoreIndex else { preconditionFailure("a network of one score") }
    guard outputCount <= 64 else {
      var all = [Double](repeating: 0, count: outputCount)
      var span = all.mutableSpan
      outputs(row, into: &span)
      return all[scoreIndex]
    }
    var all = InlineArray<64, Double>(repeating: 0)
    var span = all.mutableSpan
    outputs(row, into: &span)
    return all[scoreIndex]
  }
}
