import Domain
import Logging
import NIOCore
import Ports

/// Where the exchange model meets its connections: one event loop, nothing shared. Plays the market at its pace, and no faster
/// than the slowest socket takes it; nothing is dropped or merged.
final class ExchangeFloor<Market: MarketSource> {
  private enum Phase { case open, closing, done }

  /// Events played in one turn of the loop at most, so that requests are heard in between.
  static var eventsPerTurn: Int { 512 }
  /// Bytes gathered for one session before they are handed to its socket.
  static var bytesPerWrite: Int { 64 << 10 }
  /// Connections beyond this are turned away.
  static var maximumSessions: Int { 64 }

  private var model: ExchangeModel<Market>
  private var clock: PacingClock
  private let loop: NIOIsolatedEventLoop
  private let logger: Logger
  private let ending: PlayEnding
  private var links: [Int: SessionLink] = [:]
  private var lastSession = 0
  private var output = ExchangeOutput()
  private var frames: UInt64 = 0
  private var phase = Phase.open
  private var failure: Diagnostic?
  private var isReady = false
  private var turn: Scheduled<Void>?

  init(model: ExchangeModel<Market>, pace: Pace, loop: any EventLoop, logger: Logger, ending: PlayEnding) {
    self.model = model
    self.loop = loop.assumeIsolated()
    self.logger = logger
    self.ending = ending
    clock = PacingClock(pace)
    beat()
  }

  /// A number for a new connection.
  func newSession() -> Int {
    lastSession += 1
    return lastSession
  }

  func connected(_ link: SessionLink) {
    guard phase == .open, links.count < Self.maximumSessions else {
      link.close(phase == .open ? 1013 : 1001, reason: phase == .open ? "too many connections" : "closing", grace: .seconds(1))
      return
    }
    links[link.id] = link
    model.opened(link.id, into: &output)
    deliver()
    logger.debug("client connected", metadata: ["session": "\(link.id)"])
  }

  func received(_ text: Span<UInt8>, from link: SessionLink) {
    guard links[link.id] != nil, phase == .open else { return }
    model.received(text, from: link.id, into: &output)
    deliver()
    update()
  }

  func disconnected(_ link: SessionLink) {
    guard links.removeValue(forKey: link.id) != nil else { return }
    model.closed(link.id)
    logger.debug("client gone", metadata: ["session": "\(link.id)"])
    if phase == .closing { finishWhenEmpty() } else { update() }
  }

  func becameWritable() { if isReady { schedule(at: nil) } }

  /// Ends the play early, politely.
  func stop() { close(1001, "going away", grace: .seconds(2), patience: .seconds(5)) }

  // MARK: - playing

  private func update() {
    let ready = model.isReadyToPlay
    if ready, !isReady { clock.restart() }
    isReady = ready
    if ready, turn == nil { schedule(at: nil) }
  }

  private func schedule(at deadline: NIODeadline?) {
    turn?.cancel()
    turn = loop.scheduleTask(deadline: deadline ?? .now()) { [self] in
      turn = nil
      play()
    }
  }

  private func play() {
    guard phase == .open, isReady, allWritable else { return }
    let isMaximum = clock.pace == .max
    var now = Int64(NIODeadline.now().uptimeNanoseconds)
    for _ in 0..<Self.eventsPerTurn {
      if !isMaximum, let next = model.nextEventTime {
        var due = clock.due(next, now: now)
        if due > now {
          now = Int64(NIODeadline.now().uptimeNanoseconds)
          due = clock.due(next, now: now)
        }
        if due - now > clock.awakeLead { return schedule(at: .uptimeNanoseconds(UInt64(due - clock.awakeLead))) }
        while now < due { now = Int64(NIODeadline.now().uptimeNanoseconds) }
      }
      do {
        guard try model.step(into: &output) != nil else { return end(nil) }
      } catch {
        return end(error)
      }
      if !output.sends.isEmpty { clock.played() }
      let gathered = gather()
      guard !isMaximum || gathered >= Self.bytesPerWrite else { continue }
      flush()
      guard allWritable else { return }  // channelWritabilityChanged goes on
    }
    flush()
    if allWritable { schedule(at: nil) }
  }

  private var allWritable: Bool { links.values.allSatisfy { $0.isWritable || $0.isClosing } }

  /// Takes the model's frames to their links. - Returns: the most bytes any link has gathered.
  private func gather() -> Int {
    var most = 0
    for send in output.sends {
      guard let link = links[send.session] else { continue }
      link.append(output.bytes[send.frame])
      frames += 1
      most = max(most, link.pendingBytes)
    }
    output.removeAll()
    return most
  }

  private func flush() { for link in links.values { link.flush() } }

  private func deliver() {
    _ = gather()
    flush()
  }

  /// Once a second: a heartbeat for everyone who heard nothing since the last one.
  private func beat() {
    loop.scheduleTask(in: .seconds(1)) { [self] in
      guard phase == .open else { return }
      for link in links.values {
        if link.isQuiet, link.isWritable, model.isSubscribed(link.id) { model.heartbeat(to: link.id, into: &output) }
      }
      deliver()
      for link in links.values { link.isQuiet = true }
      beat()
    }
  }

  // MARK: - ending

  private func end(_ error: Diagnostic?) {
    failure = error
    _ = gather()
    if let error {
      logger.error("the market broke off", metadata: ["code": "\(error.code)", "reason": "\(error.message)"])
      close(1011, error.message, grace: .seconds(30), patience: nil)
    } else {
      close(1001, "end of recording", grace: .seconds(30), patience: nil)
    }
  }

  /// - Parameters:
  ///   - grace: for the client's answer, counted from when all bytes have left.
  ///   - patience: for the whole; `nil`: a client may read as slowly as it likes.
  private func close(_ code: UInt16, _ reason: String, grace: TimeAmount, patience: TimeAmount?) {
    if let patience {
      loop.scheduleTask(in: patience) { [self] in
        for link in links.values { link.cut() }
      }
    }
    guard phase == .open else { return }
    phase = .closing
    turn?.cancel()
    turn = nil
    for link in links.values { link.close(code, reason: reason, grace: grace) }
    finishWhenEmpty()
  }

  private func finishWhenEmpty() {
    guard phase == .closing, links.isEmpty else { return }
    phase = .done
    ending.settle(failure.map { .failure($0) } ?? .success(PlayedCounts(events: model.eventCount, frames: frames)))
  }
}
