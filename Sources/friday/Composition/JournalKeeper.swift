import Domain
import Journal
import NIOCore
import ServiceLifecycle

/// Runs the work behind the journal, and closes it when all who append and upload have ended.
struct JournalKeeper: Service {
  /// Confined to the feed's loop, where appending happens.
  let journal: NIOLoopBound<JournalWriter>
  let loop: any EventLoop
  let service: JournalService

  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await service.run() }
      try? await gracefulShutdown()
      let journal = journal
      try await loop.submit { try journal.value.close() }.get()
      tasks.cancelAll()
    }
  }
}
