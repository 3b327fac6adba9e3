namespace ObsidianVault.Functional.Rendering;

/// <summary>One warm parent, many jobs: nothing of one reaches the next, and none is left.</summary>
public sealed class WarmPoolTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public async Task What_a_job_leaves_behind_the_next_does_not_find()
    {
        await using (var first = await RenderAsync(
            """
            import builtins, manim
            builtins.left = manim.left = 'here'
            for path in ('/job/left', '/tmp/left', '/dev/shm/left', '/job/media/left'): open(path, 'w').write('here')
            os.environ['LEFT'] = 'here'
            Circle.construct = None
            if os.fork() == 0:
                os.setsid()
                import time; time.sleep(3600)
            self.wait(0.2)
            """))
        {
            first.Video.ShouldNotBeNull();
        }

        var failure = await FailAsync(
            """
            import builtins, manim
            assert not hasattr(builtins, 'left') and not hasattr(manim, 'left') and 'LEFT' not in os.environ and not hasattr(Circle, 'construct')
            assert [p for p in ('/job/left', '/tmp/left', '/dev/shm/left', '/job/media/left') if os.path.exists(p)] == []
            assert [p for p in os.listdir('/proc') if p.isdigit() and int(p) not in (1, os.getpid())] == []
            raise ValueError('nothing is left')
            """);
        failure.Message.ShouldBe("Line 9: ValueError: nothing is left.");
    }

    [Fact]
    public async Task Numbers_on_an_axis_start_no_latex()
    {
        await using var outcome = await RenderAsync("self.add(Axes(x_range=[-4, 12, 1], y_range=[0, 9, 0.5]).add_coordinates())\nself.wait(0.2)");
        (outcome.Failure, outcome.LatexStarts).ShouldBe((null, 0));
    }

    [Fact]
    public async Task A_sandbox_that_was_left_in_disorder_is_replaced_and_the_next_job_is_rendered()
    {
        for (var round = 0; round < 3; round++)
        {
            (await FailAsync("while True: pass", options => options.TimeLimit = TimeSpan.FromSeconds(1))).Fault.ShouldBe(JobFault.Limit);
            await using var good = await RenderAsync("self.wait(0.2)");
            good.Video.ShouldNotBeNull();
        }
    }

    /// <summary>A few of each kind; VAULT_HOSTILE_JOBS sets another number.</summary>
    [Fact]
    public async Task Hostile_jobs_in_a_row_leave_no_process_mount_descriptor_or_file()
    {
        var jobs = int.TryParse(Environment.GetEnvironmentVariable("VAULT_HOSTILE_JOBS"), out var wanted) ? wanted : 60;
        string[] bodies =
        [
            "for _ in range(200):\n    if os.fork() == 0:\n        os.setsid()\n        import time; time.sleep(600)",
            "for i in range(50): open(f'/job/{i}', 'wb').write(bytes(8 << 20))",
            "os._exit(0)",
            "os.kill(os.getpid(), 11)",
            "for i in range(200): os.mkfifo(f'/tmp/{i}'); os.symlink('/etc/passwd', f'/dev/shm/{i}')",
            "import ctypes; ctypes.string_at(0)",
            "hold = [os.pipe() for _ in range(1000)]",
            "import sys; sys.setrecursionlimit(10 ** 9)\ndef f(): f()\nf()",
            "os.close(3); os.close(1); os.close(2); os._exit(7)",
            "import signal; os.kill(-1, signal.SIGKILL)",
        ];
        await FailAsync(bodies[2]);
        var before = Counts();
        for (var job = 0; job < jobs; job++) await FailAsync(bodies[job % bodies.Length]);
        var after = Counts();
        after.Mounts.ShouldBe(before.Mounts);
        after.Files.ShouldBe(before.Files);
        after.Descriptors.ShouldBeLessThanOrEqualTo(before.Descriptors + 8); // other tests' servers come and go
        await using var good = await RenderAsync("self.wait(0.2)");
        good.Video.ShouldNotBeNull();
    }

    private static (int Mounts, int Files, int Descriptors) Counts() =>
        (File.ReadLines("/proc/self/mountinfo").Count(), Directory.GetFiles(Path.GetTempPath(), $"vault-{Environment.ProcessId}-*.video").Length, Directory.GetFiles("/proc/self/fd").Length);
}
