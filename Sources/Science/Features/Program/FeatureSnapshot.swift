import Domain

/// The state of a program at one moment, to be written somewhere and resumed bit for bit after a restart.
///
/// Encode it with a coder that keeps doubles and integers exact and knows infinities and NaN, which operators hold where they have nothing yet: binary
/// property lists, or JSON with a strategy for non-conforming floats. It carries the set's hash and a format number, and is
/// refused where either differs: another set's operators would read its state as theirs.
public struct FeatureSnapshot: Codable, Sendable {
  /// Raised when an operator's state or this layout changes.
  public static let format = 1

  let format: Int
  let setHash: UInt64
  let instrument: Instrument
  let state: ProgramState

  /// Was it made with this set?
  public func isOf(_ set: FeatureSet) -> Bool { setHash == set.schema.hash }

  /// The market it is of.
  public var symbol: String { instrument.symbol }
}
