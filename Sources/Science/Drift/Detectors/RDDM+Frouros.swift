extension RDDM {
  /// frouros's order of things, reset by its caller after an alarm: the count of warnings and the ring outlive the reset, and after a
  /// recomputation the deviation counts one value too few.
  mutating func updateAsFrouros(_ value: Double) {
    if alarm {
      (alarm, warning, isStale) = (false, false, false)
      (count, meanCount, estimation, leastRate, leastDeviation) = (0, 0, 0, .greatestFiniteMagnitude, 0)
    }
    count += 1
    if isStale { recomputeAsFrouros() }
    store(value)
    meanCount += 1
    estimation += (value - estimation) / Double(meanCount)
    guard count >= limits.minimumCount else {
      warning = false
      return
    }
    let deviation = self.deviation
    if estimation + deviation < leastRate + leastDeviation { (leastRate, leastDeviation) = (estimation, deviation) }
    if estimation + deviation > leastRate + limits.driftLevel * leastDeviation {
      alarm = true
      warning = false
      if warned == 0 { keepLatest() }
      return
    }
    if estimation + deviation > leastRate + limits.warningLevel * leastDeviation {
      if warned >= limits.warningLimit {
        // The warning flag stays as it was.
        alarm = true
        keepLatest()
      } else {
        warning = true
        warned += 1
      }
    } else {
      warning = false
      warned = 0
    }
    if count >= limits.maximumConcept, !warning { isStale = true }
  }

  private mutating func keepLatest() {
    first = (first + stored - 1) % limits.minimumConcept
    stored = 1
  }

  private mutating func recomputeAsFrouros() {
    (count, meanCount, estimation, leastRate, leastDeviation, warned) = (0, 0, 0, .greatestFiniteMagnitude, 0, 0)
    for step in 0..<stored {
      count += 1
      meanCount += 1
      estimation += (Double(kept[(first + step) % limits.minimumConcept]) - estimation) / Double(meanCount)
    }
    isStale = false
  }
}
