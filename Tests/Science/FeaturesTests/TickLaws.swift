import Domain
import Features
import Foundation
import TestSupport
import Testing

/// The laws of ``FeatureOperator`` for one operator over one kind of stream.
struct TickLaws<Operator: FeatureOperator> {
  let make: () throws -> Operator
  let time: (Operator.Observation) -> Int64
  let name: String

  /// The outputs after each observation that was taken, as bits.
  func outputs(_ state: inout Operator, _ observations: ArraySlice<Operator.Observation>) -> [[UInt64]?] {
    var values = [Double](repeating: .nan, count: state.outputs.count)
    return observations.map { observation in
      guard state.update(observation) else { return nil }
      var span = values.mutableSpan
      state.write(at: time(observation), into: &span)
      return values.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
    }
  }

  private func encode(_ state: Operator) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(state)
  }

  /// What an operator refuses has changed nothing: without it all else is the same.
  func refusalsChangeNothing(_ observations: [Operator.Observation]) throws {
    var state = try make()
    let all = outputs(&state, observations[...])
    let taken = zip(observations, all).filter { $0.1 != nil }
    var other = try make()
    let alone = outputs(&other, taken.map(\.0)[...])
    #expect(alone == taken.map(\.1), "\(name): a refused observation has changed something")
    #expect(try encode(other) == encode(state), "\(name): a refused observation has changed the state")
  }

  /// What comes later changes nothing that was said.
  func futureIsUnseen(_ observations: [Operator.Observation], otherwise others: [Operator.Observation]) throws {
    for cut in [1, observations.count / 3, observations.count - 1] {
      var (left, right) = (try make(), try make())
      let prefix = observations[..<cut]
      let one = outputs(&left, prefix + observations[cut...])
      let other = outputs(&right, prefix + others[...])
      #expect(one.prefix(cut) == other.prefix(cut), "\(name): the future shows in the past")
    }
  }

  /// A state that was written and read goes on bit for bit.
  func resumes(_ observations: [Operator.Observation]) throws {
    for cut in [0, 1, 7, observations.count / 2, observations.count] {
      var state = try make()
      _ = outputs(&state, observations[..<cut])
      var restored = try JSONDecoder().decode(Operator.self, from: encode(state))
      #expect(outputs(&restored, observations[cut...]) == outputs(&state, observations[cut...]), "\(name): resumed after \(cut) it says something else")
      #expect(try encode(restored) == encode(state), "\(name): resumed after \(cut) it is something else")
    }
  }

  /// After it has seen such a stream once, the same stream again takes nothing from the heap.
  func allocatesNothing(_ observations: [Operator.Observation], again: [Operator.Observation]) throws {
    var state = try make()
    var values = [Double](repeating: .nan, count: state.outputs.count)
    let times = (observations + again).map(time)
    let all = observations + again
    func feed(_ range: Range<Int>) {
      for index in range where state.update(all[index]) {
        var span = values.mutableSpan
        state.write(at: times[index], into: &span)
      }
    }
    feed(0..<observations.count)
    let made = AllocationCounter.count { feed(observations.count..<all.count) }
    #expect(made == 0, "\(name): \(again.count) observations took \(String(describing: made)) blocks from the heap")
  }
}
