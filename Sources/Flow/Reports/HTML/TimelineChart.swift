internal import Domain
internal import Drift

/// One column's statistic over the windows of a history: line, critical values, drifted windows, change points.
struct TimelineChart {
  let statistic: String
  let starts: [Timestamp]
  let series: HTMLReport.Series

  func draw(into markup: inout Markup) {
    let shown = Self.thinned(series, to: HTMLReport.History.maximumWindows)
    let finite = (shown.map(\.value) + shown.compactMap(\.critical)).filter(\.isFinite)
    guard let first = starts.first, let last = starts.last, let highest = finite.max() else {
      markup.element("p", ["class": "note"], text: "No window of \(series.name) has a value.")
      return
    }
    let lowest = min(0, finite.min() ?? 0)
    let top = highest > lowest ? highest + (highest - lowest) * 0.08 : lowest + 1
    let span = max(1, Double(last.nanoseconds - first.nanoseconds))
    let frame = ChartFrame(x: 0...span, y: lowest...top, width: 1140, height: 210)
    let label = "\(statistic) of \(series.name) over \(starts.count) windows, \(series.changePoints.count) change points"
    frame.draw(into: &markup, label: label, xTicks: timeTicks(first, span), yTicks: AxisTicks(lowest...top, count: 4).ticks) { svg in
      for point in series.changePoints where starts.indices.contains(point) { mark(point, first, frame, &svg) }
      if !series.critical.isEmpty {
        svg.element("path", ["class": "critical", "d": path(shown.map { ($0.window, $0.critical ?? .nan) }, first, frame)])
      }
      svg.element("path", ["class": "current line", "d": path(shown.map { ($0.window, $0.value) }, first, frame)])
      for entry in shown where entry.isDrifted && entry.value.isFinite {
        svg.element(
          "circle",
          ["class": "alarm", "cx": ChartFrame.text(frame.place(x: offset(entry.window, first))), "cy": ChartFrame.text(frame.place(y: entry.value)), "r": "3.5"])
      }
    }
  }

  private func offset(_ window: Int, _ first: Timestamp) -> Double { Double(starts[window].nanoseconds - first.nanoseconds) }

  private func mark(_ window: Int, _ first: Timestamp, _ frame: ChartFrame, _ svg: inout Markup) {
    let x = frame.place(x: offset(window, first))
    let at = ChartFrame.text(x)
    svg.element("line", ["class": "change", "x1": at, "x2": at, "y1": ChartFrame.text(ChartFrame.top), "y2": ChartFrame.text(frame.place(y: frame.y.lowerBound))])
    svg.element(
      "text",
      ["class": "change-label", "x": ChartFrame.text(x + (x > 1000 ? -5 : 5)), "y": ChartFrame.text(ChartFrame.top + 10), "text-anchor": x > 1000 ? "end" : "start"],
      text: "change " + Self.day(starts[window]))
  }

  /// A line through the finite values; a gap where there is none.
  private func path(_ values: [(window: Int, value: Double)], _ first: Timestamp, _ frame: ChartFrame) -> String {
    var path = ""
    var isDown = false
    for (window, value) in values {
      guard value.isFinite else {
        isDown = false
        continue
      }
      path += (isDown ? "L" : "M") + frame.point(offset(window, first), value)
      isDown = true
    }
    return path.isEmpty ? "M0,0" : path
  }

  /// Six labels at equal distances: days, or times of day when all lies within three days.
  private func timeTicks(_ first: Timestamp, _ span: Double) -> [AxisTicks.Tick] {
    guard starts.count > 1 else { return [AxisTicks.Tick(value: 0, label: Self.day(first))] }
    let isShort = span < 3 * 86_400e9
    return (0...5).map { step in
      let value = span * Double(step) / 5
      let text = first.adding(nanoseconds: Int64(value)).description
      let parts = text.split(separator: "T")
      let time = parts.count == 2 ? String(parts[1].prefix(5)) : ""
      return AxisTicks.Tick(value: value, label: isShort ? "\(parts[0].suffix(5)) \(time)" : String(parts[0]))
    }
  }

  private static func day(_ time: Timestamp) -> String { String(time.description.prefix(10)) }

  private struct Entry {
    var window: Int
    var value: Double
    var critical: Double?
    var isDrifted: Bool
  }

  /// At most `count` windows: of neighbours the highest stands for all, so that no peak is lost; a group counts as drifted when one of
  /// its windows is.
  private static func thinned(_ series: HTMLReport.Series, to count: Int) -> [Entry] {
    let drifted = Set(series.drifted)
    let group = max(1, (series.values.count + count - 1) / count)
    return stride(from: 0, to: series.values.count, by: group).map { start in
      let windows = start..<min(start + group, series.values.count)
      let best = windows.max { (series.values[$0].isNaN ? -Double.infinity : series.values[$0]) < (series.values[$1].isNaN ? -Double.infinity : series.values[$1]) } ?? start
      return Entry(
        window: best, value: series.values[best], critical: series.critical.isEmpty ? nil : series.critical[best],
        isDrifted: windows.contains { drifted.contains($0) })
    }
  }
}
