internal import Statistics

/// A column compared by its kind, with what the common judgement needs of it.
public enum ComparedColumn: Hashable, Sendable {
  /// Numbers.
  case numeric(ColumnComparison)
  /// Categories.
  case categorical(CategoricalComparison)

  /// The column.
  public var name: String {
    switch self {
    case .numeric(let column): column.name
    case .categorical(let column): column.name
    }
  }

  /// `numeric` or `categorical`.
  public var kind: String {
    switch self {
    case .numeric(let column): column.kind
    case .categorical(let column): column.kind
    }
  }

  /// The p-value it is judged by.
  public var pValue: Double { judgement.pValue }

  /// How its null is tested.
  public var judgement: ColumnJudgement {
    switch self {
    case .numeric(let column): column.judgement
    case .categorical(let column): column.judgement
    }
  }

  /// KS's D, or the total variation of categories, 0…1.
  public var effect: Double {
    switch self {
    case .numeric(let column): column.kolmogorovSmirnov.statistic
    case .categorical(let column): column.distance.totalVariation
    }
  }

  /// `D` or `TV`.
  public var effectName: String {
    switch self {
    case .numeric: "D"
    case .categorical: "TV"
    }
  }

  /// The test's name in sentences.
  public var testName: String {
    switch judgement.method {
    case "ks": "KS"
    case "ks_effective": "KS at effective size"
    case "ks_block_permutation": "KS by block permutation"
    default: "G"
    }
  }

  /// Population stability index.
  public var populationStability: Double {
    switch self {
    case .numeric(let column): column.populationStability.value
    case .categorical(let column): column.distance.populationStability()
    }
  }

  /// Values compared: reference and current.
  public var counts: (reference: Int, current: Int) {
    switch self {
    case .numeric(let column): (column.reference.count, column.current.count)
    case .categorical(let column): (column.referenceCount, column.currentCount)
    }
  }

  /// NaN or empty cells: reference and current.
  public var missing: (reference: Int, current: Int) {
    switch self {
    case .numeric(let column): (column.reference.nanCount, column.current.nanCount)
    case .categorical(let column): (column.missingReference, column.missingCurrent)
    }
  }

  /// What happened to awkward values, and what is advised.
  public var notes: [ComparisonNote] {
    switch self {
    case .numeric(let column): column.notes
    case .categorical(let column): column.notes
    }
  }
}
