import Domain
import NIOCore
import NIOWebSocket
import Ports

/// Takes one client's WebSocket frames to the floor, and tells it when the socket is full or free again.
final class SessionHandler<Market: MarketSource>: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame

  private let floor: ExchangeFloor<Market>
  private let link: SessionLink

  init(floor: ExchangeFloor<Market>, link: SessionLink) {
    self.floor = floor
    self.link = link
  }

  func handlerAdded(context: ChannelHandlerContext) { floor.connected(link) }

  func channelInactive(context: ChannelHandlerContext) {
    floor.disconnected(link)
    context.fireChannelInactive()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { floor.becameWritable() }
    context.fireChannelWritabilityChanged()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = Self.unwrapInboundIn(data)
    if frame.opcode == .connectionClose {
      // Our close is answered, or theirs is: either way nothing more follows.
      if !link.isClosing {
        var payload = frame.unmaskedData
        link.close(payload.readInteger() ?? 1000, reason: "", grace: .milliseconds(0))
      } else {
        link.cut()
      }
      return
    }
    guard !link.isClosing else { return }
    guard frame.maskKey != nil else { return refuse(1002, "a client masks its frames") }
    guard frame.fin, frame.opcode != .continuation else { return refuse(1003, "fragmented frames are not taken: send one frame a request") }
    switch frame.opcode {
    case .text: floor.received(frame.unmaskedData.readableBytesUInt8Span, from: link)
    case .ping:
      link.appendPong(Array(frame.unmaskedData.readableBytesView)[...])
      link.flush()
    case .pong: break
    default: refuse(1003, "requests are text frames")
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A frame beyond the limit or out of form was answered by the protocol's handler; a lost socket closes by itself.
    if !(error is NIOWebSocketError) { link.cut() }
  }

  private func refuse(_ code: UInt16, _ reason: String) { link.close(code, reason: reason, grace: .seconds(5)) }
}
