// Most of them wait: for a clock, a lease or an outage.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
