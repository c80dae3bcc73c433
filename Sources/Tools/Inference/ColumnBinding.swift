/// How a model's columns find those of a feature set.
public enum ColumnBinding: Hashable, Sendable {
  /// By the names that the model file holds; a file without names is refused.
  case byName
  /// By name where the file holds names, by place where it does not: the caller vouches for the order. The number of columns must still agree.
  case byPlaceWhereUnnamed
}
