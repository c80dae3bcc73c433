internal import Domain

/// Measures rows: warms both sides up, compares their answers, then takes pairs in turn, so that what the machine does meanwhile meets both.
public struct BenchmarkRunner: Sendable {
  /// Our CPU seconds of one pair are taken over at least this long, by repeating shorter work.
  public static let shortestMeasure = 0.002
  /// Most repetitions for it.
  public static let mostRepetitions = 10_000

  private let meter: any CPUMeter
  private let peers: any BenchmarkPeers
  private let data: BenchmarkData

  /// A runner.
  ///
  /// - Parameters:
  ///   - meter: this process's CPU clock.
  ///   - peers: where the other side is asked.
  ///   - data: the folder that both read.
  public init(meter: any CPUMeter, peers: any BenchmarkPeers, data: BenchmarkData) {
    self.meter = meter
    self.peers = peers
    self.data = data
  }

  /// Measures one row.
  ///
  /// - Throws: what our side throws: our work failing is an error, a peer's is a reason.
  public func run(_ row: BenchmarkCase) async throws -> BenchmarkResult {
    let files: [String]
    let work: BenchmarkCase.Work
    do {
      (files, work) = try row.prepare(data)
    } catch {
      guard error.code == BenchmarkCase.missingData else { throw error }
      return BenchmarkResult(name: row.name, n: row.n, ours: [], peer: row.peer, theirs: [], reason: error.message, agrees: nil)
    }
    let (first, answer) = try measure(work, repetitions: 1)
    let repetitions = max(1, min(Self.mostRepetitions, Int((Self.shortestMeasure / max(first, 1e-6)).rounded(.up))))
    var reason = row.reason
    var agrees: Bool?
    var request: PeerRequest?
    if let peer = row.peer, reason == nil {
      let asked = PeerRequest(suite: row.suite, peer: peer, row: row.row, n: row.n, files: files)
      switch await peers.measure(asked) {
      case .missing(let why): reason = why
      case .measured(_, let theirs):
        let difference = Self.difference(answer, theirs, row.tolerance)
        agrees = difference == nil
        reason = difference
        if difference == nil { request = asked }
      }
    }
    var ours: [Double] = []
    var theirs: [Double] = []
    for pair in 0..<row.pairs {
      // Who begins changes from pair to pair.
      if pair.isMultiple(of: 2) { ours.append(try measure(work, repetitions: repetitions).seconds) }
      if let asked = request {
        switch await peers.measure(asked) {
        case .measured(let seconds, _): theirs.append(seconds)
        case .missing(let why): (reason, request) = (why, nil)
        }
      }
      if !pair.isMultiple(of: 2) { ours.append(try measure(work, repetitions: repetitions).seconds) }
    }
    let calls = Double(row.calls)
    return BenchmarkResult(
      name: row.name, n: row.n, ours: ours.map { $0 / calls }, peer: row.peer, theirs: reason == nil ? theirs.map { $0 / calls } : [], reason: reason,
      agrees: agrees)
  }

  private func measure(_ work: BenchmarkCase.Work, repetitions: Int) throws -> (seconds: Double, answer: [Double]) {
    var answer: [Double] = []
    let start = meter.seconds()
    for _ in 0..<repetitions { answer = try work() }
    let spent = meter.seconds() - start
    // The clock's step is a microsecond: work below it counts as one.
    return (max(spent, 1e-6) / Double(repetitions), answer)
  }

  /// Why two answers are not the same one; nil when they are.
  static func difference(_ ours: [Double], _ theirs: [Double], _ tolerance: Double) -> String? {
    guard ours.count == theirs.count else { return "the answers differ: \(ours.count) numbers here, \(theirs.count) there" }
    for (index, (mine, other)) in zip(ours, theirs).enumerated() {
      if abs(mine - other) <= tolerance * max(1, abs(other)) || mine == other || mine.isNaN && other.isNaN { continue }
      return "the answers differ in number \(index): \(mine) here, \(other) there"
    }
    return nil
  }
}
