/// What is known of a running child: kept behind a lock, changed by the threads that read its pipes.
struct ChildRecord {
  let command: ChildCommand
  let lines: AsyncStream<ChildLine>.Continuation
  private var kept: [ChildLine.Stream: [UInt8]] = [:]
  private var partial: [ChildLine.Stream: [UInt8]] = [:]
  private var openStreams = Set(ChildLine.Stream.allCases)
  private var droppedBytes = 0
  private var status: ChildExit.Status?
  private var waiters: [CheckedContinuation<ChildExit, Never>] = []
  var timedOut = false

  init(command: ChildCommand, lines: AsyncStream<ChildLine>.Continuation) {
    self.command = command
    self.lines = lines
  }

  /// The child has been reaped: its number may belong to another process now.
  var isReaped: Bool { status != nil }

  /// The exit, once the child is reaped and both pipes are read to their end.
  var exit: ChildExit? {
    guard let status, openStreams.isEmpty else { return nil }
    return ChildExit(
      status: status, timedOut: timedOut, standardOutput: kept[.standardOutput] ?? [], standardError: kept[.standardError] ?? [],
      droppedBytes: droppedBytes)
  }

  mutating func append(_ chunk: ArraySlice<UInt8>, to stream: ChildLine.Stream) {
    let room = max(0, command.maximumOutputBytes - kept[stream, default: []].count)
    kept[stream, default: []].append(contentsOf: chunk.prefix(room))
    droppedBytes += max(0, chunk.count - room)
    for byte in chunk {
      if byte == 10 {
        say(stream)
      } else {
        partial[stream, default: []].append(byte)
        if partial[stream, default: []].count >= command.maximumLineBytes { say(stream) }
      }
    }
  }

  private mutating func say(_ stream: ChildLine.Stream) {
    lines.yield(ChildLine(stream: stream, text: String(decoding: partial[stream] ?? [], as: UTF8.self)))
    partial[stream]?.removeAll(keepingCapacity: true)
  }

  mutating func close(_ stream: ChildLine.Stream) {
    if partial[stream]?.isEmpty == false { say(stream) }
    openStreams.remove(stream)
    if openStreams.isEmpty { lines.finish() }
  }

  mutating func reaped(_ status: ChildExit.Status) { self.status = status }

  /// Either answers now or keeps the waiter.
  mutating func wait(_ waiter: CheckedContinuation<ChildExit, Never>) -> ChildExit? {
    if let exit { return exit }
    waiters.append(waiter)
    return nil
  }

  /// Those to be woken, once the exit is known.
  mutating func takeWaiters() -> [CheckedContinuation<ChildExit, Never>] {
    guard exit != nil else { return [] }
    defer { waiters = [] }
    return waiters
  }
}
