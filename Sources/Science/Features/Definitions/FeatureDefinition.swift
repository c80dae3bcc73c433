/// One feature as data: which calculator, on what, with which parameters, and what its outputs are called.
public struct FeatureDefinition: Hashable, Sendable {
  /// One output of the calculator and the column it becomes.
  public struct Output: Hashable, Sendable {
    /// The calculator's name of it.
    public var name: String
    /// The column's.
    public var column: String

    /// An output from its parts.
    public init(name: String, column: String) {
      self.name = name
      self.column = column
    }
  }

  /// The name it is activated by.
  public var key: String
  /// One line for a person.
  public var description: String
  /// The operator's ``FeatureOperator/calculator``.
  public var calculator: String
  public var input: FeatureInput
  /// As written; defaults are the operator's.
  public var parameters: [String: CalculatorParameters.Value]
  public var form: FeatureForm
  /// Outputs that become columns, in order. Empty until checked: then all of them, `<key>` for the only one, else `<key>_<output>`.
  public var outputs: [Output]
  public var category: String
  public var version: String
  /// Nanoseconds after the input's last observation from which on the columns are stale: masked and counted.
  public var maximumAge: Int64
  public var imputation: FeatureImputation
  public var scaling: FeatureScaling
  /// What the values are: `float`, `int`, `category`.
  public var valueType: String
  /// The values' range where the definition states one; tests hold the operators to it, nothing is clamped.
  public var range: ClosedRange<Double>?

  /// A definition from its parts.
  public init(
    key: String, calculator: String, input: FeatureInput, parameters: [String: CalculatorParameters.Value] = [:], form: FeatureForm = .raw,
    outputs: [Output] = [], description: String = "", category: String = "", version: String = "1.0", maximumAge: Int64? = nil,
    imputation: FeatureImputation = .passthrough, scaling: FeatureScaling = .standard, valueType: String = "float", range: ClosedRange<Double>? = nil
  ) {
    self.key = key
    self.description = description
    self.calculator = calculator
    self.input = input
    self.parameters = parameters
    self.form = form
    self.outputs = outputs
    self.category = category
    self.version = version
    self.maximumAge = maximumAge ?? input.defaultMaximumAge
    self.imputation = imputation
    self.scaling = scaling
    self.valueType = valueType
    self.range = range
  }
}
