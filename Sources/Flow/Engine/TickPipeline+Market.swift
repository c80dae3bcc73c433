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
    // A refused instrument got no lane: those behind it are none of a stopped engine's business.
    guard failure == nil, index >= lanes.count else { return }
    precondition(index == lanes.count, "instruments are numbered in order of appearance")
    let isTaken = recording { () throws(Diagnostic) in
      let lane = try InstrumentLane(id: id, instrument: instrument, configuration: configuration)
      try records.append(instrument: instrument, id: id)
      lanes.append(lane)
    }
    guard isTaken else { return }
    laneBySymbol[instrument.symbol] = index
    if let refusal = lanes[index].resumeRefusal { alerts?.alert(.low, code: refusal.code, message: "\(refusal.message); they start anew") }
  }

  public func trade(_ trade: Trade, readReturned: UInt64) {
    guard failure == nil else { return }
    let started = clock.monotonic()
    let startedCPU = sampleCPU()
    guard takeModels() else { return }
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
    let startedCPU = sampleCPU()
    guard takeModels() else { return }
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
    guard failure == nil else { return }
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
  private func tick(_ lane: InstrumentLane, at time: Timestamp, eventTime: Timestamp, readReturned: UInt64, started: UInt64, startedCPU: UInt64?) {
    lane.ticks += 1
    lane.latestTime = eventTime
    self.eventTime = eventTime
    lane.vector.time = time
    lane.features.write(into: &lane.vector)
    // One reference for the whole tick: each look at a lane's field would count it up and down again.
    let vector = lane.vector
    let isPoint = time >= lane.nextFeaturePoint
    if isPoint { lane.nextFeaturePoint = time.adding(nanoseconds: configuration.featurePointSpacing) }
    guard recording({ () throws(Diagnostic) in try records.append(features: vector, asPoint: isPoint) }) else { return }
    guard let doubledMid = lane.features.doubledMid else { return }

    guard let score = score(0, vector) else { return }
    let prediction = Prediction(
      instrument: lane.id, time: time, model: modelIndices[0], schemaHash: vector.schemaHash, margin: Float(score.margin),
      probability: Float(score.value), doubledMid: doubledMid)
    guard recording({ () throws(Diagnostic) in try records.append(prediction: prediction) }) else { return }
    let isBlocked = assess(prediction, vector)
    lane.latest = isBlocked ? nil : prediction
    if lane.latestSwaps != swaps {
      lane.latestSwaps = swaps
      lane.latestModel = models.champion.version
    }
    lane.predictions += 1
    roster.predicted(prediction.model)
    measure(readReturned: readReturned, started: started, startedCPU: startedCPU)

    let waits = afterPrediction(lane, prediction, vector, isBlocked: isBlocked, eventTime: eventTime)
    if failure == nil { scoreChallengers(lane, prediction, vector, waits: waits) }
  }

  /// Holds the champion's prediction against the ``SignalRules`` and counts what they say.
  ///
  /// - Returns: is it no probability, so that nobody may act on it?
  @inline(__always) private func assess(_ prediction: borrowing Prediction, _ vector: borrowing FeatureVector) -> Bool {
    let assessment = configuration.signals.assess(probability: Double(prediction.probability), volatility: volatility?.read(vector))
    if assessment.isBlocked { snapshot.predictionsBlocked += 1 }
    if !assessment.warnings.isEmpty { snapshot.predictionsDoubtful += 1 }
    return assessment.isBlocked
  }

  /// The thread's clock at the first tick and every 17th after it, else `nil`: a reading is a system call of 0.4 µs, a third of what a tick takes.
  /// The step is a prime, so that no rhythm of the feed keeps one kind of tick out of the sample.
  @inline(__always) private func sampleCPU() -> UInt64? {
    if ticksToSample > 0 {
      ticksToSample -= 1
      return nil
    }
    ticksToSample = 16
    return clock.threadCPU()
  }

  private func measure(readReturned: UInt64, started: UInt64, startedCPU: UInt64?) {
    let now = clock.monotonic()
    service.record(nanoseconds: now &- started)
    if let startedCPU { cpu.record(nanoseconds: clock.threadCPU() &- startedCPU) }
    if configuration.measuresQueueing { queueing.record(nanoseconds: now &- readReturned) }
  }

  /// Behind the prediction, off its latency: outcomes whose horizon has passed, drift, the strategy.
  ///
  /// - Parameter isBlocked: it waits for its outcome like any other, but the strategy does not see it; it only leaves what it holds.
  /// - Returns: does the prediction wait for its outcome?
  private func afterPrediction(
    _ lane: InstrumentLane, _ prediction: Prediction, _ vector: borrowing FeatureVector, isBlocked: Bool, eventTime: Timestamp
  ) -> Bool {
    verdictBuffer.removeAll(keepingCapacity: true)
    lane.outcomes.observe(doubledMid: prediction.doubledMid, at: prediction.time) { prediction in
      miss(lane, prediction)
    } resolved: { outcome, _ in
      guard failure == nil else { return }
      do throws(Diagnostic) {
        try records.append(outcome: outcome)
      } catch {
        return stop(error)
      }
      // Of a champion that left only the score goes on: what it said says nothing of drift under its successor. What is no probability is left out:
      // the watch's guarantee is one for numbers in 0…1.
      if outcome.prediction.model == modelIndices[0], outcome.prediction.probability >= 0, outcome.prediction.probability <= 1 {
        lane.drift.observe(
          squaredError: outcome.squaredError, probability: Double(outcome.prediction.probability), at: outcome.resolved, verdicts: &verdictBuffer)
      }
      resolve(lane, outcome)
    }
    let waits = lane.outcomes.add(prediction)
    if !waits { roster.missed(prediction.model) }
    lane.drift.observe(vector, verdicts: &verdictBuffer)
    for verdict in verdictBuffer { take(verdict, lane) }
    guard failure == nil else { return waits }
    // A closure of its own, not the method: that would be a heap block a tick.
    let order =
      isBlocked
      ? lane.strategy?.leave(at: prediction.time, clientID: { nextClientID() })
      : lane.strategy?.decide(prediction, clientID: { nextClientID() })
    if let order { send(order) }
    pollReconciliation(at: eventTime)
    return waits
  }

  private func take(_ verdict: DriftVerdict, _ lane: InstrumentLane) {
    guard failure == nil, recording({ () throws(Diagnostic) in try records.append(drift: verdict) }) else { return }
    snapshot.driftChecks += 1
    lane.keep(verdict)
    verdictsChanged = true
    if verdict.raisesAlarm {
      snapshot.driftAlarms += 1
      snapshot.alarms.insert(verdict, at: 0)
      if snapshot.alarms.count > 50 { snapshot.alarms.removeLast() }
    }
  }
}
