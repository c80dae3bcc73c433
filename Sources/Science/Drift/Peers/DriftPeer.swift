/// A library whose answer can be asked for beside ours: its definitions, its thresholds, its blind spots.
public enum DriftPeer: String, Sendable, Hashable, CaseIterable {
  /// evidently 0.7.
  case evidently
  /// nannyml 0.13.
  case nannyml
  /// frouros 0.9.
  case frouros
  /// capymoa 0.15.
  case capymoa
}
