@testable import BenchmarkSuites
import Testing

@Suite("CPUAffinity") struct CPUAffinityTests {
  @Test("takes the last processor of the list, whatever its form") func last() {
    #expect(CPUAffinity.lastAllowed("Name:\tfriday\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\nMems_allowed_list:\t0-7\n") == 1)
    #expect(CPUAffinity.lastAllowed("Cpus_allowed_list:\t0-3,8,10-11") == 11)
    #expect(CPUAffinity.lastAllowed("Cpus_allowed_list:\t5") == 5)
    #expect(CPUAffinity.lastAllowed("Cpus_allowed:\tff") == nil)
  }
}
