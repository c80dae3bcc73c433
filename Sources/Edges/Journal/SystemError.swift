import Glibc

/// An error number of the operating system.
struct SystemError: Error, Hashable, Sendable {
  var number: Int32
  init(_ number: Int32) { self.number = number }

  /// No room left, of whatever kind.
  var isFull: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }
  /// A matter of rights or of the place.
  var isRefused: Bool { number == EACCES || number == EPERM || number == EROFS || number == ENOTDIR || number == ENOENT }
}
