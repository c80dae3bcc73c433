/// How the cost of one update grows with an operator's window length n.
public enum OperatorCost: String, Hashable, Sendable, Codable {
  /// Flat, amortised.
  case constant = "O(1)"
  /// With log n.
  case logarithmic = "O(log n)"
  /// With n: computed anew over the window. Not offered in live sets.
  case linear = "O(n)"
}
