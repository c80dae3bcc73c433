import TestSupport

@testable import Drift

/// Streams for the laws that every detector must keep: quiet, with a planted change, and constant.
struct LawStream {
  var input: DetectorEntry.Input
  var generator: SeededGenerator

  init(_ input: DetectorEntry.Input, seed: UInt64) {
    self.input = input
    generator = SeededGenerator(seed: seed)
  }

  /// The next value, before or after the change.
  mutating func next(changed: Bool = false) -> Double {
    switch input {
    case .errors: generator.unit() < (changed ? 0.65 : 0.2) ? 1 : 0
    case .unit: changed ? 0.94 + 0.06 * generator.unit() : 0.3 + 0.4 * generator.unit()
    case .real: generator.normal() + (changed ? 3 : 0)
    }
  }

  mutating func values(_ count: Int, changed: Bool = false) -> [Double] { (0..<count).map { _ in next(changed: changed) } }

  /// A value that never changes: no error, or the middle.
  var constant: Double { input == .errors ? 0 : 0.5 }
}
