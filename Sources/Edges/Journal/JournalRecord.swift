public import Domain

/// A record of the journal, decoded.
public enum JournalRecord: Sendable {
  case instrument(Instrument, id: InstrumentID, exchange: String)
  case model(ModelStatement)
  case trade(Trade, pointTime: Timestamp)
  case book(BookTop, pointTime: Timestamp)
  case features(FeatureRow)
  case prediction(Prediction)
  case outcome(Outcome)
  case drift(DriftVerdict)
  case order(NewOrder)
}
