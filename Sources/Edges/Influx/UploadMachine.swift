/// What to do with a batch after each answer: a decision without clock, socket or dice of its own.
///
/// A batch is a stack of line ranges. Stored ranges leave it; a range with bad lines is halved until each bad line stands alone and is
/// counted as rejected, which is safe because a point written twice is one point. The cursor may move when the stack is empty.
struct UploadMachine: Sendable {
  enum Action: Hashable {
    /// Go on with ``UploadMachine/next``; the batch is done when that is `nil`.
    case proceed
    /// The same lines again after a pause.
    case retry(after: Duration)
    /// A person has to mend something: the same lines again, after a long pause.
    case hold(after: Duration)
    /// The database is missing and may be made: make it, then the same lines again.
    case createDatabase
    /// This one line will never be taken: it was counted and left.
    case rejected(line: Int)
  }

  private(set) var pending: [Range<Int>] = []
  /// Lines of the present batch that the server has.
  private(set) var stored = 0
  /// Lines of the present batch that the server refused for good.
  private(set) var rejected = 0
  /// Answers in a row that were no progress.
  private(set) var attempts = 0
  private var createdForBatch = false
  let maximumPause: Duration
  let holdPause: Duration
  let mayCreateDatabase: Bool
  /// Set while draining: pauses are then at most a tenth.
  var isDraining = false

  init(maximumPause: Duration, holdPause: Duration, mayCreateDatabase: Bool) {
    self.maximumPause = maximumPause
    self.holdPause = holdPause
    self.mayCreateDatabase = mayCreateDatabase
  }

  /// The lines to send next.
  var next: Range<Int>? { pending.last }

  /// Starts a batch of so many lines.
  mutating func begin(lines: Int) {
    precondition(pending.isEmpty && lines > 0, "a batch begins when the one before it is done")
    pending = [0..<lines]
    stored = 0
    rejected = 0
    createdForBatch = false
  }

  /// Decides on an answer about ``next``.
  ///
  /// - Parameter random: 0 ..< 1, spreads the retries of many uploaders.
  mutating func answered(_ answer: UploadAnswer, random: Double) -> Action {
    guard let range = pending.last else { preconditionFailure("an answer without a question") }
    guard case .status(let status, let words, let retryAfter) = answer else { return pause(random, nil) }
    switch status {
    case 200...299:
      attempts = 0
      stored += range.count
      pending.removeLast()
      return .proceed
    case 400 where words.contains("max-series") || words.contains("max-values-per-tag"):
      // A limit of the server, not a fault of a line.
      return hold()
    case 400 where !Self.blamesLines(words):
      // About the request as a whole: halving it would give up line after line without a fault of theirs.
      return hold()
    case 400, 413, 422:
      attempts = 0
      pending.removeLast()
      if range.count == 1 {
        rejected += 1
        return .rejected(line: range.lowerBound)
      }
      let middle = range.lowerBound + range.count / 2
      pending.append(middle..<range.upperBound)
      pending.append(range.lowerBound..<middle)
      return .proceed
    case 404 where mayCreateDatabase && !createdForBatch && words.contains("database not found"):
      createdForBatch = true
      return .createDatabase
    case 500 where words.contains("retention policy not found"): return hold()
    case 429, 500...599: return pause(random, retryAfter)
    default: return hold()
    }
  }

  /// Does the server speak of lines? InfluxDB 1 to 3 and VictoriaMetrics, as measured or documented.
  private static func blamesLines(_ words: String) -> Bool {
    let words = words.lowercased()
    return ["partial write", "parse", "parsing", "field type conflict"].contains { words.contains($0) }
  }

  private mutating func pause(_ random: Double, _ retryAfter: Int?) -> Action {
    let longest = isDraining ? maximumPause / 10 : maximumPause
    let doubled = Duration.milliseconds(100) * (1 << min(attempts, 10))
    attempts += 1
    let jittered = min(doubled, longest) * (0.5 + random / 2)
    // The server's wish counts within bounds; a drain has a deadline and asks sooner.
    if let retryAfter, retryAfter > 0, !isDraining { return .retry(after: max(jittered, min(.seconds(retryAfter), maximumPause))) }
    return .retry(after: jittered)
  }

  private mutating func hold() -> Action {
    attempts += 1
    return .hold(after: isDraining ? holdPause / 10 : holdPause)
  }
}
