using System.Diagnostics;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Functional.Rendering;

/// <summary>Many jobs in one warm parent process: no job affects the next one or leaves anything behind.</summary>
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
            assert not hasattr(builtins, 'left') and not hasattr(manim, 'left')
            assert 'LEFT' not in os.environ and not hasattr(Circle, 'construct')
            assert [p for p in ('/job/left', '/tmp/left', '/dev/shm/left', '/job/media/left') if os.path.exists(p)] == []
            assert [p for p in os.listdir('/proc') if p.isdigit() and int(p) not in (1, os.getpid())] == []
            raise ValueError('nothing is left')
            """);
        failure.Message.ShouldBe("Line 10: ValueError: nothing is left.");
    }

    [Fact]
    public async Task Numbers_on_an_axis_start_no_latex()
    {
        await using var outcome = await RenderAsync(
            "self.add(Axes(x_range=[-4, 12, 1], y_range=[0, 9, 0.5]).add_coordinates())\nself.wait(0.2)");
        (outcome.Failure, outcome.LatexStarts).ShouldBe((null, 0));
    }

    [Fact]
    public async Task After_jobs_that_ran_out_of_time_the_next_is_rendered()
    {
        for (var round = 0; round < 3; round++)
        {
            (await FailAsync("while True: pass", options => options.TimeLimit = TimeSpan.FromSeconds(1))).Fault.ShouldBe(JobFault.Limit);
            await using var good = await RenderAsync("self.wait(0.2)");
            good.Video.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_cancelled_job_leaves_its_sandbox_fit_for_the_next()
    {
        var pool = Fixture.Of().Pool;
        var isFit = false;
        // A busy machine may miss the deadline once.
        for (var round = 0; round < 5 && !isFit; round++)
        {
            using var cancel = new CancellationTokenSource();
            var sandbox = await pool.RentAsync(0, TestContext.Current.CancellationToken);
            await sandbox.RunAsync(
                Job("self.wait(0.1)\nwhile True: pass"),
                (frame, _) =>
                {
                    // Later, while the job reports nothing.
                    if (frame.Progress is not null) cancel.CancelAfter(TimeSpan.FromMilliseconds(300));
                    return Task.FromResult(true);
                },
                cancel.Token);
            cancel.IsCancellationRequested.ShouldBeTrue();
            isFit = sandbox.IsHealthy;
            await pool.ReturnAsync(0, sandbox);
        }

        isFit.ShouldBeTrue();
        await using var good = await RenderAsync("self.wait(0.2)");
        good.Video.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_job_that_is_cancelled_while_its_video_is_sent_ends_and_its_sandbox_is_replaced()
    {
        var pool = Fixture.Of().Pool;
        using var cancel = new CancellationTokenSource();
        var sandbox = await pool.RentAsync(0, TestContext.Current.CancellationToken);
        var job = Job(
            "for _ in range(3):\n"
                + "    self.add(ImageMobject(np.random.randint(0, 255, (480, 854, 3)).astype('uint8')).scale_to_fit_height(8)); "
                + "self.wait(0.5)");
        var (size, whole) = (0L, true);
        try
        {
            await sandbox.RunAsync(
                job,
                async (frame, reader) =>
                {
                    if (frame.File is not { } file) return true;
                    if (file.Kind != "video") return await reader.ReceiveAsync(file.Size, Stream.Null);
                    size = file.Size;
                    await cancel.CancelAsync();
                    return whole = await reader.ReceiveAsync(file.Size, Stream.Null);
                },
                cancel.Token).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        finally
        {
            await pool.ReturnAsync(0, sandbox);
        }

        (whole, sandbox.IsHealthy).ShouldBe((false, false));
        size.ShouldBeGreaterThan(300_000, "more than a pipe and the reader hold");
        await using var good = await RenderAsync("self.wait(0.2)");
        good.Video.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_sandbox_whose_processes_are_not_to_be_seen_takes_no_job()
    {
        // It claims to be warm, but has no process below its first.
        var start = new ProcessStartInfo("sh", ["-c", "echo '{\"ready\": true}'; exec cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        await using var sandbox = new WarmSandbox(new SandboxProcess(process, 1));
        (await sandbox.WarmUpAsync((_, _) => { }, TimeSpan.FromSeconds(30))).ShouldBeFalse();
        (sandbox.IsUnseen, sandbox.IsHealthy).ShouldBe((true, false));
    }

    private object Job(string body) => new
    {
        code = Scene(body), mode = "render", format = "mp4", width = 854, height = 480, fps = 15, seconds = 60, expected = 30,
        output = 50 << 20, parallel = 1,
        limits = Fixture.Of().Sandbox.Limits(TimeSpan.FromSeconds(60)),
    };

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
        (
            File.ReadLines("/proc/self/mountinfo").Count(),
            Directory.GetFiles(Path.GetTempPath(), $"vault-{Environment.ProcessId}-*.video").Length,
            Directory.GetFiles("/proc/self/fd").Length);
}
