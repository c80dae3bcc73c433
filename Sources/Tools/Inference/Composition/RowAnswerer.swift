public import Domain

/// Answers one question about row after row of one model: what a command that prints scores needs.
///
/// Allocates when it is made; a row allocates nothing.
public struct RowAnswerer {
  /// How an answer's numbers are to be written so that they read back the same.
  public enum Precision: Hashable, Sendable {
    case single, double, integer
  }

  private enum Source {
    case model(isMargin: Bool)
    case leaves(CompiledForest)
    case contributions(TreeSHAP, TreeSHAPScratch)
    case network(CompiledNetwork, NetworkOutput)
  }

  /// Numbers a row.
  public let count: Int
  public let precision: Precision
  private let model: ScoringModel
  private var source: Source
  private var leaves: [Int32] = []
  private var outputs: [Double] = []

  /// - Throws: a diagnostic with exit code 65 when the model has no such output; it names those there are.
  public init(_ loaded: LoadedScorer, _ output: ScorerOutput) throws(Diagnostic) {
    model = loaded.model
    let isPlain = model.steps.count == 1 && model.preparation == nil
    let forest = isPlain ? model.forests.first : nil
    let network = isPlain ? model.networks.first : nil
    let isSingle = forest?.isSinglePrecision == true || network != nil
    switch output {
    case .value:
      if let network, let graph = network.outputs.first(where: { $0.kind == .values }) {
        (source, count, precision) = (.network(network, graph), graph.count, .single)
      } else {
        (source, count, precision) = (.model(isMargin: false), model.outputCount, isSingle ? .single : .double)
      }
    case .margin:
      guard network == nil else { throw Self.missing("margin", loaded, "a graph does not say which of its numbers is one") }
      (source, count, precision) = (.model(isMargin: true), model.outputCount, isSingle ? .single : .double)
    case .leaf:
      guard let forest else { throw Self.missing("leaf", loaded, "only a forest has leaves") }
      (source, count, precision) = (.leaves(forest), forest.treeCount, .integer)
      leaves = Array(repeating: 0, count: forest.treeCount)
    case .contribution:
      let explanation = try loaded.explanation()
      (source, count) = (.contributions(explanation, explanation.makeScratch()), explanation.outputCount * (explanation.featureCount + 1))
      precision = .double
    case .named(let name):
      guard let network, let graph = network.output(named: name) else {
        let names = network.map { $0.outputs.map { "\"\($0.name)\"" }.joined(separator: ", ") }
        throw Self.missing(name, loaded, names.map { "its graph has \($0)" } ?? "possible are value, margin, leaf and contribution")
      }
      (source, count, precision) = (.network(network, graph), graph.count, graph.kind == .values ? .single : .integer)
    }
    if case .network(let network, _) = source { outputs = Array(repeating: 0, count: network.outputCount) }
  }

  private static func missing(_ output: String, _ loaded: LoadedScorer, _ reason: String) -> Diagnostic {
    Diagnostic(
      code: "model.output", exitCode: .badData, message: "\(loaded.files[0]) (\(loaded.source)) has no output \"\(output)\": \(reason)",
      hint: "ask for value")
  }

  /// Answers for a row.
  ///
  /// - Parameters:
  ///   - row: one value a column, NaN where missing.
  ///   - answer: shape `[count]`, overwritten.
  public mutating func answer(_ row: Span<Double>, into answer: inout MutableSpan<Double>) {
    precondition(row.count == model.featureCount && answer.count == count, "one value a column, one place a number")
    switch source {
    case .model(let isMargin):
      if isMargin { model.margins(row, into: &answer) } else { model.values(row, into: &answer) }
    case .leaves(let forest):
      var numbers = leaves.mutableSpan
      forest.leafNumbers(row, into: &numbers)
      for index in 0..<answer.count { answer[index] = Double(numbers[index]) }
    case .contributions(let explanation, var scratch):
      source = .model(isMargin: false)  // the scratch is moved out and back, not copied
      explanation.contributions(row, scratch: &scratch, into: &answer)
      source = .contributions(explanation, scratch)
    case .network(let network, let graph):
      var numbers = outputs.mutableSpan
      network.outputs(row, into: &numbers)
      for index in 0..<answer.count { answer[index] = numbers[graph.start + index] }
    }
  }
}
