import Glibc

extension SystemError {
  /// The system's words.
  var text: String {
    // SAFETY: strerror returns a NUL-ended text that is copied before any other call of this thread can replace it.
    unsafe String(cString: strerror(number))
  }
}
