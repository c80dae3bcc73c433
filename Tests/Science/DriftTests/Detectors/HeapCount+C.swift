import Glibc
import Synchronization

/// Counts the heap blocks (arrays, boxes, closures) that Swift's runtime asks the C library for on this thread within a block.
///
/// The runtime calls `malloc` through a slot of its own linkage table; the slot is pointed at a function that counts and then calls `malloc`. Other threads
/// go through it uncounted. A test that trusts it must first see it count something.
enum HeapCount {
  private typealias Allocate = @convention(c) (Int) -> UnsafeMutableRawPointer?

  private static let watched = Atomic<UInt>(0)
  private static let count = Atomic<Int>(0)
  private static let measuring = Mutex(())

  private static let counting: Allocate = { size in
    if HeapCount.watched.load(ordering: .relaxed) == UInt(pthread_self()) { HeapCount.count.add(1, ordering: .relaxed) }
    // SAFETY: the C library's own call, with the argument it was called with.
    return unsafe malloc(size)
  }

  private static let installed: Bool = {
    _ = watched.load(ordering: .relaxed) == UInt(count.load(ordering: .relaxed))
    // SAFETY: a handle to a library that is loaded already; its link map lives as long as the process.
    guard let handle = unsafe dlopen("libswiftCore.so", RTLD_LAZY | RTLD_NOLOAD) else { return false }
    // SAFETY: the loader's handle is its link map, whose first word is the load address and third the dynamic section.
    let words = unsafe handle.assumingMemoryBound(to: UInt.self)
    let base = unsafe words[0]
    guard let dynamic = unsafe UnsafePointer<UInt>(bitPattern: words[2]) else { return false }
    var (strings, symbols, relocations, size): (UInt, UInt, UInt, UInt) = (0, 0, 0, 0)
    var place = 0
    // SAFETY: the dynamic section is pairs of words that end with a zero tag; the loader has made its addresses absolute.
    while unsafe dynamic[place] != 0 {
      switch unsafe dynamic[place] {
      case 5: strings = unsafe dynamic[place + 1]
      case 6: symbols = unsafe dynamic[place + 1]
      case 23: relocations = unsafe dynamic[place + 1]
      case 2: size = unsafe dynamic[place + 1]
      default: break
      }
      place += 2
    }
    // SAFETY: an address that the loader has made absolute.
    guard let table = unsafe UnsafePointer<UInt>(bitPattern: relocations), strings != 0, symbols != 0 else { return false }
    for entry in 0..<Int(size / 24) {
      // SAFETY: relocations of 24 bytes (place, symbol, addend) and symbols of 24 bytes whose first four are the offset of the name.
      let symbol = unsafe table[entry * 3 + 1] >> 32
      // SAFETY: as above; the first word of a relocation is its place.
      guard let offset = unsafe UnsafePointer<UInt32>(bitPattern: symbols + symbol * 24)?.pointee,
        let name = unsafe UnsafePointer<CChar>(bitPattern: strings + UInt(offset)), unsafe strcmp(name, "malloc") == 0,
        let slot = unsafe UnsafeMutablePointer<Allocate>(bitPattern: base + table[entry * 3])
      else { continue }
      // SAFETY: the linkage table's slot of `malloc`, writable because the library binds lazily.
      unsafe slot.pointee = counting
      return true
    }
    return false
  }()

  /// Blocks asked for by `body` on this thread; nil where the runtime is not linked this way.
  static func during(_ body: () -> Void) -> Int? {
    guard installed else { return nil }
    return measuring.withLock { _ in
      count.store(0, ordering: .relaxed)
      watched.store(UInt(pthread_self()), ordering: .relaxed)
      body()
      watched.store(0, ordering: .relaxed)
      return count.load(ordering: .relaxed)
    }
  }

  /// CPU time of this thread in seconds.
  static func threadSeconds() -> Double {
    var time = timespec()
    // SAFETY: the pointer is used within the call only.
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
