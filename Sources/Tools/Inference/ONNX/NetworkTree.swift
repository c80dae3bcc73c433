/// A node of a tree in a network: a question, or a leaf with votes.
struct NetworkTree {
  enum Mode: UInt8 {
    case lessOrEqual, less, greaterOrEqual, greater, equal, notEqual, leaf

    init?(_ name: String) {
      switch name {
      case "BRANCH_LEQ": self = .lessOrEqual
      case "BRANCH_LT": self = .less
      case "BRANCH_GTE": self = .greaterOrEqual
      case "BRANCH_GT": self = .greater
      case "BRANCH_EQ": self = .equal
      case "BRANCH_NEQ": self = .notEqual
      case "LEAF": self = .leaf
      default: return nil
      }
    }

    /// The forest engine's name for it; `nil` for a leaf.
    var comparison: ForestBlueprint.Comparison? {
      switch self {
      case .lessOrEqual: .lessOrEqual
      case .less: .less
      case .greaterOrEqual: .greaterOrEqual
      case .greater: .greater
      case .equal: .equal
      case .notEqual: .notEqual
      case .leaf: nil
      }
    }
  }

  var value = 0.0
  /// Column of the row; of a leaf its first vote.
  var feature: Int32 = 0
  /// Child for yes; of a leaf the number of its votes.
  var yes: Int32 = 0
  var no: Int32 = 0
  var mode = Mode.leaf
  /// Whether a missing value says yes.
  var missingIsYes = false
}
