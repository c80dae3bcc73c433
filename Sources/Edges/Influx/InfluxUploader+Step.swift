import CoreMetrics
import HTTPTransport
import Logging
import Ports
import Synchronization

extension InfluxUploader {
  /// Fetches a batch when there is none, sends one piece of it, acts on the answer.
  func step(_ state: inout State) async -> Step {
    do {
      if state.cursor == nil {
        let cursor = try cursors.load(destination: configuration.destination)
        state.cursor = cursor
        counters.cursor.store(cursor.sequence, ordering: .relaxed)
      }
      guard let cursor = state.cursor else { return .wait(configuration.holdPause) }
      if state.batch == nil {
        let points = try await source.points(after: cursor, maximumPoints: configuration.batchPoints)
        if points.count == 0 {
          guard points.end > cursor else { return .caughtUp }
          state.cursor = points.end
          counters.cursor.store(points.end.sequence, ordering: .relaxed)
          return .progress
        }
        let batch = UploadBatch(points)
        state.machine.begin(lines: batch.lineCount)
        state.batch = batch
      }
    } catch {
      note("\(error)", &state)
      return .wait(configuration.holdPause)
    }
    if !state.isCreated, configuration.creation != nil {
      if let pause = await create(&state) { return .wait(pause) }
    }
    guard let batch = state.batch else { return .progress }
    if let range = state.machine.next {
      if let pause = await send(batch.lines(range), &state) { return .wait(pause) }
    }
    guard state.machine.next == nil else { return .progress }
    return finish(batch: state.batch ?? batch, &state)
  }

  /// Sends lines. Returns a pause when they have to go again.
  private func send(_ lines: [UInt8], _ state: inout State) async -> Duration? {
    let answer: UploadAnswer
    let words: String
    do throws(HTTPError) {
      let response = try await client.send(configuration.write(lines))
      words = String(response.text.prefix(2000))
      answer = .status(response.status, words: words, retryAfter: response.header("Retry-After").flatMap { Int($0) })
      if response.status / 100 != 2 { failed() }
      if response.status == 400 || response.status == 422 {
        log.warning("the server refused lines", metadata: ["status": "\(response.status)", "words": "\(words)"])
      }
    } catch {
      words = error.reason
      answer = .failure(error.reason)
      failed()
    }
    switch state.machine.answered(answer, random: Double.random(in: 0..<1)) {
    case .proceed:
      note(nil, &state)
      return nil
    case .rejected(let line):
      state.batch?.reject(line: line)
      counters.rejectedTotal.wrappingAdd(1, ordering: .relaxed)
      log.error("a point was refused for good", metadata: ["line": "\(state.batch?.text(line: line) ?? "")", "words": "\(words)"])
      return nil
    case .retry(let pause):
      note("\(Self.kind(answer)): \(words)", &state)
      return pause
    case .hold(let pause):
      note("\(Self.kind(answer)): \(words); a person has to mend this", &state)
      return pause
    case .createDatabase:
      state.isCreated = false
      return await create(&state) ?? .zero
    }
  }

  private static func kind(_ answer: UploadAnswer) -> String {
    switch answer {
    case .status(let status, _, _): "status \(status)"
    case .failure: "no answer"
    }
  }

  private func failed() {
    counters.failuresTotal.wrappingAdd(1, ordering: .relaxed)
    failuresMetric.increment()
  }

  /// Makes the database. Returns a pause when that did not work.
  private func create(_ state: inout State) async -> Duration? {
    guard let request = configuration.creation else { return nil }
    var pause = configuration.holdPause
    let trouble: String
    do throws(HTTPError) {
      let response = try await client.send(request)
      if response.status == 200, !response.text.contains("\"error\"") {
        state.isCreated = true
        return nil
      }
      trouble = "the database cannot be made: status \(response.status): \(response.text.prefix(500))"
      if response.status < 500, response.status != 429 {
        // Perhaps it is there and only an administrator may make one: the next write tells.
        state.isCreated = true
        failed()
        note(trouble, &state)
        return nil
      }
    } catch {
      trouble = "no answer: \(error.reason)"
      if case .retry(let shorter) = state.machine.answered(.failure(error.reason), random: Double.random(in: 0..<1)) { pause = shorter }
    }
    failed()
    note(trouble, &state)
    return state.machine.isDraining ? pause / 10 : pause
  }

  /// Every line of the batch is stored or refused for good: the cursor moves.
  private func finish(batch: UploadBatch, _ state: inout State) -> Step {
    do {
      try cursors.save(batch.points.end, destination: configuration.destination)
    } catch {
      // The points are up; the next step tries to keep the cursor again, without sending them.
      note("the cursor cannot be kept: \(error)", &state)
      return .wait(configuration.holdPause)
    }
    counters.uploadedTotal.wrappingAdd(UInt64(state.machine.stored), ordering: .relaxed)
    counters.ticksTotal.wrappingAdd(UInt64(batch.points.ticks - batch.rejectedTicks), ordering: .relaxed)
    counters.predictionsTotal.wrappingAdd(UInt64(batch.points.predictions - batch.rejectedPredictions), ordering: .relaxed)
    counters.cursor.store(batch.points.end.sequence, ordering: .relaxed)
    uploadedMetric.increment(by: state.machine.stored)
    state.cursor = batch.points.end
    state.batch = nil
    return .progress
  }
}
