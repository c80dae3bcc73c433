internal import Foundation
public import Reports

/// What a run was measured on.
public struct BenchmarkMachine: Hashable, Sendable {
  /// The processor's name, as the kernel tells it.
  public let processor: String
  /// Processors that are on.
  public let cores: Int
  /// Kernel and its version.
  public let system: String
  /// Was this program compiled with optimisation?
  public let optimised: Bool

  /// A machine as its values.
  public init(processor: String, cores: Int, system: String, optimised: Bool) {
    self.processor = processor
    self.cores = cores
    self.system = system
    self.optimised = optimised
  }

  /// This one.
  public static func current() -> BenchmarkMachine {
    let told = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = told.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    let release = (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    #if DEBUG
    let optimised = false
    #else
    let optimised = true
    #endif
    return BenchmarkMachine(
      processor: name ?? "unknown", cores: ProcessInfo.processInfo.activeProcessorCount, system: "Linux \(release ?? "unknown")", optimised: optimised)
  }

  /// As JSON.
  public var json: JSONTree {
    .object([
      .init("processor", .text(processor)), .init("cores", .integer(cores)), .init("system", .text(system)), .init("optimised", .flag(optimised)),
    ])
  }
}
