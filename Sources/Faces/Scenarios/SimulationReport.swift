public import Engine

/// What a simulated run came to.
public struct SimulationReport: Sendable {
  public var seed: UInt64
  /// FNV-1a over every record in order, 16 hexadecimal digits: equal for equal seeds.
  public var stateHash: String
  /// Market events played.
  public var events: UInt64
  /// Violations of each invariant; all 0 in a run that holds.
  public var invariants: [(name: String, violations: Int)]
  /// The engine at the end.
  public var snapshot: EngineSnapshot

  /// Does every invariant hold?
  public var holds: Bool { invariants.allSatisfy { $0.violations == 0 } }
}
