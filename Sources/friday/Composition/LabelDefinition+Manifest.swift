import Domain
import Registry
import Training

extension LabelDefinition {
  /// The label a manifest names.
  init(_ label: ModelManifest.Label) throws(Diagnostic) {
    guard let threshold = ExactRatio(decimal: label.threshold) else {
      throw Diagnostic(
        code: "model.label", exitCode: .badData, message: "the model's label has the threshold \"\(label.threshold)\", which is no decimal",
        hint: "write it as a decimal such as 0.001")
    }
    self.init(
      kind: label.kind == .touch ? .touch : .end, horizonNanoseconds: label.horizonSeconds * 1_000_000_000, threshold: threshold)
  }
}
