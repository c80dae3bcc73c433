import ArgumentParser
import Dispatch
import Domain
import Foundation

/// Where the process begins.
///
/// A kernel whose instructions are counted runs at once, on this thread alone: valgrind does not survive the thread juggling that an asynchronous main
/// begins with, and nothing but the kernel's own instructions should differ between two counts.
@main enum Program {
  static func main() {
    if CommandLine.arguments.dropFirst().first == "bench", CommandLine.arguments.contains("--kernel") { return kernel() }
    Task {
      await Friday.main()
      Foundation.exit(0)
    }
    dispatchMain()
  }

  private static func kernel() {
    do {
      let command = try Friday.parseAsRoot()
      if let bench = command as? BenchCommand { try bench.runKernel() }
    } catch {
      Friday.exit(withError: error)
    }
  }
}
