/// Where a column's number comes from.
struct ColumnPlan: Sendable {
  /// Index in the set, so in every vector.
  var column: Int
  /// Slot of the operator's output.
  var slot: Int
  var form: FeatureForm
}
