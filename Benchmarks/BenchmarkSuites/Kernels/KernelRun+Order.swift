internal import Kernels

extension KernelRun {
  private static func normals(_ seed: UInt64, _ count: Int) -> [Double] {
    var random = SeededNormals(seed: seed)
    return (0..<count).map { _ in random.normal() }
  }

  /// All rank statistics of two sorted samples of 10,000.
  static let rankScan = KernelRun(name: "rank_scan", abstract: "one scan of two sorted samples of 10,000") {
    let (reference, current) = (normals(56, 10_000).sorted(), normals(57, 10_000).sorted())
    return { RankScan(reference: reference.span, current: current.span).gaps.greatestDifference }
  }

  /// 10,000 values in no order, sorted in kept memory.
  static let radixSort = KernelRun(name: "radix_sort", abstract: "10,000 doubles sorted") {
    let values = normals(58, 10_000)
    var sorted = values
    var scratch = [UInt64](repeating: 0, count: values.count)
    return {
      for index in values.indices { sorted[index] = values[index] }
      var span = sorted.mutableSpan
      var spare = scratch.mutableSpan
      Kernels.radixSort(&span, scratch: &spare)
      return sorted[0]
    }
  }
}
