internal import Domain

extension BenchmarkSuite {
  /// From a frame's bytes to the prediction, ours alone: no peer does the whole of it.
  public static let endToEnd = BenchmarkSuite(name: "endtoend", abstract: "frames to predictions") { scale in
    let n = scale.size(20_000)
    return [
      BenchmarkCase(
        "endtoend.predict", n: n, peer: nil, pairs: scale.pairs(15), calls: n, reason: "ours alone: no peer goes the whole way from frame to prediction"
      ) { (data) throws(Diagnostic) in
        let tape = FrameTape.book(seed: 33, count: n, tradeEvery: 5)
        let kept = try KeptPipeline(tape)
        return ([], { try kept.take(tape) })
      }
    ]
  }
}
