/// A Jupyter notebook of Python cells, nbformat 4.5.
struct NotebookDocument {
  private enum Kind: String { case markdown, code }
  private var cells: [(kind: Kind, source: String)] = []

  /// A cell of text.
  mutating func text(_ source: String) { cells.append((.markdown, source)) }

  /// A cell of code, not yet run.
  mutating func code(_ source: String) { cells.append((.code, source)) }

  /// The document.
  var json: JSONTree {
    .object([
      .init("cells", .array(cells.enumerated().map { cell($0.offset, $0.element.kind, $0.element.source) })),
      .init(
        "metadata",
        .object([
          .init(
            "kernelspec",
            .object([.init("display_name", .text("Python 3")), .init("language", .text("python")), .init("name", .text("python3"))])),
          .init("language_info", .object([.init("name", .text("python"))])),
        ])),
      .init("nbformat", .integer(4)),
      .init("nbformat_minor", .integer(5)),
    ])
  }

  private func cell(_ index: Int, _ kind: Kind, _ source: String) -> JSONTree {
    var members: [JSONTree.Member] = [
      .init("id", .text("cell-\(index)")), .init("cell_type", .text(kind.rawValue)), .init("metadata", .object([])),
      .init("source", .array(lines(source))),
    ]
    if kind == .code {
      members.append(.init("execution_count", .null))
      members.append(.init("outputs", .array([])))
    }
    return .object(members)
  }

  /// Lines with their ends, as the format keeps them.
  private func lines(_ source: String) -> [JSONTree] {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { .text($0.offset == lines.count - 1 ? String($0.element) : $0.element + "\n") }
  }
}
