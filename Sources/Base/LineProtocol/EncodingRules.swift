/// How much of what a server might take is let through.
public enum EncodingRules: String, Hashable, Sendable, CaseIterable {
  /// What every server reads the same way: no control character and no backslash in names and tag values, no line break in strings, no
  /// leading `_`, no unsigned integers. What this program writes.
  case strict
  /// Everything that InfluxDB 1.6.7 was measured to read back exactly, and unsigned integers for later versions. What is known to be
  /// lost or changed on the way is refused.
  case portable
}
