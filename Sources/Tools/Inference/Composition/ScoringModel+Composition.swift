public import Domain

extension ScoringModel {
  private static func refused(_ message: String, _ hint: String) -> Diagnostic {
    Diagnostic(code: "model.composition", exitCode: .badData, message: message, hint: hint)
  }

  /// A weighted average of models.
  ///
  /// - Parameters:
  ///   - members: at least one, each of one output, over the same columns. Where both hold names these must agree; a member without names takes columns by
  ///     their places, and then so does the ensemble.
  ///   - weights: one a member, finite and above 0; divided by their sum. `nil` for equal ones.
  /// - Throws: `model.composition`, exit code 65, which names the member at fault.
  public init(averaging members: [ScoringModel], weights: [Double]? = nil) throws(Diagnostic) {
    guard let first = members.first else { throw Self.refused("an ensemble of no model", "name at least one member") }
    if let weights {
      guard weights.count == members.count else {
        throw Self.refused("\(weights.count) weights for \(members.count) members", "give each member one weight")
      }
      if let index = weights.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
        throw Self.refused("member \(index) has the weight \(weights[index])", "weights are finite and above 0; leave out members that count nothing")
      }
    }
    let total = weights?.reduce(0, +) ?? Double(members.count)
    guard total.isFinite else { throw Self.refused("the weights sum to \(total)", "give weights near 1") }
    let nesting = members.map(\.nesting).max() ?? 0
    try Self.requireNesting(nesting)
    let names = members.lazy.compactMap(\.featureNames).first
    var parts = Parts()
    parts.steps.append(.begin)
    for (index, member) in members.enumerated() {
      guard member.preparation == nil else {
        throw Self.refused("member \(index) prepares its rows itself", "prepare the whole ensemble, not its members")
      }
      guard member.outputCount == 1 else {
        throw Self.refused("member \(index) has \(member.outputCount) outputs (\(member.objectiveName))", "average models of one output")
      }
      guard member.featureCount == first.featureCount else {
        throw Self.refused("member \(index) has \(member.featureCount) columns, member 0 has \(first.featureCount)", "average models of the same columns")
      }
      if let names, let own = member.featureNames, own != names {
        let place = zip(own, names).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
        throw Self.refused(
          "column \(place) is \"\(own[place])\" in member \(index) and \"\(names[place])\" in the others", "average models of the same columns, in one order")
      }
      parts.append(member)
      parts.steps.append(.add(weight: (weights?[index] ?? 1) / total))
    }
    parts.steps.append(.end)
    self.init(
      featureNames: names, featureCount: first.featureCount, takesColumnsByPlace: members.contains(where: \.takesColumnsByPlace), outputCount: 1,
      objectiveName: "average of \(members.count)", nesting: nesting + 1, steps: parts.steps, forests: parts.forests, networks: parts.networks, knotsX: parts.knotsX,
      knotsY: parts.knotsY)
  }

  /// A model whose value is put right by a calibration; its margin stays.
  ///
  /// - Throws: `model.composition`, exit code 65, for a model of several outputs or one wrapped too often.
  public init(_ model: ScoringModel, calibration: Calibration) throws(Diagnostic) {
    guard model.outputCount == 1 else {
      throw Self.refused("the model has \(model.outputCount) outputs (\(model.objectiveName))", "calibrate a model of one output")
    }
    try Self.requireNesting(model.nesting)
    var parts = Parts()
    parts.append(model)
    switch calibration.method {
    case .platt(let platt): parts.steps.append(.platt(platt, calibration.input))
    case .isotonic(let isotonic):
      parts.steps.append(.isotonic(first: parts.knotsX.count, count: isotonic.x.count, isotonic.interpolation, calibration.input))
      parts.knotsX += isotonic.x
      parts.knotsY += isotonic.y
    }
    self.init(
      featureNames: model.featureNames, featureCount: model.featureCount, takesColumnsByPlace: model.takesColumnsByPlace, outputCount: 1,
      objectiveName: model.objectiveName, nesting: model.nesting + 1, steps: parts.steps, forests: parts.forests, networks: parts.networks, knotsX: parts.knotsX, knotsY: parts.knotsY,
      preparation: model.preparation)
  }

  private static func requireNesting(_ nesting: Int) throws(Diagnostic) {
    guard nesting < nestingLimit else {
      throw refused("models are wrapped deeper than \(nestingLimit) levels", "average and calibrate plain models")
    }
  }

  /// The flat lists of several models behind one another.
  private struct Parts {
    var steps: [Step] = []
    var forests: [CompiledForest] = []
    var networks: [CompiledNetwork] = []
    var knotsX: [Double] = []
    var knotsY: [Double] = []

    mutating func append(_ model: ScoringModel) {
      for step in model.steps {
        switch step {
        case .forest(let place): steps.append(.forest(place + forests.count))
        case .network(let place): steps.append(.network(place + networks.count))
        case .isotonic(let first, let count, let interpolation, let input):
          steps.append(.isotonic(first: first + knotsX.count, count: count, interpolation, input))
        case .begin, .add, .end, .platt: steps.append(step)
        }
      }
      forests += model.forests
      networks += model.networks
      knotsX += model.knotsX
      knotsY += model.knotsY
    }
  }
}
