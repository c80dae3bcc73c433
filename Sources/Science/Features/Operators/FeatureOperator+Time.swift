// Operators whose outputs stay as they are until the next observation: they are not written again on events of other streams.

extension KyleLambda {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension TickRule {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension VolumeSynchronisedPIN {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension BookSpread {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension DepthImbalance {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension ImpactSpread {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension Microprice {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension LeeReady {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension TradeSpreads {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}
