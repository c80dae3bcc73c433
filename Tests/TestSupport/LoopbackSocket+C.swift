import Glibc

/// A blocking TCP connection to 127.0.0.1, for tests that want to see bytes as they are on the wire.
public final class LoopbackSocket: Sendable {
  /// What went wrong, with errno.
  public struct Failure: Error, CustomStringConvertible {
    public var call: String
    public var code: Int32
    public var description: String { "\(call) failed with errno \(code)" }
  }

  private let descriptor: Int32

  /// Connects.
  ///
  /// - Parameter timeout: whole seconds after which a silent peer is an error, so that no test hangs.
  public init(port: Int, timeout: Int = 20) throws(Failure) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(call: "socket", code: errno) }
    var limit = timeval(tv_sec: timeout, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      // SAFETY: the option's value is a timeval that outlives the call, its size is given.
      _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    // SAFETY: sockaddr_in is layout-compatible with sockaddr, its size is given, and connect keeps no pointer.
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let code = errno
      close(descriptor)
      throw Failure(call: "connect to port \(port)", code: code)
    }
  }

  /// Takes over a connection that a listener has accepted; a silent peer is an error after twenty seconds.
  init(adopting accepted: Int32) {
    descriptor = accepted
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      // SAFETY: the option's value is a timeval that outlives the call, its size is given.
      _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  /// Wakes whoever waits for bytes and tells the peer that nothing more comes.
  public func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  deinit { close(descriptor) }

  /// Sends everything.
  public func send(_ bytes: [UInt8]) throws(Failure) {
    var start = 0
    while start < bytes.count {
      // SAFETY: the range start ..< count lies within the array, whose storage lives for the closure.
      let sent = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(descriptor, buffer.baseAddress! + start, bytes.count - start, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { throw Failure(call: "send", code: errno) }
      start += sent
    }
  }

  /// Waits for bytes; empty when the peer has closed.
  public func receive(atMost count: Int = 65_536) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    // SAFETY: recv writes at most `count` bytes into the array's storage.
    let received = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, count, 0) }
    guard received >= 0 else { throw Failure(call: "recv", code: errno) }
    return Array(bytes.prefix(received))
  }
}
