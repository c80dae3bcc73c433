internal import Statistics

extension MultivariateComparison {
  /// Refuses settings out of range.
  static func check(_ configuration: MultivariateConfiguration) throws(MultivariateComparisonError) -> PermutationPlan {
    guard configuration.alpha > 0, configuration.alpha < 1 else {
      throw .badSetting("alpha", value: NumberText.short(configuration.alpha), wanted: "a level above 0 and below 1")
    }
    guard (minimumRows...32_768).contains(configuration.maximumRows) else {
      throw .badSetting("row limit", value: "\(configuration.maximumRows)", wanted: "\(minimumRows)…32768 rows a side")
    }
    guard configuration.maximumFeatures >= 2 else {
      throw .badSetting("feature limit", value: "\(configuration.maximumFeatures)", wanted: "at least 2 features")
    }
    guard (1...10_000).contains(configuration.directions) else {
      throw .badSetting("directions", value: "\(configuration.directions)", wanted: "1…10000")
    }
    guard configuration.explainedRatio > 0, configuration.explainedRatio <= 1 else {
      throw .badSetting("explained ratio", value: NumberText.short(configuration.explainedRatio), wanted: "a share above 0, at most 1")
    }
    guard let plan = try? PermutationPlan(count: configuration.permutations, scheme: configuration.scheme) else {
      throw .badSetting("permutations", value: "\(configuration.permutations)", wanted: "1…\(PermutationPlan.maximum) of blocks of at least one row")
    }
    return plan
  }

  /// Refuses columns of different lengths.
  static func checkLengths(_ names: [String], _ columns: [[Double]]) throws(MultivariateComparisonError) {
    let expected = columns.first?.count ?? 0
    for (name, column) in zip(names, columns) where column.count != expected {
      throw .ragged(column: name, rows: column.count, expected: expected)
    }
  }

  /// Why a column takes no part; nil when it does.
  static func reasonToExclude(_ reference: [Double], _ current: [Double]) -> String? {
    if !reference.contains(where: \.isFinite) || !current.contains(where: \.isFinite) { return "no_values" }
    var seen: Double?
    for column in [reference, current] {
      for value in column where value.isFinite {
        guard let first = seen else {
          seen = value
          continue
        }
        if value != first { return nil }
      }
    }
    return "constant"
  }
}
