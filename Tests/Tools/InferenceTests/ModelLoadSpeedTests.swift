import Foundation
import TestSupport
import Testing

@testable import Inference

/// Measures loading where `$FRIDAY_MODEL_BENCH` names files, separated by colons; prints what it measured. No bound here: the machine decides.
@Suite("the speed of loading tree models", .serialized) struct ModelLoadSpeedTests {
  static let files = ProcessInfo.processInfo.environment["FRIDAY_MODEL_BENCH"]

  @Test("reads and compiles the files given in the environment, and says how fast", .enabled(if: files != nil, "no $FRIDAY_MODEL_BENCH"))
  func load() throws {
    for path in try #require(Self.files).split(separator: ":") {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: String(path))))
      var reading: [Double] = []
      var compiling: [Double] = []
      for _ in 0..<9 {
        let start = CPUClock.thread()
        let read: UInt64
        let trees: Int
        if ModelFileFormat(bytes.span) == .lightGBMText {
          let model = try LightGBMReader().read(bytes.span)
          read = CPUClock.thread()
          trees = CompiledForest(model).treeCount
        } else {
          let model = try XGBoostReader().read(bytes.span)
          read = CPUClock.thread()
          trees = CompiledForest(model).treeCount
        }
        compiling.append(Double(CPUClock.thread() - read) * 1e-6)
        reading.append(Double(read - start) * 1e-6)
        #expect(trees > 0)
      }
      reading.sort()
      compiling.sort()
      print("measured \(path): read \(reading[4]) ms, compiled \(compiling[4]) ms of CPU, medians of 9")
    }
  }
}
