internal import Domain

/// The plot area of a chart: maps values to places, draws grid, ticks and labels.
struct ChartFrame {
  static let width = 560.0
  static let height = 230.0
  static let left = 46.0
  static let right = 10.0
  static let top = 10.0
  static let bottom = 26.0

  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let size: (width: Double, height: Double)

  init(x: ClosedRange<Double>, y: ClosedRange<Double>, width: Double = width, height: Double = height) {
    self.x = x
    self.y = y
    size = (width, height)
  }

  /// The place of a value; halves keep ranges near the end of the doubles finite.
  func place(x value: Double) -> Double {
    let share = (value / 2 - x.lowerBound / 2) / (x.upperBound / 2 - x.lowerBound / 2)
    return Self.left + max(0, min(1, share)) * (size.width - Self.left - Self.right)
  }

  func place(y value: Double) -> Double {
    let share = (value / 2 - y.lowerBound / 2) / (y.upperBound / 2 - y.lowerBound / 2)
    return size.height - Self.bottom - max(0, min(1, share)) * (size.height - Self.top - Self.bottom)
  }

  /// The text of a place: tenths of a unit.
  static func text(_ place: Double) -> String {
    let tenths = Int64((place * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : DecimalText.text(tenths, scale: 1)
  }

  /// `x,y`.
  func point(_ valueX: Double, _ valueY: Double) -> String { Self.text(place(x: valueX)) + "," + Self.text(place(y: valueY)) }

  /// The chart as an element: what it shows for those who do not see it, the grid, then what `body` draws.
  func draw(into markup: inout Markup, label: String, xTicks: [AxisTicks.Tick], yTicks: [AxisTicks.Tick], _ body: (inout Markup) -> Void) {
    markup.element("svg", ["viewBox": "0 0 \(Self.text(size.width)) \(Self.text(size.height))", "role": "img", "xmlns": "http://www.w3.org/2000/svg"]) { svg in
      svg.element("title", text: label)
      let low = place(y: y.lowerBound)
      for tick in yTicks {
        let at = Self.text(place(y: tick.value))
        svg.element("line", ["class": "grid", "x1": Self.text(Self.left), "x2": Self.text(size.width - Self.right), "y1": at, "y2": at])
        svg.element("text", ["class": "tick", "x": Self.text(Self.left - 6), "y": Self.text(place(y: tick.value) + 3.5), "text-anchor": "end"], text: tick.label)
      }
      for tick in xTicks {
        let at = place(x: tick.value)
        svg.element("line", ["class": "grid", "x1": Self.text(at), "x2": Self.text(at), "y1": Self.text(low), "y2": Self.text(low + 4)])
        // A label at the rim is drawn inwards, so that it is not cut.
        let anchor = at > size.width - Self.right - 24 ? "end" : at < Self.left + 4 ? "start" : "middle"
        svg.element("text", ["class": "tick", "x": Self.text(at), "y": Self.text(low + 17), "text-anchor": anchor], text: tick.label)
      }
      body(&svg)
      svg.element("line", ["class": "axis", "x1": Self.text(Self.left), "x2": Self.text(size.width - Self.right), "y1": Self.text(low), "y2": Self.text(low)])
    }
  }
}
