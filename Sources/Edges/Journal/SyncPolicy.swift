/// When what was appended is forced onto the disk. Under every policy a kill of the process loses nothing that was appended.
public enum SyncPolicy: Hashable, Sendable {
  /// ``JournalWriter/endBatch()`` and the append of an order return only when everything before them is on the disk.
  case everyBatch
  /// A thread behind the writer syncs this often: loss of power costs at most so many milliseconds.
  case every(milliseconds: Int)
  /// The operating system decides.
  case never
}
