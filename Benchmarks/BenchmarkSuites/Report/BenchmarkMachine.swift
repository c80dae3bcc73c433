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

  /// The one processor that we and the peers were held to; `nil` when free.
  public let cpu: Int?

  /// A machine as its values.
  public init(processor: String, cores: Int, system: String, optimised: Bool, cpu: Int? = nil) {
    self.processor = processor
    self.cores = cores
    self.system = system
    self.optimised = optimised
    self.cpu = cpu
  }

  /// This one.
  ///
  /// - Parameter cpu: what ``CPUAffinity/pin()`` gave.
  public static func current(cpu: Int? = nil) -> BenchmarkMachine {
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
      processor: name ?? "unknown", cores: ProcessInfo.processInfo.processorCount, system: "Linux \(release ?? "unknown")", optimised: optimised,
      cpu: cpu)
  }

  /// As JSON.
  public var json: JSONTree {
    .object([
      .init("processor", .text(processor)), .init("cores", .integer(cores)), .init("system", .text(system)), .init("optimised", .flag(optimised)),
      .init("cpu", cpu.map { .integer($0) } ?? .null),
    ])
  }
}
