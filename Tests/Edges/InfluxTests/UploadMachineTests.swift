import TestSupport
import Testing

@testable import Influx

@Suite("what to do about an answer") struct UploadMachineTests {
  private static let partial =
    #"{"error":"partial write: field type conflict: input field \"f\" on measurement \"m\" is type float dropped=1"}"#

  private func machine(_ lines: Int, mayCreate: Bool = false) -> UploadMachine {
    var machine = UploadMachine(maximumPause: .seconds(5), holdPause: .seconds(15), mayCreateDatabase: mayCreate)
    machine.begin(lines: lines)
    return machine
  }

  private func status(_ status: Int, _ words: String = "", retryAfter: Int? = nil) -> UploadAnswer {
    .status(status, words: words, retryAfter: retryAfter)
  }

  @Test("a stored batch is done", arguments: [200, 204, 299]) func stored(_ code: Int) {
    var machine = machine(10)
    #expect(machine.next == 0..<10)
    #expect(machine.answered(status(code), random: 0) == .proceed)
    #expect(machine.next == nil && machine.stored == 10 && machine.rejected == 0)
  }

  @Test(
    "an outage, 429 and 5xx bring the same lines again, after pauses that double up to their bound",
    arguments: [
      UploadAnswer.failure("refused"), .status(429, words: "", retryAfter: nil), .status(500, words: "timeout", retryAfter: nil),
      .status(503, words: "", retryAfter: nil),
    ])
  func passing(_ answer: UploadAnswer) {
    var machine = machine(10)
    for attempt in 0..<20 {
      let expected = min(Duration.milliseconds(100) * (1 << min(attempt, 10)), .seconds(5))
      #expect(
        machine.answered(answer, random: attempt % 2 == 0 ? 0 : 0.999_999)
          == .retry(after: expected * (0.5 + (attempt % 2 == 0 ? 0 : 0.999_999) / 2)))
      #expect(machine.next == 0..<10 && machine.stored == 0)
    }
    #expect(machine.answered(status(204), random: 0) == .proceed)
    machine.begin(lines: 1)
    #expect(machine.answered(answer, random: 1) == .retry(after: .milliseconds(100)), "success starts the pauses anew")
  }

  @Test("Retry-After is kept to, within the longest pause") func retryAfter() {
    var machine = machine(1)
    #expect(machine.answered(status(429, retryAfter: 3), random: 0) == .retry(after: .seconds(3)))
    #expect(machine.answered(status(503, retryAfter: 3600), random: 0) == .retry(after: .seconds(5)))
    machine.isDraining = true
    guard case .retry(let pause) = machine.answered(status(503, retryAfter: 3600), random: 1) else {
      Issue.record("no retry")
      return
    }
    #expect(pause <= .milliseconds(500), "a drain has a deadline")
  }

  @Test("a refusal that a person must mend holds the lines", arguments: [401, 403, 404, 301, 405]) func held(_ code: Int) {
    var machine = machine(10)
    for _ in 0..<3 { #expect(machine.answered(status(code, "unauthorized"), random: 0) == .hold(after: .seconds(15))) }
    #expect(machine.next == 0..<10)
  }

  @Test(
    "a 400 about the request, and a limit of the server, hold the lines too",
    arguments: [
      "database is required", "invalid precision", "<html>400 Bad Request</html>", "",
      #"{"error":"partial write: max-values-per-tag limit exceeded (100000/100000)"}"#,
      #"{"error":"partial write: max-series-per-database limit exceeded"}"#,
    ])
  func aboutTheRequest(_ words: String) {
    var machine = machine(10)
    #expect(machine.answered(status(400, words), random: 0) == .hold(after: .seconds(15)))
    #expect(machine.next == 0..<10 && machine.rejected == 0)
  }

  @Test("a missing database is made once, then held") func missingDatabase() {
    let words = #"{"error":"database not found: \"friday\""}"#
    var machine = machine(3, mayCreate: true)
    #expect(machine.answered(status(404, words), random: 0) == .createDatabase)
    #expect(machine.answered(status(404, words), random: 0) == .hold(after: .seconds(15)))
    var forbidden = self.machine(3)
    #expect(forbidden.answered(status(404, words), random: 0) == .hold(after: .seconds(15)))
  }

  @Test("a batch with bad lines is halved until each stands alone") func halved() {
    var machine = machine(4)
    #expect(machine.answered(status(400, Self.partial), random: 0) == .proceed)
    #expect(machine.next == 0..<2)
    #expect(machine.answered(status(204), random: 0) == .proceed)
    #expect(machine.next == 2..<4)
    #expect(machine.answered(status(422, ""), random: 0) == .proceed)
    #expect(machine.next == 2..<3)
    #expect(machine.answered(status(400, "unable to parse 'x'"), random: 0) == .rejected(line: 2))
    #expect(machine.answered(status(204), random: 0) == .proceed)
    #expect(machine.next == nil && machine.stored == 3 && machine.rejected == 1)
  }

  @Test("a body that is too large is sent in halves") func tooLarge() {
    var machine = machine(5)
    #expect(machine.answered(status(413), random: 0) == .proceed)
    #expect(machine.next == 0..<2)
  }

  @Test(
    "every good line is stored, in order, every bad one and no other is given up, whatever happens on the way, over seeds",
    arguments: 1...40)
  func law(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for batch in 0..<20 {
      let count = Int.random(in: 1...200, using: &dice)
      let bad = Set((0..<Int.random(in: 0...5, using: &dice)).map { _ in Int.random(in: 0..<count, using: &dice) })
      let bodyLimit = Bool.random(using: &dice) ? 200 : Int.random(in: 1...50, using: &dice)
      let troubles = dice.unit() * 0.7
      var machine = machine(count, mayCreate: Bool.random(using: &dice))
      machine.isDraining = Bool.random(using: &dice)
      var stored: [Int] = []
      var rejected: [Int] = []
      var requests = 0
      while let range = machine.next {
        requests += 1
        if requests > 100_000 { break }
        if dice.unit() < troubles {
          let trouble = [
            UploadAnswer.failure("timeout"), status(503), status(429, retryAfter: 1), status(500, "timeout"), status(401),
            status(404, "database not found"),
            status(400, "database is required"),
          ].randomElement(using: &dice)!
          switch machine.answered(trouble, random: dice.unit()) {
          case .retry(let pause), .hold(let pause): #expect(pause > .zero && pause <= .seconds(15))
          case .createDatabase: break
          case .proceed, .rejected: Issue.record("seed \(seed), batch \(batch): a trouble was taken for progress")
          }
          #expect(machine.next == range, "seed \(seed), batch \(batch): the same lines again")
          continue
        }
        let answer: UploadAnswer
        if range.count > bodyLimit {
          answer = status(413)
        } else if range.contains(where: bad.contains) {
          // The server keeps the good lines of a partial write: sent again they are the same points.
          answer = status(400, Self.partial)
        } else {
          answer = status(204)
          stored += Array(range)
        }
        if case .rejected(let line) = machine.answered(answer, random: dice.unit()) { rejected.append(line) }
      }
      #expect(stored == (0..<count).filter { !bad.contains($0) }, "seed \(seed), batch \(batch)")
      #expect(rejected == bad.sorted(), "seed \(seed), batch \(batch)")
      #expect(machine.stored == stored.count && machine.rejected == rejected.count, "seed \(seed), batch \(batch)")
    }
  }
}
