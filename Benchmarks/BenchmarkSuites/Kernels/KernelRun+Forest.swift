internal import Inference

extension KernelRun {
  private static let columns = (0..<30).map { "f\($0)" }

  private static func table(_ count: Int, columns: Int = 30) -> [Double] {
    var random = SeededNormals(seed: 52)
    return (0..<columns * count).map { _ in random.normal() }
  }

  /// A forest of A's shape, a row a call, the rows of 256 in turn.
  static let forestRow = KernelRun(name: "forest_row", abstract: "one row through 100 trees of depth 6 on 30 columns") {
    let forest = CompiledForest(try SeededForest.model(seed: 51, columns: columns, trees: 100, depth: 6))
    let rows = table(256)
    var next = 0
    return {
      let value = forest.score(rows.span.extracting(30 * next..<30 * next + 30)).value
      next = (next + 1) % 256
      return Double(value)
    }
  }

  /// The same forest, 256 rows a call.
  static let forestBatch = KernelRun(name: "forest_batch", abstract: "256 rows through the same forest in one call") {
    let forest = CompiledForest(try SeededForest.model(seed: 51, columns: columns, trees: 100, depth: 6))
    let rows = table(256)
    var scores = Array(repeating: Score(margin: 0, value: 0), count: 256)
    return {
      var span = scores.mutableSpan
      forest.scoreBatch(rows: rows.span, count: 256, into: &span)
      return Double(scores[255].value)
    }
  }

  /// A perceptron of 50-64-32-1 read from ONNX, a row a call, the rows of 256 in turn.
  static let perceptronRow = KernelRun(name: "perceptron_row", abstract: "one row through an ONNX perceptron of 50-64-32-1") {
    let file = NetworkBytes.perceptron(seed: 59)
    let network = try ONNXReader().read(file.span).network
    let rows = table(256, columns: 50)
    var next = 0
    return {
      let value = network.score(rows.span.extracting(50 * next..<50 * next + 50))
      next = (next + 1) % 256
      return value
    }
  }
}
