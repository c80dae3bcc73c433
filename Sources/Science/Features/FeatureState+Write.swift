public import Domain

extension FeatureState {
  /// Writes the features at the latest event's time: values, mask, instrument and schema hash. The caller sets the time.
  ///
  /// - Parameter vector: made for the same set; its storage is reused.
  /// - Complexity: O(1) amortised, no allocation.
  public mutating func write(into vector: inout FeatureVector) {
    precondition(vector.values.count == 20, "the vector was made for another set")
    vector.instrument = id
    vector.schemaHash = set.schema.hash
    vector.present = FeatureMask()
    let now = now ?? 0
    if let mid = doubledMid {
      put(0, return1.value(doubledMid: mid, at: now), &vector)
      put(1, return10.value(doubledMid: mid, at: now), &vector)
      put(2, return60.value(doubledMid: mid, at: now), &vector)
      put(3, volatility10.value(at: now), &vector)
      put(4, volatility60.value(at: now), &vector)
      put(15, vwap60.value(doubledMid: mid, at: now), &vector)
      put(16, strength.value, &vector)
      let convergence = convergence.value
      let scale = 10_000 / Double(mid)  // the bars hold doubled mids too: the twos cancel
      put(17, convergence.map { $0.line * scale }, &vector)
      put(18, convergence.map { $0.signal * scale }, &vector)
      put(19, convergence.map { $0.histogram * scale }, &vector)
    } else {
      for index in 0...4 { put(index, nil, &vector) }
      for index in 15...19 { put(index, nil, &vector) }
    }
    put(5, bookValid ? spread : nil, &vector)
    put(6, bookValid ? imbalance1 : nil, &vector)
    put(7, bookValid ? imbalance5 : nil, &vector)
    put(8, bookValid ? microprice : nil, &vector)
    put(9, bookValid ? flow1.scaled(at: now) : nil, &vector)
    put(10, bookValid ? flow10.scaled(at: now) : nil, &vector)
    put(11, intensity10.value(at: now), &vector)
    put(12, intensity60.value(at: now), &vector)
    put(13, trades10.value(at: now), &vector)
    put(14, trades60.value(at: now), &vector)
  }

  @inline(__always) private func put(_ index: Int, _ value: Double?, _ vector: inout FeatureVector) {
    vector.set(index, value ?? .nan)
  }
}
