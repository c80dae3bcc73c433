extension TrainingTable {
  /// Fits a preparation on the training rows of the table's split; validation and test rows are not looked at.
  ///
  /// - Parameter rules: one a column, in order.
  /// - Throws: ``PreparationFault`` when a column has nothing to be fitted on.
  public func preparation(_ rules: [FeaturePreparation.Rule]) throws(PreparationFault) -> FeaturePreparation {
    try FeaturePreparation(rules, values: values.span, trainingRows: manifest.split.training)
  }

  /// The table as a model behind this preparation sees it: every row filled and scaled by the same numbers.
  ///
  /// - Precondition: one fitted column a column.
  public func prepared(by preparation: FeaturePreparation) -> TrainingTable {
    let width = manifest.columns.count
    precondition(preparation.columns.count == width, "one fitted column a column")
    var filled = values
    for row in 0..<count {
      for column in 0..<width { filled[row * width + column] = preparation.columns[column].apply(filled[row * width + column]) }
    }
    return TrainingTable(manifest: manifest, times: times, values: filled, labels: labels, labelEnds: labelEnds)
  }
}
