import NIOCore

/// Stands next to the socket and does nothing: its context is where ready-made bytes are written, past the frame encoder.
final class OutletHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
}
