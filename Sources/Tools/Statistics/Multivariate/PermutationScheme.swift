/// How the rows of two samples are dealt out anew when a null law is simulated.
public enum PermutationScheme: Sendable, Hashable {
  /// Row by row: exact when rows are exchangeable under the null, so for independent rows.
  case rows
  /// In runs of adjacent rows, each side cut into blocks of this many (its last one may be shorter): the order inside a block, and with it the
  /// dependence of near rows, is kept. The block in which the reference becomes full is split. Valid up to the dependence between blocks,
  /// so choose the length well above the autocorrelation time.
  case blocks(length: Int)
}
