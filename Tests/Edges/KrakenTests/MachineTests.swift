import Domain
@testable import Kraken
import Testing

@Suite("Machines of a connection") struct MachineTests {
  @Test("a reconnect goes at once, then waits longer and longer up to five seconds") func backoff() {
    var generator = SystemRandomNumberGenerator()
    var machine = ReconnectMachine()
    var now: UInt64 = 0
    var waits: [UInt64] = []
    for _ in 0..<12 {
      waits.append(machine.lost(at: now, using: &generator))
      now += waits.last!
    }
    #expect(waits[0] == 0)
    for (index, wait) in waits.enumerated().dropFirst() {
      let full = min(5_000_000_000, UInt64(250_000_000) << UInt64(index - 1))
      #expect((full / 2...full).contains(wait))
    }
    machine.connected(at: now)
    #expect(machine.lost(at: now + 1_000_000_000, using: &generator) > 0)  // it did not stay
    machine.connected(at: now)
    #expect(machine.lost(at: now + 31_000_000_000, using: &generator) == 0)
  }

  @Test("never connects more often in ten minutes than its budget") func budget() {
    var generator = SystemRandomNumberGenerator()
    var machine = ReconnectMachine(base: 1, cap: 2, budget: 20)
    var now: UInt64 = 0
    var attempts: [UInt64] = []
    for _ in 0..<100 {
      now += machine.lost(at: now, using: &generator)
      attempts.append(now)
      now += 1_000_000
    }
    for attempt in attempts { #expect(attempts.count { $0 <= attempt && $0 + ReconnectMachine.window > attempt } <= 20) }
    #expect(now > 4 * ReconnectMachine.window)
  }

  @Test("a quiet connection is pinged once, then lost once; any sign starts anew") func liveness() {
    var watch = LivenessWatch(at: 0, patience: 5)
    #expect(watch.check(at: 4) == .alive)
    #expect(watch.check(at: 5) == .ping)
    #expect(watch.check(at: 9) == .alive)
    watch.sign(at: 9)
    #expect(watch.check(at: 13) == .alive)
    #expect(watch.check(at: 14) == .ping)
    #expect(watch.check(at: 19) == .lost)
    #expect(watch.check(at: 20) == .alive)
  }

  @Test("reads the address of an exchange") func endpoints() throws {
    let plain = try Endpoint(parsing: "ws://127.0.0.1:8443/v2")
    #expect(plain.host == "127.0.0.1" && plain.port == 8443 && plain.path == "/v2")
    let short = try Endpoint(parsing: "ws://exchange.test")
    #expect(short.host == "exchange.test" && short.port == 80 && short.path == "/")
    let six = try Endpoint(parsing: "ws://[::1]:9/v2")
    #expect(six.host == "::1" && six.port == 9)
  }

  @Test(
    "refuses an address it cannot use, saying why and what to do",
    arguments: ["wss://ws.kraken.com/v2", "http://x/", "ws://", "ws://x:0/", "ws://x:port/", "ws://a@b/", ""])
  func refusedEndpoints(url: String) {
    do {
      _ = try Endpoint(parsing: url)
      #expect(Bool(false), "accepted \(url)")
    } catch {
      #expect(error.exitCode == .badConfiguration && error.hint != nil && error.message.contains(url))
    }
  }

  @Test("a token never prints") func token() {
    let token = SessionToken("very-secret")
    var dumped = ""
    dump(token, to: &dumped)
    for text in ["\(token)", String(reflecting: token), dumped, "\([token])"] {
      #expect(!text.contains("very-secret"))
    }
    #expect("\(token)" == "•••" && token.reveal() == "very-secret")
  }

  @Test("forgets the oldest key beyond its capacity and no other") func recentMap() {
    var map = RecentMap<Int>(capacity: 3)
    for (index, key) in ["a", "b", "c", "a", "d", "e"].enumerated() { map.set(key, index) }
    #expect(map.count == 3 && map["a"] == nil && map["b"] == nil && map["c"] == 2 && map["d"] == 4 && map["e"] == 5)
  }
}
