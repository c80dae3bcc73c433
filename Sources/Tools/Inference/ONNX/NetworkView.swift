/// Where the elements of an operand lie: in a row with a stride, or each where a list says.
///
/// A place of 0 and above is a slot of the call's values; a place below is a constant, `~place` its number. Moving elements about (transposing, slicing,
/// concatenating, broadcasting) is therefore done once, at load, by moving places.
struct NetworkView {
  var start: Int32 = 0
  var stride: Int32 = 0
  /// Index of the first place in the list, or −1.
  var list: Int32 = -1
  var count: Int32 = 0
}
