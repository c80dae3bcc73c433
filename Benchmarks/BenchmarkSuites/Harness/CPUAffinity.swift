internal import Foundation
internal import Jobs

/// Holds this process, and the children it starts from then on, to one processor: both sides of a row then share its caches and its clock.
public enum CPUAffinity {
  /// Pins all threads of the process to the last processor that it may use, by util-linux's `taskset`.
  ///
  /// - Returns: the processor's number, or `nil` where there is no `taskset` or the system refused.
  public static func pin() async -> Int? {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    guard let cpu = lastAllowed(status), let program = ["/usr/bin/taskset", "/bin/taskset"].first(where: FileManager.default.isExecutableFile(atPath:))
    else { return nil }
    let arguments = ["-a", "-p", "-c", "\(cpu)", "\(ProcessInfo.processInfo.processIdentifier)"]
    let exit = try? await ChildProcess.run(ChildCommand(program, arguments, timeLimit: .seconds(60)))
    return exit?.status == .exited(code: 0) ? cpu : nil
  }

  /// The last processor of the line `Cpus_allowed_list:	0-1,4` in a process's status.
  static func lastAllowed(_ status: String) -> Int? {
    let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    return line?.split { !$0.isNumber }.last.flatMap { Int($0) }
  }
}
