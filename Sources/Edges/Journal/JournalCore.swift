import Dispatch
import Domain
import Synchronization

/// What the writer's thread and the thread behind it share: segments that wait for their sync, the next segment, who wants to hear of more.
final class JournalCore: Sendable {
  struct State {
    var prepared: JournalSegment?
    /// Oldest first; the last one is being written.
    var unsynced: [JournalSegment] = []
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var nextListener = 0
    var announced: UInt64 = 0
    var isClosed = false
  }

  let folder: JournalFolder
  let options: JournalOptions
  let progress: JournalProgress
  let lock: JournalFile
  let state = Mutex(State())
  /// One preparation at a time, one sync at a time.
  private let preparing = Mutex(())
  private let syncing = Mutex(())

  init(folder: JournalFolder, options: JournalOptions, progress: JournalProgress, lock: JournalFile) {
    self.folder = folder
    self.options = options
    self.progress = progress
    self.lock = lock
  }

  /// Has the next segment made when there is none.
  func prepare() throws(Diagnostic) {
    try preparing.withLock { _ throws(Diagnostic) in
      guard state.withLock({ $0.prepared == nil && !$0.isClosed }) else { return }
      let segment = try JournalSegment.create(folder.preparedPath, capacity: options.segmentBytes)
      state.withLock { $0.prepared = segment }
    }
  }

  /// The next segment under its final name, made now if it is not ready.
  ///
  /// - Parameter closing: ends the segment before it, called when nothing but the naming can fail any more: a segment gets its name only
  ///   behind one that has its end mark, so that a kill between the two leaves no segment without an end in the middle.
  func takeSegment(firstSequence: UInt64, closing: () -> Void = {}) throws(Diagnostic) -> JournalSegment {
    if state.withLock({ $0.unsynced.count }) > options.maximumUnsyncedSegments { try sync() }
    return try preparing.withLock { _ throws(Diagnostic) in
      let prepared = state.withLock { $0.prepared.take() }
      let segment: JournalSegment
      if let prepared {
        segment = prepared
      } else {
        segment = try JournalSegment.create(folder.preparedPath, capacity: options.segmentBytes)
      }
      closing()
      try segment.begin(firstSequence: firstSequence, from: folder.preparedPath, to: folder.segmentPath(first: firstSequence))
      state.withLock { $0.unsynced.append(segment) }
      return segment
    }
  }

  /// Forces everything appended so far onto the disk, oldest segment first.
  func sync() throws(Diagnostic) {
    try syncing.withLock { _ throws(Diagnostic) in
      let goal = progress.appended.load(ordering: .acquiring)
      let segments = state.withLock { $0.unsynced }
      let finished = segments.filter { $0.isFinished.load(ordering: .acquiring) }
      guard goal > progress.synced.load(ordering: .relaxed) || !finished.isEmpty else { return }
      let start = DispatchTime.now().uptimeNanoseconds
      for segment in segments {
        if let error = segment.sync() { throw failed(error, segment) }
      }
      for segment in finished {
        if let error = segment.trim() { throw failed(error, segment) }
      }
      JournalFolder.syncNames(folder.path)
      state.withLock { state in state.unsynced.removeAll { segment in finished.contains { $0 === segment } } }
      progress.synced.store(max(goal, progress.synced.load(ordering: .relaxed)), ordering: .releasing)
      progress.lastSync.store(DispatchTime.now().uptimeNanoseconds - start, ordering: .relaxed)
      progress.syncs.wrappingAdd(1, ordering: .relaxed)
    }
  }

  private func failed(_ error: SystemError, _ segment: JournalSegment) -> Diagnostic {
    let diagnostic = Diagnostic(
      code: "journal.sync", exitCode: .unavailable, message: "\(segment.file.path) cannot be forced onto the disk: \(error.text)",
      hint: "check the disk; what was appended since the last sync may be lost with the machine's power, not with the process")
    progress.fail(diagnostic)
    return diagnostic
  }

  /// The sequence number up to which records may leave the process.
  var leavable: UInt64 { options.sync == .never ? progress.lastSequence : progress.syncedSequence }

  /// Tells listeners when there is more than they were told of.
  func announce() {
    let goal = leavable
    let listeners = state.withLock { state -> [AsyncStream<Void>.Continuation] in
      guard goal > state.announced else { return [] }
      state.announced = goal
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.yield() }
  }

  func listen(_ continuation: AsyncStream<Void>.Continuation) {
    let number = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.nextListener += 1
      state.listeners[state.nextListener] = continuation
      return state.nextListener
    }
    guard let number else { return continuation.finish() }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
  }

  /// Ends the listeners' streams and throws the prepared segment away.
  func close() {
    let listeners = preparing.withLock { _ in
      state.withLock { state -> [AsyncStream<Void>.Continuation] in
        state.isClosed = true
        state.prepared = nil
        let listeners = Array(state.listeners.values)
        state.listeners = [:]
        return listeners
      }
    }
    JournalFolder.remove(folder.preparedPath)
    lock.unlock()
    for listener in listeners {
      listener.yield()
      listener.finish()
    }
  }
}
