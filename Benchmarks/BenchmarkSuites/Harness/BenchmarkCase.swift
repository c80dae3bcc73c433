public import Domain

/// One row of a suite against one peer: the same work on the same data by both.
public struct BenchmarkCase: Sendable {
  /// The measured work on data already in memory (or in files, where reading is the work); returns the answer that the peer must give, too.
  public typealias Work = () throws -> [Double]

  /// `suite.row`.
  public let name: String
  /// Size: values a side, rows, or updates; what the suite's README says.
  public let n: Int
  /// The peer's one word; nil for a row measured alone.
  public let peer: String?
  /// Pairs measured.
  public let pairs: Int
  /// Calls of which one piece of work consists: seconds are given a call.
  public let calls: Int
  /// Greatest |ours − peer's| / max(1, |peer's|) of an answer.
  public let tolerance: Double
  /// Why the row has no peer; nil where it has one.
  public let reason: String?
  /// Makes the data, writes what the peer reads, and returns these files with our work. Not measured. What it throws with the code
  /// ``missingData`` is the row's reason for having no figure; anything else ends the run.
  public let prepare: @Sendable (BenchmarkData) throws(Diagnostic) -> (files: [String], work: Work)

  /// Code of the diagnostic that says that a row cannot be measured here.
  public static let missingData = "bench.missing_data"

  /// A row against a peer.
  ///
  /// - Parameters:
  ///   - name: `suite.row`.
  ///   - n: its size.
  ///   - peer: the peer's word.
  ///   - pairs: at least 1.
  ///   - calls: at least 1.
  ///   - tolerance: of the answers, ≥ 0.
  ///   - reason: for a row without a peer: why.
  ///   - prepare: data, files, work.
  public init(
    _ name: String, n: Int, peer: String?, pairs: Int, calls: Int = 1, tolerance: Double = 1e-9, reason: String? = nil,
    prepare: @escaping @Sendable (BenchmarkData) throws(Diagnostic) -> (files: [String], work: Work)
  ) {
    precondition(n > 0 && pairs > 0 && calls > 0 && tolerance >= 0, "a row has a size, pairs, calls and a tolerance")
    self.name = name
    self.n = n
    self.peer = peer
    self.pairs = pairs
    self.calls = calls
    self.tolerance = tolerance
    self.reason = reason
    self.prepare = prepare
  }

  /// A row that is not measured, with its reason: what the contract names and nobody can be held against here.
  public static func missing(_ name: String, n: Int, peer: String, reason: String) -> BenchmarkCase {
    BenchmarkCase(name, n: n, peer: peer, pairs: 1) { (data) throws(Diagnostic) in
      throw Diagnostic(code: missingData, exitCode: .unavailable, message: reason, hint: "")
    }
  }

  /// What the peer's side knows the row by: the name behind the suite's.
  public var row: String { String(name.drop { $0 != "." }.dropFirst()) }
  /// The suite.
  public var suite: String { String(name.prefix { $0 != "." }) }
}
