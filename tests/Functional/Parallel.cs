// One thread is for the sandbox collection; the services of the other tests wait about as much as they work.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
