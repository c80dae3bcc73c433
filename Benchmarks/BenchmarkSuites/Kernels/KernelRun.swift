/// A kernel whose instructions are counted: the same work again and again on seeded data, with nothing in it that differs from run to run.
///
/// ```text
/// instructions a call = (I(2N calls) − I(N calls)) / N        start and preparation cancel
/// ```
///
/// `scripts/instructions` counts under callgrind and holds the figures to `Benchmarks/Thresholds`.
public struct KernelRun: Sendable {
  /// One call; returns something of its result.
  public typealias Call = () throws -> Double

  /// What thresholds call it.
  public let name: String
  /// What one call does, in a sentence.
  public let abstract: String
  /// Makes the data.
  public let prepare: @Sendable () throws -> Call

  /// A kernel as its values.
  public init(name: String, abstract: String, prepare: @escaping @Sendable () throws -> Call) {
    self.name = name
    self.abstract = abstract
    self.prepare = prepare
  }

  /// Prepares, then calls.
  ///
  /// - Parameter iterations: at least 1.
  /// - Returns: the sum of what the calls returned, so that none of them is left out.
  /// - Throws: what the kernel throws.
  public func run(iterations: Int) throws -> Double {
    precondition(iterations > 0, "a run has calls")
    let call = try prepare()
    var sum = 0.0
    for _ in 0..<iterations { sum += try call() }
    return sum
  }

  /// Every kernel.
  public static let all: [KernelRun] = [
    .forestRow, .forestBatch, .perceptronRow, .tickLine, .bookFrame, .rankScan, .radixSort, .featureUpdate,
  ]

  /// The kernel of a name.
  public static func named(_ name: String) -> KernelRun? { all.first { $0.name == name } }
}
