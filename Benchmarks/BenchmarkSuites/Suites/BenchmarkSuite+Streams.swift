internal import Domain
internal import Drift

extension BenchmarkSuite {
  /// Detectors value by value.
  static func streams(_ scale: BenchmarkScale) -> [BenchmarkCase] {
    [
      adwin(scale.size(100_000), peer: "river", resets: true, pairs: scale.pairs(7)),
      adwin(scale.size(1_000_000), peer: "moa", resets: false, pairs: scale.pairs(7)),
      slidingKS(scale.size(3000, least: 800), pairs: scale.pairs(7)),
    ]
  }

  /// ADWIN with its default parameters on a stream without change: the longest window, and so the most work a check.
  private static func adwin(_ n: Int, peer: String, resets: Bool, pairs: Int) -> BenchmarkCase {
    BenchmarkCase("drift.adwin", n: n, peer: peer, pairs: pairs, tolerance: 1e-6) { (data) throws(Diagnostic) in
      let stream = try data.normals(seed: 9, count: n)
      return ([stream.path], {
        var detector = ADWIN(resets: resets)
        for value in stream.values { detector.update(value) }
        return [Double(detector.width), detector.estimation]
      })
    }
  }

  /// KS of a sliding window of 500 against 1000 reference values, read at every full window.
  private static func slidingKS(_ n: Int, pairs: Int) -> BenchmarkCase {
    BenchmarkCase("drift.sliding_ks", n: n, peer: "frouros", pairs: pairs) { (data) throws(Diagnostic) in
      let (reference, stream) = (try data.normals(seed: 10, count: 1000), try data.normals(seed: 11, count: n))
      return ([reference.path, stream.path], {
        var detector = SlidingKS(reference: reference.values, window: 500)
        var sum = 0.0
        for value in stream.values {
          detector.update(value)
          if let distance = detector.distance { sum += distance }
        }
        return [sum]
      })
    }
  }
}
