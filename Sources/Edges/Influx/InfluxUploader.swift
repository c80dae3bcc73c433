import CoreMetrics
public import HTTPTransport
public import Logging
public import Ports
public import ServiceLifecycle
import Synchronization

/// Posts the points of a journal to InfluxDB, batch after batch, and keeps its place over restarts.
///
/// The cursor moves only when the server has acknowledged every line before it, or refused a line for good, so that an outage is only a
/// longer tail, and a crash at most sends a batch again: the same bytes, the same points.
public final class InfluxUploader: Service {
  /// What the uploader holds between two requests.
  struct State {
    var cursor: PointCursor?
    var batch: UploadBatch?
    var machine: UploadMachine
    var isCreated = false
    /// The trouble logged last, so that an outage is one line in the log.
    var trouble: String?
  }

  enum Step: Hashable {
    case progress
    case caughtUp
    case wait(Duration)
  }

  /// What was done so far.
  public let counters = UploadCounters()
  public let configuration: InfluxConfiguration
  let source: any PointSource
  let cursors: any CursorStore
  let client: HTTPClient
  let log: Logger
  /// Taken out by whoever pumps; `nil` meanwhile.
  private let state: Mutex<State?>
  private let isDraining = Atomic<Bool>(false)
  let uploadedMetric = Counter(label: MetricName.pointsUploaded.rawValue)
  let failuresMetric = Counter(label: MetricName.uploadFailures.rawValue)

  public init(
    source: any PointSource, cursors: any CursorStore, configuration: InfluxConfiguration, logger: Logger, client: HTTPClient = HTTPClient()
  ) {
    self.source = source
    self.cursors = cursors
    self.configuration = configuration
    self.client = client
    log = logger
    state = Mutex(
      State(
        machine: UploadMachine(
          maximumPause: configuration.maximumPause, holdPause: configuration.holdPause, mayCreateDatabase: configuration.creation != nil)))
  }

  /// Uploads until the task is cancelled or the service group shuts down, or, when the source has ended, until all of it is up.
  public func run() async throws {
    try await cancelWhenGracefulShutdown {
      let additions = self.source.additions()
      var ended = false
      var iterator = additions.makeAsyncIterator()
      while !Task.isCancelled {
        switch await self.pump() {
        case nil: try await Task.sleep(for: .milliseconds(5))
        case .progress: continue
        case .wait(let pause): try? await Task.sleep(for: pause)
        case .caughtUp:
          if ended { return }
          ended = await iterator.next() == nil
        }
      }
    }
  }

  /// Uploads what is left, up to the journal's end, trying again sooner than usual.
  ///
  /// - Returns: `true` when everything is up, `false` at the deadline; the cursor stays where the server acknowledged.
  public func drain(deadline: ContinuousClock.Instant) async -> Bool {
    isDraining.store(true, ordering: .relaxed)
    defer { isDraining.store(false, ordering: .relaxed) }
    while ContinuousClock.now < deadline, !Task.isCancelled {
      switch await pump() {
      case nil: try? await Task.sleep(for: .milliseconds(5))
      case .progress: continue
      case .caughtUp: return true
      case .wait(let pause): try? await Task.sleep(until: min(deadline, .now + pause), clock: .continuous)
      }
    }
    return false
  }

  /// One request, unless another task is at it: then `nil`.
  private func pump() async -> Step? {
    guard var taken = state.withLock({ $0.take() }) else { return nil }
    taken.machine.isDraining = isDraining.load(ordering: .relaxed)
    let step = await step(&taken)
    state.withLock { $0 = taken }
    return step
  }

  /// Says a trouble once, until it is over or another.
  func note(_ trouble: String?, _ state: inout State) {
    guard trouble != state.trouble else { return }
    if let trouble {
      log.warning("upload is held up", metadata: ["reason": "\(trouble)", "destination": "\(configuration.destination)"])
    } else {
      log.notice("upload goes on", metadata: ["destination": "\(configuration.destination)", "sequence": "\(counters.sequence)"])
    }
    state.trouble = trouble
  }
}
