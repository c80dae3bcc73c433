/// A program to be run as a child, with its limits.
public struct ChildCommand: Hashable, Sendable {
  /// Path of the program; no search along `PATH`.
  public var executable: String
  /// Arguments behind the program's name.
  public var arguments: [String]
  /// Variables added to this process's own.
  public var environment: [String: String]
  /// Does the child see this process's variables? Off for programs that must not see its secrets.
  public var inheritsEnvironment: Bool
  /// `nil`: this process's own.
  public var workingFolder: String?
  /// After this the child is killed and its exit says so; `nil`: no limit.
  public var timeLimit: Duration?
  /// Bytes kept of each of its two streams; what comes beyond is read, counted and let go.
  public var maximumOutputBytes: Int
  /// A line longer than this is handed on in pieces.
  public var maximumLineBytes: Int
  /// Lines waiting for the reader of ``ChildProcess/lines``; beyond it the oldest is dropped.
  public var maximumPendingLines: Int
  /// Does the child read what ``ChildProcess/send(_:)`` writes? Off: it reads an empty standard input.
  public var takesInput: Bool

  /// Describes a child; nothing runs yet.
  public init(
    _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:], inheritsEnvironment: Bool = true,
    workingFolder: String? = nil, timeLimit: Duration? = nil, maximumOutputBytes: Int = 16 << 20, maximumLineBytes: Int = 64 << 10,
    maximumPendingLines: Int = 10_000, takesInput: Bool = false
  ) {
    precondition(maximumOutputBytes >= 0 && maximumLineBytes > 0 && maximumPendingLines > 0, "bounds are above 0")
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.inheritsEnvironment = inheritsEnvironment
    self.workingFolder = workingFolder
    self.timeLimit = timeLimit
    self.maximumOutputBytes = maximumOutputBytes
    self.maximumLineBytes = maximumLineBytes
    self.maximumPendingLines = maximumPendingLines
    self.takesInput = takesInput
  }
}
