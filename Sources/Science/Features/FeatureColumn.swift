/// A column of a feature set: its name and what it means, in one line.
public struct FeatureColumn: Hashable, Sendable {
  public let name: String
  /// Formula, window, unit and when it is missing.
  public let definition: String

  init(_ name: String, _ definition: String) {
    self.name = name
    self.definition = definition
  }
}
