/// The banks of all operator types that take one kind of observation: what one stream feeds.
///
/// A conforming type has one stored ``OperatorBank`` for each operator type, so that everything below is resolved by the compiler. Its ``entries`` are the
/// same banks as a table, for setting up; a test holds the three lists (stored, updated, written) and the catalogue of operators to each other.
protocol OperatorBanks: Codable, Sendable {
  associatedtype Observation: Sendable

  /// One entry for each bank.
  static var entries: [BankEntry<Self>] { get }

  /// Empty banks.
  init()

  /// The banks' layouts in order.
  var layout: [[Int]] { get }

  /// Shows every operator the next observation.
  mutating func update(_ observation: Observation)

  /// Writes every output as it stands at `now`.
  mutating func write(at now: Int64, into values: inout MutableSpan<Double>)

  /// Writes the outputs that pass of time alone can change.
  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>)
}

extension OperatorBanks {
  /// Writes everything after an observation; without one only what time alone can change.
  @inline(__always) mutating func write(at now: Int64, into values: inout [Double], observed: Bool) {
    var span = values.mutableSpan
    if observed { write(at: now, into: &span) } else { writeTimed(at: now, into: &span) }
  }
}
