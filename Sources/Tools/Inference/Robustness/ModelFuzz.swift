internal import Domain

/// Feeds damaged model files to the readers: each must be refused with a clean diagnostic, or give a model that scores rows. A crash, a hang and a file that
/// takes memory beyond its size are what this looks for; a crash ends the process, so run it where the state printed before survives.
public struct ModelFuzz: Sendable {
  /// What a run saw.
  public struct Report: Hashable, Sendable {
    /// Files damaged.
    public var count = 0
    /// Read all the same, and scored.
    public var read = 0
    /// Refusals by code.
    public var refused: [String: Int] = [:]
    /// A diagnostic that lacks code, hint or the exit code of bad data; the generator's state before the damage stands in front.
    public var unclean: [String] = []
    /// Files slower than the bound, with the generator's state.
    public var slow: [String] = []
    /// The slowest file, in nanoseconds.
    public var slowest: UInt64 = 0

    /// Nothing that should not be.
    public var isClean: Bool { unclean.isEmpty && slow.isEmpty }
  }

  /// Nanoseconds one file may take, reading and scoring.
  public var timeLimit: UInt64
  /// Rows scored by each model that is still read.
  public var rows: Int

  /// A run's bounds.
  public init(timeLimit: UInt64 = 1_000_000_000, rows: Int = 3) {
    self.timeLimit = timeLimit
    self.rows = rows
  }

  /// Damages files in turn.
  ///
  /// - Parameters:
  ///   - files: whole model files of any kind.
  ///   - count: damages made.
  ///   - seed: of the damage; a state from a report's line with `count: 1` and that file alone repeats it.
  ///   - now: processor time in nanoseconds.
  ///   - watch: called with the generator's state and the file's place before each, for what a crash would leave unsaid, and around each: it must call the body.
  /// - Returns: what was seen.
  public func run(
    files: [[UInt8]], count: Int, seed: UInt64, now: () -> UInt64, watch: (_ state: UInt64, _ file: Int, _ size: Int, _ body: () -> Void) -> Void = { $3() }
  ) -> Report {
    precondition(!files.isEmpty, "files to damage")
    var report = Report()
    var mutation = ModelMutation(seed: seed)
    for step in 0..<count {
      let state = mutation.state
      let bytes = mutation.damage(files[step % files.count])
      let started = now()
      watch(state, step % files.count, bytes.count) {
        do throws(Diagnostic) {
          try score(bytes)
          report.read += 1
        } catch {
          report.refused[error.code, default: 0] += 1
          if error.exitCode != .badData || error.hint?.isEmpty != false || error.message.isEmpty {
            report.unclean.append("state \(state), file \(step % files.count): \(error.code): \(error.message)")
          }
        }
      }
      let took = now() &- started
      report.slowest = max(report.slowest, took)
      if took > timeLimit { report.slow.append("state \(state), file \(step % files.count): \(took / 1_000_000) ms") }
      report.count += 1
    }
    return report
  }

  /// Reads a file and scores rows of ordinary, missing, infinite and extreme values.
  private func score(_ bytes: [UInt8]) throws(Diagnostic) {
    let loaded = try ModelReader().read(bytes.span)
    let specials: [Double] = [0, .nan, 1, -1, .infinity, -.infinity, 1e-35, 16_777_216, 0.5, 3, -0.9, 1e300]
    let model = loaded.model
    var outputs = [Double](repeating: 0, count: model.outputCount)
    for row in 0..<rows {
      let values = (0..<model.featureCount).map { specials[($0 &* 7 &+ row &* 5) % specials.count] }
      var span = outputs.mutableSpan
      model.values(values.span, into: &span)
    }
  }
}
