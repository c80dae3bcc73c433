public import Domain
import Drift
import Features
import Inference
import Ports
import Statistics
import Training

extension TickPipeline {
  public func instrument(_ instrument: Instrument, id: InstrumentID) {
    let index = Int(id.index)
    guard index >= lanes.count else { return }
    precondition(index == lanes.count, "instruments are numbered in order of appearance")
    guard failure == nil, recording({ () throws(Diagnostic) in try records.append(instrument: instrument, id: id) }) else { return }
    lanes.append(InstrumentLane(id: id, instrument: instrument, configuration: configuration))
    laneBySymbol[instrument.symbol] = index
  }

  public func trade(_ trade: Trade, readReturned: UInt64) {
    guard failure == nil else { return }
    let started = clock.monotonic()
    let startedCPU = clock.threadCPU()
    let lane = lanes[Int(trade.instrument.index)]
    guard let pointTime = uniqueTime(trade.time, lane) else { return }
    guard recording({ () throws(Diagnostic) in try records.append(trade: trade, pointTime: pointTime) }) else { return }
    lane.lastTrade = trade.price
    lane.features.update(trade: trade)
    tick(lane, at: pointTime, eventTime: trade.time, readReturned: readReturned, started: started, startedCPU: startedCPU)
  }

  public func book(_ top: borrowing BookTop, readReturned: UInt64) {
    guard failure == nil else { return }
    let started = clock.monotonic()
    let startedCPU = clock.threadCPU()
    let lane = lanes[Int(top.instrument.index)]
    let eventTime = top.time
    guard let pointTime = uniqueTime(eventTime, lane) else { return }
    do throws(Diagnostic) {
      try records.append(book: top, pointTime: pointTime)
    } catch {
      return stop(error)
    }
    lane.bestBid = top.bidCount > 0 ? top.bid(0) : nil
    lane.bestAsk = top.askCount > 0 ? top.ask(0) : nil
    lane.features.update(book: top)
    tick(lane, at: pointTime, eventTime: eventTime, readReturned: readReturned, started: started, startedCPU: startedCPU)
  }

  public func bookInvalidated(_ instrument: InstrumentID) {
    let lane = lanes[Int(instrument.index)]
    lane.bestBid = nil
    lane.bestAsk = nil
    lane.features.invalidateBook()
  }

  public func connectionChanged(_ connected: Bool) {
    snapshot.connected = connected
    publish()
  }

  private func uniqueTime(_ time: Timestamp, _ lane: InstrumentLane) -> Timestamp? {
    if let pointTime = lane.ordinals.pointTime(for: time) { return pointTime }
    stop(
      Diagnostic(
        code: "engine.microsecond_full", exitCode: .badData,
        message: "more than 1,000 events of \(lane.instrument.symbol) carry the time \(time): a 1,001st cannot get a point of its own",
        hint: "check the source's clock: its times do not advance"))
    return nil
  }

  /// What every tick does once its own record is appended and its features updated.
  private func tick(_ lane: InstrumentLane, at time: Timestamp, eventTime: Timestamp, readReturned: UInt64, started: UInt64, startedCPU: UInt64) {
    lane.ticks += 1
    lane.latestTime = eventTime
    self.eventTime = eventTime
    snapshot.ticks += 1
    lane.vector.time = time
    lane.features.write(into: &lane.vector)
    let isPoint = time >= lane.nextFeaturePoint
    if isPoint { lane.nextFeaturePoint = time.adding(nanoseconds: configuration.featurePointSpacing) }
    guard recording({ () throws(Diagnostic) in try records.append(features: lane.vector, asPoint: isPoint) }) else { return }
    guard let doubledMid = lane.features.doubledMid else { return }

    let score: Score
    do {
      score = try configuration.model.predict(lane.vector)
    } catch {
      return stop(
        Diagnostic(
          code: "engine.schema_mismatch", exitCode: .badData,
          message: "model \(configuration.model.version) was fed with features of another schema: \(error)",
          hint: "retrain the model on the configured feature set, or configure the set it was trained on"))
    }
    let prediction = Prediction(
      instrument: lane.id, time: time, model: 0, schemaHash: lane.vector.schemaHash, margin: Float(score.margin),
      probability: Float(score.value), doubledMid: doubledMid)
    guard recording({ () throws(Diagnostic) in try records.append(prediction: prediction) }) else { return }
    lane.latest = prediction
    lane.predictions += 1
    snapshot.predictions += 1
    measure(readReturned: readReturned, started: started, startedCPU: startedCPU)

    afterPrediction(lane, prediction, eventTime: eventTime)
  }

  private func measure(readReturned: UInt64, started: UInt64, startedCPU: UInt64) {
    let now = clock.monotonic()
    service.record(nanoseconds: now &- started)
    cpu.record(nanoseconds: clock.threadCPU() &- startedCPU)
    if configuration.measuresQueueing { queueing.record(nanoseconds: now &- readReturned) }
  }

  /// Behind the prediction, off its latency: outcomes whose horizon has passed, drift, the strategy.
  private func afterPrediction(_ lane: InstrumentLane, _ prediction: Prediction, eventTime: Timestamp) {
    verdictBuffer.removeAll(keepingCapacity: true)
    lane.outcomes.observe(doubledMid: prediction.doubledMid, at: prediction.time) { outcome, _ in
      guard failure == nil else { return }
      do throws(Diagnostic) {
        try records.append(outcome: outcome)
      } catch {
        return stop(error)
      }
      let squaredError = outcome.squaredError
      squaredErrorSum += squaredError
      snapshot.outcomes += 1
      if outcome.happened { snapshot.outcomesHappened += 1 }
      lane.drift.observe(
        squaredError: squaredError, probability: Double(outcome.prediction.probability), at: outcome.resolved, verdicts: &verdictBuffer)
    }
    _ = lane.outcomes.add(prediction)
    lane.drift.observe(lane.vector, verdicts: &verdictBuffer)
    for verdict in verdictBuffer { take(verdict) }
    guard failure == nil else { return }
    if let order = lane.strategy?.decide(prediction, clientID: nextClientID) { send(order) }
    pollReconciliation(at: eventTime)
  }

  private func take(_ verdict: DriftVerdict) {
    guard failure == nil, recording({ () throws(Diagnostic) in try records.append(drift: verdict) }) else { return }
    snapshot.driftChecks += 1
    if let index = snapshot.verdicts.firstIndex(where: {
      $0.symbol == verdict.symbol && $0.feature == verdict.feature && $0.test == verdict.test
    }) {
      snapshot.verdicts[index] = verdict
    } else {
      snapshot.verdicts.append(verdict)
    }
    if verdict.raisesAlarm {
      snapshot.driftAlarms += 1
      snapshot.alarms.insert(verdict, at: 0)
      if snapshot.alarms.count > 50 { snapshot.alarms.removeLast() }
    }
  }
}
