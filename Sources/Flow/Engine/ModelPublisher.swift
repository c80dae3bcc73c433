public import Domain
import Inference
import Kernels
import Synchronization
public import Training

/// Brings models to a running ``TickPipeline`` from any other thread: checked first, then handed over by one swap of a pointer.
///
/// ```text
/// publish ─▶ schema, label, self-check of every model ─▶ Mailbox ─▶ the pipeline takes it between two ticks
///    ▲                                                                   │
///    └──────────── numbers of the set in use and of the last one seen ◀──┘
/// ```
///
/// A set that fails a check changes nothing. One that another publication overtakes before the pipeline took it never serves.
///
/// **Who frees a model.** The publisher keeps a reference to every set it has published until the pipeline has let go of it, so the last
/// release, and with it the work of freeing a model, happens in ``publish(_:)`` or ``reclaim()``, never on the feed's thread. At most three sets
/// are kept: the one in use, one published, and one that was replaced, or refused, since the last call.
///
/// Publications take turns behind a lock that the pipeline knows nothing of: it does one atomic load a tick.
public final class ModelPublisher: Sendable {
  private struct Record {
    var issued: UInt64 = 0
    var held: [ModelIssue] = []
  }

  let mailbox = Mailbox<ModelIssue>()
  /// Number of the set in use; 0 is the one the pipeline was started with.
  private let inUse = Atomic<UInt64>(0)
  /// Up to this number the pipeline has let go of every set but the one in use; written after ``inUse``.
  private let seen = Atomic<UInt64>(0)
  private let schema: FeatureSchema
  private let label: LabelDefinition
  private let record = Mutex(Record())

  /// - Parameters:
  ///   - schema: the pipeline's feature set.
  ///   - label: what the pipeline joins predictions with.
  public init(schema: FeatureSchema, label: LabelDefinition) {
    self.schema = schema
    self.label = label
  }

  /// Checks a set and publishes it; from the next tick on it scores.
  ///
  /// - Returns: the publication's number; ``isServing(_:)`` tells when the pipeline has taken it.
  /// - Throws: a diagnostic when a model was trained on other features, predicts another event, or fails its self-check; the models
  ///   that serve go on.
  @discardableResult public func publish(_ set: ModelSet) throws(Diagnostic) -> UInt64 {
    for member in set.members { try check(member) }
    var freed: [ModelIssue] = []
    let number = record.withLock { record in
      record.issued += 1
      let issue = ModelIssue(number: record.issued, set: set)
      record.held.append(issue)
      if let displaced = mailbox.publish(issue) { record.held.removeAll { $0 === displaced } }
      freed = released(&record)
      return record.issued
    }
    freed.removeAll()
    return number
  }

  /// Frees the sets that the pipeline has let go of since.
  ///
  /// - Returns: how many.
  @discardableResult public func reclaim() -> Int {
    let freed = record.withLock { released(&$0) }
    return freed.count
  }

  /// Is this publication the one that scores now?
  public func isServing(_ number: UInt64) -> Bool { inUse.load(ordering: .acquiring) == number }

  /// Sets kept alive, for a look from outside.
  public var held: Int { record.withLock { $0.held.count } }

  /// The pipeline has let go of the set before and serves this one.
  func serves(_ issue: ModelIssue) { inUse.store(issue.number, ordering: .releasing) }

  /// The pipeline has no hand on a set up to this number any more but on the one it serves.
  func saw(_ number: UInt64) { seen.store(number, ordering: .releasing) }

  /// Takes what is not needed any more out of the record; the caller lets it go when the lock is open again.
  private func released(_ record: inout Record) -> [ModelIssue] {
    // In this order: what was seen is either in use or let go of by the time the second number is read.
    let seen = seen.load(ordering: .acquiring)
    let inUse = inUse.load(ordering: .acquiring)
    let freed = record.held.filter { $0.number <= seen && $0.number != inUse }
    record.held.removeAll { $0.number <= seen && $0.number != inUse }
    return freed
  }

  private func check(_ member: ServingModel) throws(Diagnostic) {
    let model = member.model
    guard model.schema.hash == schema.hash else {
      throw Diagnostic(
        code: "engine.model_schema", exitCode: .badData,
        message: "model \(model.version) was trained on \(model.schema.name) version \(model.schema.version) (hash \(model.schema.hashText)), "
          + "the engine computes \(schema.name) version \(schema.version) (hash \(schema.hashText))",
        hint: "retrain the model on the running set, or restart the engine with the model's set")
    }
    guard member.label == label else {
      throw Diagnostic(
        code: "engine.model_label", exitCode: .badData,
        message: "model \(model.version) predicts another event than the one the engine joins its predictions with: \(member.label) instead of \(label)",
        hint: "retrain the model with the running label, or restart the engine with the model's")
    }
    try member.selfCheck()
  }
}
