import Glibc

/// A TCP socket that listens on a free loopback port.
final class LoopbackListener: Sendable {
  let port: Int
  private let descriptor: Int32

  /// - Parameter port: 0 for any free one.
  init(port wanted: Int = 0) throws(LoopbackSocket.Failure) {
    let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    descriptor = opened
    guard opened >= 0 else { throw LoopbackSocket.Failure(call: "socket", code: errno) }
    var yes: Int32 = 1
    // SAFETY: the option's value is an Int32 that outlives the call, its size is given.
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(wanted).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // SAFETY: sockaddr_in is layout-compatible with sockaddr, its size is given, and no call keeps the pointer.
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
        guard unsafe bind(opened, generic, length) == 0, listen(opened, 64) == 0 else { return -1 }
        return unsafe getsockname(opened, generic, &length)
      }
    }
    guard result == 0 else {
      let code = errno
      close(opened)
      throw LoopbackSocket.Failure(call: "listen on port \(wanted)", code: code)
    }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }

  /// The next connection; `nil` after ``stop()``.
  func next() -> LoopbackSocket? {
    let accepted = accept(descriptor, nil, nil)
    return accepted < 0 ? nil : LoopbackSocket(adopting: accepted)
  }

  /// Ends waiting for connections, for good.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
