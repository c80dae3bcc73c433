extension DefinitionNode {
  /// This entry with `override` laid over it: maps are merged key by key, anything else replaces what stood there.
  ///
  /// A map whose `strategy` changes begins anew: a fill value or range that belonged to the old strategy must not survive into the new one.
  func merged(with override: DefinitionNode) -> DefinitionNode {
    guard case .map(let own) = value, case .map(let others) = override.value else { return override }
    if let strategy = self["strategy"], let other = override["strategy"], strategy.value != other.value { return override }
    var entries = own
    for other in others {
      if let index = entries.firstIndex(where: { $0.key == other.key }) {
        entries[index] = Entry(key: other.key, line: other.line, value: entries[index].value.merged(with: other.value))
      } else {
        entries.append(other)
      }
    }
    return DefinitionNode(.map(entries), line: override.line)
  }
}
