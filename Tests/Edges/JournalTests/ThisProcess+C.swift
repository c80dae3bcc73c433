import Glibc

/// What tests ask of the operating system about this process.
enum ThisProcess {
  /// From now on no file of this process grows beyond so many bytes: a write that would is an error, as on a full disk.
  static func limitFiles(to bytes: Int) {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    // SAFETY: the limit outlives the call.
    let result = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    precondition(result == 0, "a process may lower its own limits")
  }

  static func killItself() { kill(getpid(), SIGKILL) }
}
