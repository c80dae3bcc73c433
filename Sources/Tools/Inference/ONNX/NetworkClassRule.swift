/// How a classifier finds its label from its scores.
enum NetworkClassRule: UInt8 {
  /// The largest score's label, the first of equals.
  case largest
  /// One score of two classes: above zero. Beside it stands 1 − score.
  case sign
  /// One score of two classes, all votes positive: above one half. Beside it stands 1 − score.
  case half
  /// One score of two classes, votes of both signs: above zero. Beside it stands −score.
  case mirrored
  /// A score for each of two classes, votes of both signs: the second's above zero.
  case second
  /// A score for each of two classes, all votes positive: the second's above one half.
  case secondHalf
}
