public import Domain

extension ScoringModel {
  /// A model whose rows are filled and scaled first.
  ///
  /// - Throws: `model.preparation`, exit code 65, when the model is prepared already or its columns are others.
  public init(_ model: ScoringModel, preparation: RowPreparation) throws(Diagnostic) {
    func refused(_ message: String) -> Diagnostic {
      Diagnostic(code: "model.preparation", exitCode: .badData, message: message, hint: "use the preparation that was fitted on the model's training rows")
    }
    guard model.preparation == nil else { throw refused("the model's rows are prepared already") }
    guard preparation.columns.count == model.featureCount else {
      throw refused("the preparation has \(preparation.columns.count) columns, the model \(model.featureCount)")
    }
    let names = preparation.columns.map(\.name)
    if let own = model.featureNames, own != names {
      let place = zip(own, names).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
      throw refused("column \(place) is \"\(own[place])\" in the model and \"\(names[place])\" in the preparation")
    }
    self.init(
      featureNames: names, featureCount: model.featureCount, takesColumnsByPlace: false, outputCount: model.outputCount, objectiveName: model.objectiveName,
      nesting: model.nesting, steps: model.steps, forests: model.forests, networks: model.networks, knotsX: model.knotsX, knotsY: model.knotsY,
      preparation: preparation)
  }

  /// Hands the row on as the model is to see it; rows of up to 128 columns are prepared on the stack.
  @inline(__always) func prepared<Result>(_ row: Span<Double>, _ body: (Span<Double>) -> Result) -> Result {
    guard let preparation else { return body(row) }
    precondition(row.count == featureCount, "one value a column")
    if featureCount <= RowPreparation.inlineColumns {
      var values = InlineArray<128, Double>(repeating: 0)
      var span = values.mutableSpan
      preparation.apply(row, into: &span)
      return body(values.span.extracting(0..<featureCount))
    }
    var values = [Double](repeating: 0, count: featureCount)
    var span = values.mutableSpan
    preparation.apply(row, into: &span)
    return body(values.span)
  }
}
