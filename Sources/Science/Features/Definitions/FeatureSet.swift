public import Domain

/// A named, versioned list of feature columns with what each means: what ``FeatureProgram`` computes and what a model says it was trained on.
///
/// Its hash speaks of names and meanings (calculator, input, parameters with their defaults, form, version, age limit), so sets that differ in any number
/// differ in hash. Descriptions, categories, imputation and scaling do not enter: they change no value.
public struct FeatureSet: Sendable, Hashable {
  public let name: String
  public let version: Int
  public let definitions: [FeatureDefinition]
  public let columns: [FeatureColumn]
  /// Names and order, with the hash that travels with every vector.
  public let schema: FeatureSchema

  /// A set of definitions in their order, checked.
  ///
  /// - Parameter file: what the diagnostic calls the source.
  /// - Throws: `features.definitions` with every problem: unknown calculators, parameters and outputs, columns that stand twice or are too many.
  public init(name: String, version: Int, definitions: [FeatureDefinition], file: String = "the feature set") throws(Diagnostic) {
    var problems: [DefinitionProblem] = []
    var checked = definitions
    for index in checked.indices { problems += FeatureCheck.check(&checked[index], FeatureCheck.Places(path: checked[index].key)) }
    if problems.isEmpty { problems = Self.columnProblems(checked, line: { _ in 0 }) }
    guard problems.isEmpty else { throw DefinitionProblem.diagnostic(problems, file: file) }
    self.init(name: name, version: version, checked: checked)
  }

  /// A set of definitions that ``FeatureCheck`` and ``columnProblems(_:line:)`` found sound.
  init(name: String, version: Int, checked: [FeatureDefinition]) {
    self.name = name
    self.version = version
    definitions = checked
    columns = checked.indices.flatMap { index in
      checked[index].outputs.map { FeatureColumn(name: $0.column, definition: index, output: $0.name) }
    }
    let meanings = columns.map { checked[$0.definition].meaning(of: $0.output) }
    schema = FeatureSchema(
      name: name, version: version, columns: columns.map(\.name), definitions: FeatureSchema.digest(of: meanings))
  }

  /// Columns that stand twice, none at all, or more than a vector has room for.
  static func columnProblems(_ definitions: [FeatureDefinition], line: (String) -> Int) -> [DefinitionProblem] {
    var problems: [DefinitionProblem] = []
    var owners: [String: String] = [:]
    for definition in definitions {
      for output in definition.outputs {
        if let owner = owners[output.column] {
          problems.append(
            DefinitionProblem(path: definition.key, line: line(definition.key), reason: "gives the column \"\(output.column)\", which \(owner) gives already"))
        }
        owners[output.column] = definition.key
      }
    }
    if owners.isEmpty { problems.append(DefinitionProblem(path: "features", line: 0, reason: "are none")) }
    if owners.count > FeatureMask.capacity {
      problems.append(DefinitionProblem(path: "features", line: 0, reason: "give \(owners.count) columns, a vector has room for \(FeatureMask.capacity)"))
    }
    return problems
  }

  /// What a column means, in one line for lists.
  public func meaning(of column: Int) -> String { definitions[columns[column].definition].meaning(of: columns[column].output) }
}
