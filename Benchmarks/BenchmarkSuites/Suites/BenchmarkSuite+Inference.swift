internal import Domain
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
    let bytes = try data.model(name).bytes
    return name.hasSuffix(".txt") ? CompiledForest(try LightGBMReader().read(bytes.span)) : CompiledForest(try XGBoostReader().read(bytes.span))
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

  /// Networks, which only ONNX Runtime reads beside us.
  private static func networkRows(_ scale: BenchmarkScale) -> [BenchmarkCase] {
    let n = scale.size(2000)
    return [
      network(scale, "lr", table: "50", columns: 50, n: n), network(scale, "mlp", table: "50", columns: 50, n: n),
      network(scale, "lstm", table: "lstm", columns: 320, n: n / 2),
    ]
  }

  private static func network(_ scale: BenchmarkScale, _ model: String, table: String, columns: Int, n: Int) -> BenchmarkCase {
    BenchmarkCase("inference.\(model)_row", n: n, peer: "onnxruntime", pairs: scale.pairs(15), calls: n, tolerance: 1e-5) { (data) throws(Diagnostic) in
      let file = try data.model("\(model).onnx")
      let rows = try data.rows("rows-\(table).f32", count: n, columns: columns)
      let scored = ScoredNetwork(try ONNXReader().read(file.bytes.span).network, rows: rows.values, count: n)
      return ([file.path, rows.path], { scored.one() })
    }
  }
}
