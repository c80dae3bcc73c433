@testable import friday
import Domain
import Simulation
import Testing

@Suite("RunSource")
struct RunSourceTests {
  private func settings() async throws -> Settings { try await Settings.read(path: nil) }

  @Test("Without anything said it is the seeded market at twenty times its pace, from now on")
  func plain() async throws {
    guard case .seeded(let configuration, let pace, let described) = RunSource.choose(settings: try await settings(), replay: nil, speed: nil, seed: nil) else {
      Issue.record("no seeded market")
      return
    }
    #expect(configuration.seed == 1 && configuration.eventsPerSecond == 6 && configuration.regimeLength == 1_200_000_000_000 && pace == .eventTime(speed: 20))
    #expect(configuration.start > RunSource.fixedStart && described.contains("seed 1") && described.contains("20×"))
  }

  @Test("A seed fixes the start too, so that two runs are equal in all their times")
  func seeded() async throws {
    let settings = try await settings()
    let sources = [1, 2].map { _ in RunSource.choose(settings: settings, replay: nil, speed: .max, seed: 7) }
    for source in sources {
      guard case .seeded(let configuration, let pace, _) = source else {
        Issue.record("no seeded market")
        return
      }
      #expect(configuration.seed == 7 && configuration.start == RunSource.fixedStart && pace == .max && source.isUnpaced)
    }
  }

  @Test("A recording named on the command line goes before an exchange in the configuration, and plays at its own pace")
  func replay() async throws {
    var settings = try await settings()
    settings.exchangeURL = "ws://127.0.0.1:1/v2"
    guard case .recording(let path, let pace, let described) = RunSource.choose(settings: settings, replay: "/x/trades.csv", speed: nil, seed: nil) else {
      Issue.record("no recording")
      return
    }
    #expect(path == "/x/trades.csv" && pace == .eventTime(speed: 1) && described == "recording trades.csv, 1×")
    guard case .exchange(let url, _, _) = RunSource.choose(settings: settings, replay: nil, speed: nil, seed: nil) else {
      Issue.record("no exchange")
      return
    }
    #expect(url == "ws://127.0.0.1:1/v2")
  }
}
