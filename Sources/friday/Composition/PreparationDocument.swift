import Domain
import Features
import Foundation
import Inference
import Training

/// Brings what the definitions say of imputation and scaling to what the training rows give, and that to the document beside a model.
enum PreparationDocument {
  /// The rules of a set's columns, in order.
  static func rules(_ set: FeatureSet) -> [FeaturePreparation.Rule] {
    set.columns.map { column in
      let definition = set.definitions[column.definition]
      let imputation: FeaturePreparation.Imputation =
        switch definition.imputation {
        case .mean: .mean
        case .median: .median
        case .constant(let value): .constant(value)
        case .passthrough: .passthrough
        }
      let scaling: FeaturePreparation.Scaling =
        switch definition.scaling {
        case .standard: .standard
        case .robust: .robust
        case .passthrough: .passthrough
        case .minimumMaximum(let range): .minmax(from: range.lowerBound, to: range.upperBound)
        }
      return FeaturePreparation.Rule(column: column.name, imputation: imputation, scaling: scaling)
    }
  }

  /// Fits on the table's training rows.
  static func fit(_ table: TrainingTable, _ set: FeatureSet) throws(Diagnostic) -> FeaturePreparation {
    do throws(PreparationFault) {
      return try table.preparation(rules(set))
    } catch {
      throw Diagnostic(
        code: "features.preparation", exitCode: .badData, message: "the training rows cannot be prepared: \(error)",
        hint: "take more rows, or set imputation and scaling of that feature to passthrough")
    }
  }

  /// The model document that applies it in front of a model file.
  static func write(_ preparation: FeaturePreparation, model: String, to path: String) throws(Diagnostic) {
    let columns = preparation.columns.map {
      RowPreparation.Column(name: $0.rule.column, fill: $0.fill, center: $0.center, spread: $0.spread, width: $0.width, floor: $0.floor)
    }
    guard let row = RowPreparation(columns) else { preconditionFailure("what was fitted is a preparation") }
    do {
      try Data(ModelDocument.prepared(row, file: model).json).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Diagnostic(
        code: "file.create", exitCode: .unavailable, message: "\(path): cannot be written: \(error)", hint: "check that the folder exists and may be written to")
    }
  }
}
