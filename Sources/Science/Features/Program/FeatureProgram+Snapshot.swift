public import Domain

extension FeatureProgram {
  /// The state as it stands. The next write gives the same bits from here as from the program that it was taken of.
  public var snapshot: FeatureSnapshot {
    FeatureSnapshot(format: FeatureSnapshot.format, setHash: set.schema.hash, instrument: instrument, state: state)
  }

  /// A program that goes on where a snapshot was taken.
  ///
  /// - Throws: `features.snapshot` when it is of another format, set or instrument; as the other initialiser.
  public init(set: FeatureSet, instrument: Instrument, id: InstrumentID, resuming snapshot: FeatureSnapshot) throws(Diagnostic) {
    try self.init(set: set, instrument: instrument, id: id)
    func refuse(_ what: String) -> Diagnostic {
      Diagnostic(
        code: "features.snapshot", exitCode: .badData, message: "the saved features of \(snapshot.instrument.symbol) cannot be resumed: \(what)",
        hint: "discard them: the features start anew and are missing until their windows are full")
    }
    guard snapshot.format == FeatureSnapshot.format else { throw refuse("format \(snapshot.format), this program reads \(FeatureSnapshot.format)") }
    guard snapshot.setHash == set.schema.hash else {
      throw refuse("made with the set \(FeatureSchema.text(snapshot.setHash)), not with \(set.schema.hashText)")
    }
    guard snapshot.instrument == instrument else { throw refuse("the market was another or has other decimals now") }
    guard snapshot.state.fits(state) else { throw refuse("it is damaged") }
    state = snapshot.state
    for lane in state.lanes.indices { renewColumns(ofLane: lane) }
  }
}
