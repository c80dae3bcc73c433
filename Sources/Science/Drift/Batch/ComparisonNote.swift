/// What a comparison did with awkward input, or advises; each with a code for machines and a sentence for people.
public enum ComparisonNote: Hashable, Sendable {
  /// NaN or empty cells left out of everything.
  case missing(reference: Int, current: Int)
  /// ±inf: they count by rank and in bins; means, Wasserstein and energy distance do not exist.
  case infinite(reference: Int, current: Int)
  /// A side has one distinct value.
  case constant(side: String)
  /// A side has few values: exact laws hold, binned statistics are coarse.
  case tiny(reference: Int, current: Int)
  /// Values depend on their predecessors; `time` counts how many are worth one.
  case autocorrelated(time: Double)
  /// Block permutation had few blocks to permute.
  case fewBlocks(Int)
  /// Expected counts below 5: the χ² approximation of G and χ² is poor.
  case sparse(cells: Int)
  /// Categories that only the current sample has; at most the first twenty are named.
  case appeared([String])
  /// Categories that only the reference has; at most the first twenty are named.
  case vanished([String])

  /// Below this a side is called tiny.
  public static let tinyCount = 30

  /// A fixed word for each case.
  public var code: String {
    switch self {
    case .missing: "missing"
    case .infinite: "infinite"
    case .constant: "constant"
    case .tiny: "tiny"
    case .autocorrelated: "autocorrelated"
    case .fewBlocks: "few_blocks"
    case .sparse: "sparse"
    case .appeared: "appeared"
    case .vanished: "vanished"
    }
  }

  /// The sentence.
  public var text: String {
    switch self {
    case .missing(let a, let b): "\(a) values of the reference and \(b) of the current sample are NaN or empty and were left out"
    case .infinite(let a, let b):
      "\(a) values of the reference and \(b) of the current sample are infinite: they count by rank; means, Wasserstein and energy have no value"
    case .constant(let side): "the \(side) is constant: tests of mean and spread say little"
    case .tiny(let a, let b): "few values (\(a) and \(b)): the exact law of KS holds, binned statistics are coarse"
    case .autocorrelated(let time):
      "values depend on their predecessors (\(NumberText.short(time)) are worth one): compare by effective size or block permutation"
    case .fewBlocks(let count): "only \(count) blocks could be permuted: p cannot be small; take shorter blocks or more data"
    case .sparse(let cells): "\(cells) expected counts are below 5: the χ² approximation is poor"
    case .appeared(let names): "new categories: \(names.joined(separator: ", "))"
    case .vanished(let names): "vanished categories: \(names.joined(separator: ", "))"
    }
  }
}
