/// A calculator kept up to date observation by observation: the same code live, in replay and in batch.
///
/// ```swift
/// var index = try RelativeStrengthIndex(&parameters)
/// if index.update(SeriesPoint(time: now, value: close)) { index.write(at: now, into: &outputs) }
/// ```
///
/// Laws, tested over every operator:
/// - An observation that is missing or late changes nothing (``update(_:)`` says `false`).
/// - An output depends on observations up to now only; undefined is NaN, never an invented number.
/// - The state survives an encoding bit for bit.
/// - Nothing is allocated after the first full window.
public protocol FeatureOperator<Observation>: Codable, Sendable {
  /// What it is fed with.
  associatedtype Observation: Sendable

  /// The name in definitions: `rsi`.
  static var calculator: String { get }
  /// How an update's cost grows with the window.
  static var cost: OperatorCost { get }

  /// Can ``write(at:into:)`` give something else at a later `now` although nothing was observed in between?
  static var readsTime: Bool { get }

  /// Reads its parameters; what it takes must be in range, what it leaves is an unknown key to the caller.
  init(_ parameters: inout CalculatorParameters) throws(ParameterFault)

  /// Names of the outputs, in the order in which ``write(at:into:)`` gives them.
  var outputs: [String] { get }

  /// Takes the next observation in.
  ///
  /// - Returns: `false` when it is none (not finite, or later than what was seen): nothing has changed then.
  mutating func update(_ observation: Observation) -> Bool

  /// Writes the outputs as they stand at `now`, NaN where undefined.
  ///
  /// - Parameters:
  ///   - now: event time in ns, not below the last observation's; event-time windows end there.
  ///   - values: shape `[outputs.count]`, overwritten.
  mutating func write(at now: Int64, into values: inout MutableSpan<Double>)

  /// Takes a whole column of observations in and writes the outputs after each; see the implementation.
  mutating func run(over observations: Span<Observation>, at times: Span<Int64>, into values: inout MutableSpan<Double>)
}
