import Domain
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Ports

extension ClientCore {
  /// Opens a connection; what becomes of it arrives as ``opened(_:_:)`` or ``closed(_:)``.
  func connect(_ role: Role) {
    guard !isStopping, let endpoint = links[role.rawValue].endpoint else { return }
    links[role.rawValue].state = .connecting
    links[role.rawValue].since = Self.now
    links[role.rawValue].retry = nil
    links[role.rawValue].closeCode = nil
    links[role.rawValue].channel = nil
    let bound = NIOLoopBound(self, eventLoop: loop)
    ClientBootstrap(group: loop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connectTimeout(.nanoseconds(Int64(options.patience)))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try bound.value.configure(channel, role, endpoint) }
      }
      .connect(host: endpoint.host, port: endpoint.port)
      .whenComplete { result in
        let core = bound.value
        switch result {
        case .failure(let error):
          core.failed(role, "\(error)")
          core.closed(role)
        case .success(let channel):
          if core.links[role.rawValue].state != .open { core.links[role.rawValue].channel = channel }
          channel.closeFuture.whenComplete { _ in bound.value.closed(role) }
          if core.isStopping { channel.close(promise: nil) }
        }
      }
  }

  private func configure(_ channel: any Channel, _ role: Role, _ endpoint: Endpoint) throws {
    let stamp = ReadStamp()
    let bound = NIOLoopBound(self, eventLoop: loop)
    let stampBound = NIOLoopBound(stamp, eventLoop: loop)
    try channel.pipeline.syncOperations.addHandler(stamp, position: .first)
    let request = UpgradeRequestHandler(endpoint: endpoint) { why in bound.value.failed(role, why) }
    let requestBound = NIOLoopBound(request, eventLoop: loop)
    let upgrader = NIOWebSocketClientUpgrader(maxFrameSize: FrameHandler<Sink>.maximumMessage) { channel, _ in
      channel.eventLoop.makeCompletedFuture {
        let handler = FrameHandler(core: bound.value, role: role, stamp: stampBound.value)
        try channel.pipeline.syncOperations.addHandler(handler)
        // Before any frame that came with the upgrade's answer is decoded.
        bound.value.opened(role, channel)
      }
    }
    try channel.pipeline.syncOperations.addHTTPClientHandlers(
      leftOverBytesStrategy: .forwardBytes,
      withClientUpgrade: (
        upgraders: [upgrader],
        completionHandler: { context in context.pipeline.syncOperations.removeHandler(requestBound.value, promise: nil) }
      ))
    try channel.pipeline.syncOperations.addHandler(request)
  }

  private func opened(_ role: Role, _ channel: any Channel) {
    let now = Self.now
    if links[role.rawValue].hasBeenOpen { reconnects += 1 }
    links[role.rawValue].hasBeenOpen = true
    links[role.rawValue].state = .open
    links[role.rawValue].since = now
    links[role.rawValue].channel = channel
    links[role.rawValue].reconnect.connected(at: now)
    links[role.rawValue].watch = LivenessWatch(at: now, patience: options.patience)
    links[role.rawValue].lastError = nil
    logger.info("feed connected", metadata: ["connection": "\(role.name)"])
    switch role {
    case .market:
      perform(market.connected(), role)
      sink.connectionChanged(true)
    case .account: perform(account.connected(), role)
    }
  }

  /// Something went wrong on a connection; that it ends is reported apart.
  func failed(_ role: Role, _ why: String) { links[role.rawValue].lastError = why }

  func serverCloses(_ role: Role, code: Int?, reason: String) {
    links[role.rawValue].closeCode = code ?? 1005
    links[role.rawValue].lastError = "the server closed with \(code.map { "\($0)" } ?? "no code") \(reason)"
  }

  /// A connection has ended, or an attempt has failed.
  private func closed(_ role: Role) {
    let link = links[role.rawValue]
    guard link.state == .open || link.state == .connecting else { return }
    let wasOpen = link.state == .open
    links[role.rawValue].state = .waiting
    links[role.rawValue].channel = nil
    let why = link.lastError ?? "the connection ended"
    if wasOpen {
      switch role {
      case .market:
        market.disconnected()
        sink.connectionChanged(false)
      case .account: perform(account.disconnected(), role)
      }
    }
    if isStopping {
      concludeIfQuiet()
      return
    }
    logger.warning("feed connection lost", metadata: ["connection": "\(role.name)", "why": "\(why)", "was_open": "\(wasOpen)"])
    if options.stopWhenServerCloses, wasOpen, link.closeCode == 1000 || link.closeCode == 1001 {
      // The end of a recording: nothing more will come on this connection. The market's end is the end of the run.
      if role == .market { stop() }
      return
    }
    if options.failFast, !link.hasBeenOpen, let endpoint = link.endpoint {
      failure = Diagnostic(
        code: "feed.connect", exitCode: .unavailable,
        message: "cannot connect to the exchange at \(endpoint.host):\(endpoint.port)\(endpoint.path): \(why)",
        hint: "check that the exchange is running, that the address is right, and that nothing between refuses the connection")
      stop()
      return
    }
    let wait = links[role.rawValue].reconnect.lost(at: Self.now, using: &generator)
    let bound = NIOLoopBound(self, eventLoop: loop)
    links[role.rawValue].retry = loop.scheduleTask(in: .nanoseconds(Int64(wait))) { bound.value.connect(role) }
  }

  /// Says goodbye on both connections and takes what they still deliver; ends when they have, two seconds later at the latest.
  func stop() {
    guard !isStopping else { return }
    isStopping = true
    for role in Role.allCases {
      links[role.rawValue].retry?.cancel()
      guard let channel = links[role.rawValue].channel else { continue }
      if links[role.rawValue].state == .open, links[role.rawValue].closeCode == nil {
        var code = channel.allocator.buffer(capacity: 2)
        code.writeInteger(UInt16(1000))
        let close = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: code)
        channel.pipeline.syncOperations.writeAndFlush(NIOAny(close), promise: nil)
      } else if links[role.rawValue].state == .connecting {
        channel.close(promise: nil)
      }
    }
    let bound = NIOLoopBound(self, eventLoop: loop)
    loop.scheduleTask(in: .seconds(2)) { bound.value.conclude() }
    concludeIfQuiet()
  }

  private func concludeIfQuiet() {
    guard links.allSatisfy({ $0.state == .unused || $0.state == .waiting }) else { return }
    conclude()
  }

  private func conclude() {
    guard !isConcluded else { return }
    housekeeper?.cancel()
    sink.housekeeping(counters)
    isConcluded = true
    for link in links { link.channel?.close(promise: nil) }
    gateway.wake = {}
    gateway.refuse = { _ in }
    finished(sink)
    if let failure { ended.fail(failure) } else { ended.succeed() }
  }
}
