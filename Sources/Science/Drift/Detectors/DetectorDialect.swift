/// Whose answer a detector gives where implementations disagree; the parameter `as` of a key.
///
/// The default of every detector that MOA has is ``moa``; the paper's own otherwise. The others are there so that a peer's published numbers can be reproduced, its faults included:
/// each detector's comment says in what they differ.
public enum DetectorDialect: String, Hashable, Sendable, Codable, CaseIterable {
  /// The paper's definition.
  case paper
  /// MOA (Java).
  case moa
  /// river 0.23 (Python).
  case river
  /// frouros 0.9 (Python).
  case frouros
}
