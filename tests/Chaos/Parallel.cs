// These tests mostly wait: for leases to expire and for dead silos to be detected.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All, MaxThreads = 4)]
