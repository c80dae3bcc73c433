public import Reports

/// The results of a run.
public struct BenchmarkReport: Hashable, Sendable {
  /// Where it was measured.
  public let machine: BenchmarkMachine
  /// In the order measured.
  public let results: [BenchmarkResult]

  /// A report as its values.
  public init(machine: BenchmarkMachine, results: [BenchmarkResult]) {
    self.machine = machine
    self.results = results
  }

  /// Rows whose middle pair is behind its peer.
  public var losing: [BenchmarkResult] { results.filter(\.isLosing) }
  /// Rows whose answers were not the peer's.
  public var disagreeing: [BenchmarkResult] { results.filter { $0.agrees == false } }

  /// The document of the command-line contract.
  public var json: JSONTree { .object([.init("machine", machine.json), .init("results", .array(results.map(Self.row)))]) }

  private static func row(_ result: BenchmarkResult) -> JSONTree {
    .object([
      .init("name", .text(result.name)),
      .init("n", .integer(result.n)),
      .init("pairs", .integer(result.ours.count)),
      .init("ours_seconds", spread(Spread(result.ours))),
      .init("peer", result.peer.map { .text($0) } ?? .null),
      .init("peer_seconds", spread(Spread(result.theirs))),
      .init("ratio", spread(result.ratio)),
      .init("agrees", result.agrees.map { .flag($0) } ?? .null),
      .init("reason", result.reason.map { .text($0) } ?? .null),
    ])
  }

  private static func spread(_ spread: Spread?) -> JSONTree {
    spread.map { .object([.init("min", .number($0.min)), .init("median", .number($0.median)), .init("max", .number($0.max))]) } ?? .null
  }
}
