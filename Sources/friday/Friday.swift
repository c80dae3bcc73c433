import ArgumentParser
import Configuration
import Logging
import Metrics
import NIOCore
import NIOPosix
import ServiceLifecycle

@main struct Friday: AsyncParsableCommand {
  func run() async throws { print("friday") }
}
