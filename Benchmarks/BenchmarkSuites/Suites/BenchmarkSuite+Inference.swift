internal import Domain
internal import Foundation
internal import Inference

extension BenchmarkSuite {
  /// Scoring of forests and networks against the libraries that made them and the compilers of forests, one thread, all through C.
  public static let inference = BenchmarkSuite(name: "inference", abstract: "model scoring, row by row and in batches") { scale in
    forestRows(scale) + networkRows(scale) + loads(scale)
  }

  /// A model file of the family that a peer reads: we read the same one.
  private static func file(_ model: String, of peer: String) -> String {
    switch peer {
    case "lightgbm", "lleaves": "\(model).txt"
    case "onnxruntime": "\(model).onnx"
    default: "\(model).ubj"
    }
  }

  /// Our scorer of a model file. The ONNX forms of the forests are the XGBoost ones, operator by operator: those we read as XGBoost wrote them.
  private static func forest(_ data: BenchmarkData, _ name: String) throws(Diagnostic) -> CompiledForest {
    if name.hasSuffix(".txt") { return CompiledForest(try LightGBMReader().read(data.model(name).bytes.span)) }
    return CompiledForest(try XGBoostReader().read(data.model(name).bytes.span))
  }

  private static func forestRows(_ scale: BenchmarkScale) -> [BenchmarkCase] {
    let everyone = ["lleaves", "lightgbm", "xgboost", "onnxruntime", "tl2cgen"]
    return everyone.map { forestRow(scale, "a", columns: 30, peer: $0) } + everyone.map { forestRow(scale, "b", columns: 50, peer: $0) }
      + everyone.map { batch(scale, "a", columns: 30, peer: $0) } + everyone.map { batch(scale, "b", columns: 50, peer: $0) }
  }

  /// Compilers of forests that do not finish on B.
  private static func compiles(_ peer: String) -> Bool { peer == "lleaves" || peer == "tl2cgen" }
  private static let tooLong = "the compiler does not finish on 500 trees of depth 8 in reasonable time"

  private static func forestRow(_ scale: BenchmarkScale, _ model: String, columns: Int, peer: String) -> BenchmarkCase {
    let (name, n) = ("inference.\(model)_row", scale.size(2000))
    if model == "b", compiles(peer) { return .missing(name, n: n, peer: peer, reason: tooLong) }
    return BenchmarkCase(name, n: n, peer: peer, pairs: scale.pairs(15), calls: n, tolerance: 1e-6) { (data) throws(Diagnostic) in
      let (scored, files) = try scored(data, model, columns: columns, n: n, peer: peer)
      return (files, { scored.one() })
    }
  }

  private static func batch(_ scale: BenchmarkScale, _ model: String, columns: Int, peer: String) -> BenchmarkCase {
    let (name, n) = ("inference.\(model)_batch", scale.size(10_000))
    if model == "b", compiles(peer) { return .missing(name, n: n, peer: peer, reason: tooLong) }
    return BenchmarkCase(name, n: n, peer: peer, pairs: scale.pairs(7), calls: n, tolerance: 1e-6) { (data) throws(Diagnostic) in
      let (scored, files) = try scored(data, model, columns: columns, n: n, peer: peer)
      return (files, { scored.batch() })
    }
  }

  private static func scored(
    _ data: BenchmarkData, _ model: String, columns: Int, n: Int, peer: String
  ) throws(Diagnostic) -> (scored: ScoredForest, files: [String]) {
    let theirs = try data.model(file(model.uppercased(), of: peer)).path
    let ours = file(model.uppercased(), of: peer == "onnxruntime" ? "xgboost" : peer)
    let rows = try data.rows("rows-\(model.uppercased()).f32", count: n, columns: columns)
    return (ScoredForest(try forest(data, ours), rows: rows.values, count: n), [theirs, rows.path])
  }

  /// A model file to its first answer: read, parse, lay out, score one row.
  private static func loads(_ scale: BenchmarkScale) -> [BenchmarkCase] {
    ["lightgbm", "xgboost", "onnxruntime"].map { peer in
      BenchmarkCase("inference.b_load", n: 1, peer: peer, pairs: scale.pairs(7), tolerance: 1e-6) { (data) throws(Diagnostic) in
        let theirs = try data.model(file("B", of: peer)).path
        let ours = file("B", of: peer == "onnxruntime" ? "xgboost" : peer)
        let rows = try data.rows("rows-B.f32", count: 1, columns: 50)
        let row = rows.values.map(Double.init)
        return ([theirs, rows.path], { ScoredForest.digest([Double(try forest(data, ours).score(row.span).value)]) })
      }
    }
  }

  private static func networkRows(_ scale: BenchmarkScale) -> [BenchmarkCase] { [] }
}
