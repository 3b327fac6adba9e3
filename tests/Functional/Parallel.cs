// The services of the tests wait about as much as they work.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
