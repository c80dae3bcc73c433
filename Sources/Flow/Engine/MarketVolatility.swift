import Domain
import Features

/// Reads the market's volatility off a feature vector: what ``SignalRules`` call calm is judged by.
///
/// ```text
/// σ = √(realised variance of the mid's log returns over a window ÷ the window's seconds)        per √s
/// ```
///
/// The set's first column of realised variance over a window of time gives it; a set without one has none. O(1), one division and one root.
struct MarketVolatility {
  private let column: Int
  private let seconds: Double

  /// - Returns: `nil` when the set has no such column.
  init?(_ set: FeatureSet) {
    for (index, column) in set.columns.enumerated() where column.output == "realised_variance" {
      let definition = set.definitions[column.definition]
      guard definition.calculator == "realised_variance", definition.input == .mid, definition.form == .raw,
        case .integer(let window)? = definition.parameters["window_ns"]
      else { continue }
      self.column = index
      seconds = Double(window) / 1e9
      return
    }
    return nil
  }

  /// σ per √s; `nil` while the column is missing.
  @inline(__always) func read(_ vector: borrowing FeatureVector) -> Double? {
    vector.present.contains(column) ? (vector.values[column] / seconds).squareRoot() : nil
  }
}
