public import Domain

/// A market to be played by the simulated exchange: seeded, or read from a recording.
public protocol MarketSource {
  /// The instruments, index = ``InstrumentID/index``, known before the first event.
  var instruments: [Instrument] { get }
  /// The next event in time order of the source, or `nil` at its end.
  ///
  /// - Throws: a ``Domain/Diagnostic`` that names file and line when a recording is damaged.
  mutating func next() throws(Diagnostic) -> MarketEvent?
}
