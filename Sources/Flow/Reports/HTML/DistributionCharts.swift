internal import Drift

/// The two charts of a column: shares in bins, and cumulative distributions with the place where they are farthest apart.
struct DistributionCharts {
  let name: String
  let distribution: HTMLReport.Distribution
  /// The gap is marked in the alarm's colour only where it was judged to be drift.
  let isDrifted: Bool

  private var range: ClosedRange<Double> { (distribution.edges.first ?? 0)...(distribution.edges.last ?? 1) }

  /// The reference as an area, the current sample as a line over it: both can be seen where they overlap.
  func histogram(into markup: inout Markup) {
    let highest = max(distribution.referenceShares.max() ?? 0, distribution.currentShares.max() ?? 0, 1e-9)
    let frame = ChartFrame(x: range, y: 0...(highest * 1.06))
    let percent = AxisTicks(0...(highest * 106), count: 4).ticks.map { AxisTicks.Tick(value: $0.value / 100, label: $0.label + " %") }
    frame.draw(into: &markup, label: "Shares of \(name) in \(distribution.edges.count - 1) bins", xTicks: AxisTicks(range, count: 6).ticks, yTicks: percent) { svg in
      svg.element("path", ["class": "reference area", "d": steps(distribution.referenceShares, frame) + "Z"])
      svg.element("path", ["class": "current area", "d": steps(distribution.currentShares, frame) + "Z"])
      svg.element("path", ["class": "reference line", "d": steps(distribution.referenceShares, frame)])
      svg.element("path", ["class": "current line", "d": steps(distribution.currentShares, frame)])
    }
  }

  func cumulative(into markup: inout Markup) {
    let frame = ChartFrame(x: range, y: 0...1)
    let shares = [0, 0.25, 0.5, 0.75, 1].map { AxisTicks.Tick(value: $0, label: "\(Int($0 * 100)) %") }
    frame.draw(into: &markup, label: "Cumulative distributions of \(name)", xTicks: AxisTicks(range, count: 6).ticks, yTicks: shares) { svg in
      svg.element("path", ["class": "reference line", "d": curve(distribution.referenceCumulative, frame)])
      svg.element("path", ["class": "current line", "d": curve(distribution.currentCumulative, frame)])
      guard let gap = distribution.gap, range.contains(gap.location) else { return }
      let at = ChartFrame.text(frame.place(x: gap.location))
      svg.element(
        "line",
        ["class": isDrifted ? "gap drifted" : "gap", "x1": at, "x2": at, "y1": ChartFrame.text(frame.place(y: gap.reference)), "y2": ChartFrame.text(frame.place(y: gap.current))])
      let isRight = frame.place(x: gap.location) > ChartFrame.width * 0.7
      svg.element(
        "text",
        [
          "class": isDrifted ? "gap-label drifted" : "gap-label", "x": ChartFrame.text(frame.place(x: gap.location) + (isRight ? -6 : 6)),
          "y": ChartFrame.text(frame.place(y: (gap.reference + gap.current) / 2) + 4), "text-anchor": isRight ? "end" : "start",
        ], text: "D \(NumberText.short(abs(gap.reference - gap.current)))")
    }
  }

  private func steps(_ shares: [Double], _ frame: ChartFrame) -> String {
    var path = "M" + frame.point(distribution.edges[0], 0)
    for (index, share) in shares.enumerated() {
      path += "L" + frame.point(distribution.edges[index], share) + "L" + frame.point(distribution.edges[index + 1], share)
    }
    return path + "L" + frame.point(distribution.edges[distribution.edges.count - 1], 0)
  }

  private func curve(_ values: [Double], _ frame: ChartFrame) -> String {
    guard values.count > 1 else { return "M" + frame.point(range.lowerBound, 0) }
    var path = ""
    for (index, value) in values.enumerated() {
      // Halves: the distance of the rims may be more than a double holds.
      let share = Double(index) / Double(values.count - 1)
      path += (index == 0 ? "M" : "L") + frame.point(range.lowerBound * (1 - share) + range.upperBound * share, value)
    }
    return path
  }
}
