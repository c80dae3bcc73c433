internal import Domain
internal import Drift

extension HTMLReport {
  /// The whole page, UTF-8, ended by a line end.
  ///
  /// - Complexity: O(columns shown); a few megabytes at most, whatever is given.
  public var page: String {
    var markup = Markup()
    markup.add(raw: "<!DOCTYPE html>\n")
    markup.element("html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"]) { html in
      html.element("head") { head in
        head.element("meta", ["charset": "utf-8"])
        head.element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        head.element("meta", ["name": "color-scheme", "content": "light dark"])
        head.element("title", text: title)
        head.element("style") { $0.add(raw: Self.style) }
      }
      html.element("body") { body in
        body.element("main") { main in
          heading(&main)
          if !columns.isEmpty { summary(&main) }
          if let history { timelines(history, &main) }
          if !shown.isEmpty { cards(&main) }
          footer(&main)
        }
      }
    }
    return markup.text + "\n"
  }

  /// Indices of the columns, the drifted first.
  private var ranked: [Int] { columns.indices.filter { columns[$0].drifted } + columns.indices.filter { !columns[$0].drifted } }

  /// Columns that get charts.
  private var shown: [Int] { Array(ranked.filter { columns[$0].distribution != nil || !columns[$0].facts.isEmpty }.prefix(Self.maximumCharts)) }

  private func heading(_ main: inout Markup) {
    main.element("h1", text: title)
    main.element("div", ["class": drifted ? "verdict drifted" : "verdict"]) { box in
      badge(drifted, &box)
      box.element("span", text: verdict)
    }
  }

  private func badge(_ drifted: Bool, _ markup: inout Markup) {
    markup.element("span", ["class": drifted ? "badge drifted" : "badge"], text: drifted ? "▲ drifted" : "● no drift shown")
  }

  private func summary(_ main: inout Markup) {
    let names = columns[0].figures.prefix(Column.maximumFigures).map(\.name)
    let charted = Set(shown)
    main.element("h2", text: columns.count == 1 ? "One column" : "\(columns.count) columns, \(columns.count { $0.drifted }) drifted")
    main.element("div", ["class": "scroll"]) { box in
      box.element("table") { table in
        table.element("thead") { head in
          head.element("tr") { row in
            row.element("th", ["scope": "col"], text: "column")
            for name in names { row.element("th", ["scope": "col"], text: name) }
            row.element("th", ["scope": "col"], text: "judgement")
          }
        }
        table.element("tbody") { body in
          for index in ranked.prefix(Self.maximumRows) { summaryRow(index, names, charted.contains(index), &body) }
        }
      }
    }
    if columns.count > Self.maximumRows {
      main.element("p", ["class": "note"], text: "\(columns.count - Self.maximumRows) further columns are not listed here; the JSON document has them all.")
    }
  }

  private func summaryRow(_ index: Int, _ names: [String], _ isCharted: Bool, _ body: inout Markup) {
    let column = columns[index]
    body.element("tr") { row in
      row.element("td", ["class": "name"]) { cell in
        if isCharted { cell.element("a", ["href": "#column-\(index)"], text: column.name, limit: 120) } else { cell.add(column.name, limit: 120) }
      }
      for name in names {
        let figure = column.figures.first { $0.name == name }
        let isOver = zip(figure?.value, figure?.critical).map { abs($0) >= $1 } ?? false
        row.element("td", ["class": isOver ? "over" : "value"], text: figure?.value.map(NumberText.short) ?? "–")
      }
      row.element("td") { badge(column.drifted, &$0) }
    }
  }

  private func zip(_ left: Double?, _ right: Double?) -> (Double, Double)? {
    guard let left, let right else { return nil }
    return (left, right)
  }

  private func cards(_ main: inout Markup) {
    main.element("h2", text: "Reference against current")
    main.element("div", ["class": "legend"]) { legend in
      key("reference", "reference", &legend)
      key("current", "current", &legend)
    }
    for index in shown { card(columns[index], id: "column-\(index)", &main) }
    let charted = columns.count { $0.distribution != nil || !$0.facts.isEmpty }
    if charted > shown.count { main.element("p", ["class": "note"], text: "\(charted - shown.count) further columns are listed above without charts.") }
  }

  private func key(_ kind: String, _ meaning: String, _ legend: inout Markup) {
    legend.element("span") { entry in
      entry.element("span", ["class": "key \(kind)"]) { _ in }
      entry.add(meaning)
    }
  }

  private func card(_ column: Column, id: String, _ main: inout Markup) {
    main.element("section", ["class": "card", "id": id]) { card in
      card.element("div", ["class": "head"]) { head in
        head.element("h3", text: column.name, limit: 120)
        badge(column.drifted, &head)
      }
      card.element("p", ["class": "reason"], text: column.reason)
      if let distribution = column.distribution {
        let charts = DistributionCharts(name: String(column.name.prefix(120)), distribution: distribution, isDrifted: column.drifted)
        card.element("div", ["class": "charts"]) { grid in
          grid.element("figure") { figure in
            figure.element("figcaption", text: "Share of rows in each bin")
            charts.histogram(into: &figure)
          }
          grid.element("figure") { figure in
            figure.element("figcaption", text: "Share of rows at or below each value")
            charts.cumulative(into: &figure)
          }
        }
        let beyond = distribution.referenceBeyond + distribution.currentBeyond
        if beyond > 0 {
          card.element(
            "p", ["class": "note"],
            text: "Outside the view: \(distribution.referenceBeyond) values of the reference, \(distribution.currentBeyond) of the current sample.")
        }
      }
      if !column.facts.isEmpty { facts(column.facts, &card) }
    }
  }

  private func facts(_ facts: [Fact], _ card: inout Markup) {
    let facts = facts.prefix(Column.maximumFigures)
    card.element("div", ["class": "scroll"]) { box in
      box.element("table") { table in
        table.element("thead") { head in
          head.element("tr") { row in
            row.element("th", ["scope": "col"]) { _ in }
            for fact in facts { row.element("th", ["scope": "col"], text: fact.name) }
          }
        }
        table.element("tbody") { body in
          for (name, values) in [("reference", facts.map(\.reference)), ("current", facts.map(\.current))] {
            body.element("tr") { row in
              row.element("th", ["scope": "row"], text: name)
              for value in values { row.element("td", text: value.map(NumberText.short) ?? "–") }
            }
          }
        }
      }
    }
  }

  private func timelines(_ history: History, _ main: inout Markup) {
    main.element("h2", text: "Over time: \(history.statistic)")
    main.element("div", ["class": "legend"]) { legend in
      key("current", "window", &legend)
      key("dash", "critical value", &legend)
      key("dot", "drifted window", &legend)
      key("mark", "change point", &legend)
    }
    let weight = { (series: Series) in series.changePoints.isEmpty ? (series.drifted.isEmpty ? 2 : 1) : 0 }
    let ranked = (0...2).flatMap { rank in history.series.filter { weight($0) == rank } }
    for series in ranked.prefix(History.maximumSeries) {
      main.element("section", ["class": "card"]) { card in
        card.element("div", ["class": "head"]) { head in
          head.element("h3", text: series.name, limit: 120)
          head.element(
            "span", ["class": series.drifted.isEmpty ? "badge" : "badge drifted"],
            text: "\(series.drifted.count) of \(history.starts.count) windows drifted")
        }
        TimelineChart(statistic: history.statistic, starts: history.starts, series: series).draw(into: &card)
      }
    }
    if ranked.count > History.maximumSeries {
      main.element("p", ["class": "note"], text: "\(ranked.count - History.maximumSeries) further columns are not drawn; the JSON document has them all.")
    }
  }

  private func footer(_ main: inout Markup) {
    main.element("footer") { footer in
      footer.element("dl") { list in
        for source in provenance.sources.prefix(Self.maximumFiles) {
          list.element("dt", text: source.role)
          list.element("dd") { entry in
            entry.element("code", text: source.path)
            entry.add(", \(source.rows) rows, sha256 ")
            entry.element("code", text: source.sha256 ?? "not known")
          }
        }
        list.element("dt", text: "command")
        list.element("dd") { $0.element("code", text: provenance.command, limit: 2000) }
        list.element("dt", text: "made by")
        list.element("dd", text: "friday \(provenance.version), \(provenance.time.description)")
      }
      if provenance.sources.count > Self.maximumFiles {
        footer.element("p", text: "\(provenance.sources.count - Self.maximumFiles) further files are not named.")
      }
    }
  }
}
