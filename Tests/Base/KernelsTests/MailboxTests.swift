import Foundation
import Kernels
import Synchronization
import Testing

/// A letter that can tell whether it arrived whole, and whose life is counted.
private final class CountedLetter: Sendable {
  static let born = Atomic<Int>(0)
  static let gone = Atomic<Int>(0)

  let number: UInt64
  let check: [UInt64]

  init(_ number: UInt64) {
    self.number = number
    check = (0..<4).map { number &* 0x9e37_79b9_7f4a_7c15 ^ $0 }
    Self.born.add(1, ordering: .relaxed)
  }

  deinit { Self.gone.add(1, ordering: .relaxed) }

  var isWhole: Bool { check.count == 4 && (0..<4).allSatisfy { check[$0] == number &* 0x9e37_79b9_7f4a_7c15 ^ UInt64($0) } }
}

@Suite("Mailbox", .serialized) struct MailboxTests {
  private final class Letter: Sendable {}

  @Test("gives what was published once, and then nothing") func once() {
    let mailbox = Mailbox<Letter>()
    #expect(mailbox.take() == nil)
    let letter = Letter()
    #expect(mailbox.publish(letter) == nil)
    #expect(mailbox.take() === letter)
    #expect(mailbox.take() == nil)
  }

  @Test("the newest letter wins, and the displaced one comes back to its publisher") func newestWins() {
    let mailbox = Mailbox<Letter>()
    let (first, second) = (Letter(), Letter())
    mailbox.publish(first)
    #expect(mailbox.publish(second) === first)
    #expect(mailbox.take() === second)
    #expect(mailbox.take() == nil)
  }

  @Test("releases what it holds: when displaced, when taken, when it goes itself") func releases() {
    weak var displaced: Letter?
    weak var taken: Letter?
    weak var left: Letter?
    var mailbox: Mailbox<Letter>? = Mailbox()
    do {
      let (first, second) = (Letter(), Letter())
      (displaced, taken) = (first, second)
      mailbox?.publish(first)
      mailbox?.publish(second)
    }
    #expect(displaced == nil && taken != nil)
    #expect(mailbox?.take() != nil)
    #expect(taken == nil)
    do {
      let third = Letter()
      left = third
      mailbox?.publish(third)
    }
    #expect(left != nil)
    mailbox = nil
    #expect(left == nil)
  }

  @Test("100,000 publications against a consumer: each letter taken is whole and in order, and each one made goes once") func concurrent() {
    let publications: UInt64 = 100_000
    CountedLetter.born.store(0, ordering: .relaxed)
    CountedLetter.gone.store(0, ordering: .relaxed)
    var taken = 0
    var broken = 0
    var latest: UInt64 = 0
    do {
      let mailbox = Mailbox<CountedLetter>()
      let displaced = Atomic<Int>(0)
      let isDone = DispatchSemaphore(value: 0)
      let publisher = Thread {
        for number in 1...publications {
          if mailbox.publish(CountedLetter(number)) != nil { displaced.add(1, ordering: .relaxed) }
        }
        isDone.signal()
      }
      publisher.start()
      while latest < publications {
        guard let letter = mailbox.take() else { continue }
        taken += 1
        if !letter.isWhole || letter.number <= latest { broken += 1 }
        latest = max(latest, letter.number)
      }
      // Its last publication was seen; the count of the displaced is final once the thread has left its loop.
      isDone.wait()
      #expect(taken + displaced.load(ordering: .relaxed) == Int(publications), "a letter is taken or displaced, never both, never neither")
    }
    #expect(broken == 0 && latest == publications && taken > 0)
    #expect(CountedLetter.born.load(ordering: .relaxed) == Int(publications))
    #expect(CountedLetter.gone.load(ordering: .relaxed) == Int(publications))
  }
}
