import Domain
import Logging
import Ports
import ServiceLifecycle
import Synchronization

/// Makes the books durable behind the feed's thread, in order. A bounded queue: when it is full the engine is told to stop, nothing is dropped.
final class LedgerRecorder: BookkeepingSink, Service {
  private enum Item: Sendable {
    case entries([LedgerEntry])
    case report(ReconciliationReport)
  }

  private let store: any LedgerStore
  private let items: AsyncStream<Item>
  private let continuation: AsyncStream<Item>.Continuation
  private let firstError = Mutex<Diagnostic?>(nil)

  init(store: any LedgerStore, capacity: Int = 65_536) {
    self.store = store
    (items, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(capacity))
  }

  func booked(_ entries: [LedgerEntry]) -> Bool { offer(.entries(entries)) }

  func reconciled(_ report: ReconciliationReport) -> Bool { offer(.report(report)) }

  private func offer(_ item: Item) -> Bool {
    guard firstError.withLock({ $0 == nil }), case .enqueued = continuation.yield(item) else { return false }
    return true
  }

  func run() async throws {
    try await withGracefulShutdownHandler {
      for await item in items {
        do {
          switch item {
          case .entries(let entries): try await store.append(entries)
          case .report(let report): try await store.save(report)
          }
        } catch {
          let diagnostic =
            error as? Diagnostic
            ?? Diagnostic(code: "ledger.store", exitCode: .unavailable, message: "the ledger store refused an entry: \(error)")
          firstError.withLock { $0 = $0 ?? diagnostic }
          throw diagnostic
        }
      }
    } onGracefulShutdown: {
      self.continuation.finish()
    }
  }
}
