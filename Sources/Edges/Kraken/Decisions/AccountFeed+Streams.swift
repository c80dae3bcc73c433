import Domain
import KrakenWire
import Ports

extension AccountFeed {
  mutating func receiveStatus(_ status: SystemStatus, _ actions: inout [FeedAction]) {
    guard phase == .awaitingStatus else {
      actions.append(.log(FeedEvent(status.system == "online" ? .info : .warning, "exchange status", ["system": status.system])))
      return
    }
    phase = .subscribed
    executions.awaitsSnapshot = true
    balances.awaitsSnapshot = true
    actions.append(.send(RequestText.executions("subscribe", token: token, requestID: request())))
    actions.append(.send(RequestText.balances("subscribe", token: token, requestID: request())))
  }

  /// What a frame's number says about the frames before it.
  enum Order { case next, repeated, gap }

  /// Checks a frame's number against its stream's and moves on.
  static func check(_ stream: inout Stream, isSnapshot: Bool, sequence: Int64?) -> Order {
    if isSnapshot {
      // A snapshot starts a new count; its number need not be 1.
      stream.awaitsSnapshot = false
      stream.last = sequence
      return .next
    }
    // Without numbers (old recordings), or between two subscriptions, there is nothing to compare.
    guard let sequence, let last = stream.last, !stream.awaitsSnapshot else { return .next }
    if sequence <= last { return .repeated }
    stream.last = sequence
    return sequence == last + 1 ? .next : .gap
  }

  mutating func receiveExecutions<S: AccountSink>(
    _ frame: ExecutionFrame, _ now: UInt64, _ sink: S, _ actions: inout [FeedAction]
  ) {
    let before = executions.last
    switch Self.check(&executions, isSnapshot: frame.isSnapshot, sequence: frame.sequence) {
    case .repeated: return
    case .next: break
    case .gap:
      noteGap("executions", before, frame.sequence, &actions)
      restartExecutions(now, &actions)
    }
    for row in frame.rows { merge(row, now, sink, &actions) }
  }

  mutating func receiveBalances<S: AccountSink>(_ frame: BalanceFrame, _ now: UInt64, _ sink: S, _ actions: inout [FeedAction]) {
    let before = balances.last
    switch Self.check(&balances, isSnapshot: frame.snapshot != nil, sequence: frame.sequence) {
    case .repeated: return
    case .next: break
    case .gap:
      noteGap("balances", before, frame.sequence, &actions)
      restartBalances(now, &actions)
    }
    if let time = frame.entries.last?.time { lastTime = time }
    if let statement = frame.snapshot { sink.balances(statement) }
  }

  private func noteGap(_ channel: String, _ before: Int64?, _ now: Int64?, _ actions: inout [FeedAction]) {
    let missing = before.flatMap { before in now.map { $0 - before - 1 } } ?? 0
    actions.append(
      .log(
        FeedEvent(
          .error, "gap in a private stream, subscribing anew",
          ["channel": channel, "missing": "\(missing)", "last": before.map { "\($0)" } ?? ""])))
  }

  mutating func restartExecutions(_ now: UInt64, _ actions: inout [FeedAction]) {
    guard !executions.awaitsSnapshot, executions.retryAt == nil else { return }
    if let later = executions.budget.take(at: now) {
      executions.retryAt = later
      return
    }
    counters.resyncs += 1
    executions.awaitsSnapshot = true
    executions.last = nil
    actions.append(.send(RequestText.executions("unsubscribe", token: token, requestID: request())))
    actions.append(.send(RequestText.executions("subscribe", token: token, requestID: request())))
  }

  mutating func restartBalances(_ now: UInt64, _ actions: inout [FeedAction]) {
    guard !balances.awaitsSnapshot, balances.retryAt == nil else { return }
    if let later = balances.budget.take(at: now) {
      balances.retryAt = later
      return
    }
    counters.resyncs += 1
    actions += requestBalances()
  }

  mutating func receiveAnswer<S: AccountSink>(_ answer: MethodAnswer, _ sink: S, _ actions: inout [FeedAction]) {
    switch answer.method {
    case "add_order":
      let sent = answer.requestID.flatMap { submitted.removeValue(forKey: $0) }
      guard answer.success != true else { return }
      let reason = answer.error ?? "no reason given"
      if let clientID = sent ?? answer.clientID {
        sink.orderRejected(clientID: clientID, reason: reason)
      } else {
        actions.append(.log(FeedEvent(.error, "an order was refused that was not sent here", ["error": reason])))
      }
    case "subscribe", "unsubscribe":
      guard answer.success == false else { return }
      let level: FeedEvent.Level = answer.method == "subscribe" ? .error : .debug
      actions.append(
        .log(FeedEvent(level, "private \(answer.method) refused", ["channel": answer.channel ?? "", "error": answer.error ?? "no reason given"])))
    case "pong": break
    case "ping", "error":
      actions.append(.log(FeedEvent(.warning, "exchange refused a request", ["error": answer.error ?? "no reason given"])))
    default: counters.unknown += 1
    }
  }
}
