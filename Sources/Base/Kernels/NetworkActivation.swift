/// What a layer applies to each of its sums.
public enum NetworkActivation: Int32, Sendable, Hashable, CaseIterable {
  /// x.
  case none = 0
  /// max(x, 0).
  case relu = 1
  /// x, or slope · x below 0.
  case leakyRelu = 2
  /// 1 / (1 + e^−x).
  case sigmoid = 3
  /// tanh x.
  case tanh = 4
}
