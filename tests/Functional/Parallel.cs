// One thread is the sandbox collection's; services of the others wait as much as they work.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
