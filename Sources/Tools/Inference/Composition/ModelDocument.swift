/// Our own small model file: it names other model files and says how their scores are joined or put right.
///
/// ```json
/// {"friday_model":1,"ensemble":"average","members":[{"file":"a.ubj"},{"file":"b.txt"}]}
/// {"friday_model":1,"ensemble":"weighted","members":[{"file":"a.ubj","weight":0.7},{"file":"b.txt","weight":0.3}]}
/// {"friday_model":1,"calibration":{"method":"platt","a":-1.2,"b":0.1},"model":"a.ubj"}
/// {"friday_model":1,"calibration":{"method":"isotonic","x":[-1,0,2],"y":[0.1,0.4,0.9]},"model":"a.ubj"}
/// {"friday_model":1,"preparation":[{"column":"x","fill":0,"center":1.5,"spread":2,"width":1,"floor":0}],"model":"a.ubj"}
/// ```
///
/// A preparation names every column of the model in order; without a `fill` missing stays missing.
/// A calibration may say what it reads, `"over":"margin"` (as when it says nothing) or `"value"`, and an isotonic one what stands between its knots,
/// `"interpolation":"linear"` or `"step"`. A file that is named may be such a document itself. Keys that mean nothing here are refused: a misspelt weight
/// would score silently wrong.
public enum ModelDocument: Hashable, Sendable {
  /// The average of models, each counted once.
  case average([String])
  /// The average of models by weight.
  case weighted([Member])
  /// A model put right.
  case calibrated(Calibration, file: String)

  /// A model whose rows are filled and scaled first.
  case prepared(RowPreparation, file: String)

  /// A file of an ensemble.
  public struct Member: Hashable, Sendable {
    /// Its name, without a folder.
    public var file: String
    /// What it counts, above 0; weights are divided by their sum.
    public var weight: Double

    /// A member.
    public init(file: String, weight: Double) {
      self.file = file
      self.weight = weight
    }
  }

  /// Most members of one ensemble.
  public static let memberLimit = 64
  /// Most bytes of a document.
  public static let byteLimit = 8 << 20
}
