using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Functional.Rendering;

public sealed class HostileSceneTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Theory]
    [InlineData(ControlGroupUse.Auto)]
    [InlineData(ControlGroupUse.Off)]
    public Task The_sandbox_passes_its_own_probe(ControlGroupUse use) =>
        Fixture.Probe(options => options.ControlGroups = use).RunAsync(0, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Without_a_root_there_is_no_sandbox_and_no_start()
    {
        var error = await Should.ThrowAsync<ObsidianVault.Renderer.Sandbox.SandboxUnavailableException>(
            () => Fixture.Probe(options => options.Root = "/nowhere").RunAsync(0, TestContext.Current.CancellationToken));
        error.Message.ShouldStartWith("The sandbox cannot start, so no scene is rendered. Allow user namespaces");
    }

    [Theory]
    [InlineData("x = bytearray(64 << 30)")]
    [InlineData("hold = []\nwhile True: hold.append(bytearray(64 << 20))")]
    [InlineData(
        "for i in range(8):\n    if os.fork() == 0:\n        x = bytearray(os.urandom(1 << 20) * 700)\n"
            + "        import time; time.sleep(60)\nimport time; time.sleep(60)")]
    public async Task A_memory_bomb_ends_alone(string body)
    {
        var failure = await FailAsync(body);
        (failure.Fault, failure.Message)
            .ShouldBe((JobFault.Limit, "The scene used more than 2048 MiB of memory: use fewer or simpler objects."));
    }

    [Fact]
    public async Task A_fork_bomb_meets_its_limit()
    {
        var failure = await FailAsync("import time\nfor _ in range(3000):\n    if os.fork() == 0:\n        time.sleep(600)");
        (failure.Fault, failure.Message).ShouldBe((JobFault.Limit, "The scene started more than 64 processes or threads."));
    }

    [Theory]
    [InlineData("/job")]
    [InlineData("/tmp")]
    [InlineData("/dev/shm")]
    public async Task A_disk_filler_meets_its_limit(string folder)
    {
        var failure = await FailAsync($"i = 0\nwhile True:\n    open(f'{folder}/{{i}}', 'wb').write(bytes(8 << 20)); i += 1");
        (failure.Fault, failure.Message)
            .ShouldBe((JobFault.Limit, "The scene wrote more than 128 MiB: make it shorter or choose a lower quality."));
    }

    [Theory]
    [InlineData("import socket; socket.create_connection(('169.254.169.254', 80), 5)")]
    [InlineData("import socket; socket.create_connection(('1.1.1.1', 53), 5)")]
    [InlineData("import socket; socket.getaddrinfo('example.com', 80)")]
    [InlineData("open('/etc/shadow').read()")]
    [InlineData("open('/usr/x', 'w')")]
    [InlineData("open('/opt/vault/__main__.py', 'w')")]
    [InlineData("os.kill(1, 9); open('/proc/1/mem', 'rb').read(1)")]
    [InlineData("open('/proc/1/fd/1', 'w')")]
    [InlineData("open('/proc/1/environ').read()")]
    [InlineData("open('/proc/self/environ').read()")]
    [InlineData("os.memfd_create('x')")]
    [InlineData("os.unshare(os.CLONE_NEWUSER)")]
    public async Task A_way_out_is_closed(string body)
    {
        var failure = await FailAsync(body + "\nself.wait(1)");
        failure.Fault.ShouldBe(JobFault.Scene);
        failure.Message.ShouldMatch("^Line 5: (PermissionError|OSError|gaierror|FileNotFoundError): ");
    }

    [Fact]
    public async Task Nothing_of_the_host_is_to_be_seen()
    {
        Environment.SetEnvironmentVariable("VAULT_TEST_SECRET", "hunter2");
        var failure = await FailAsync(
            """
            seen = str(dict(os.environ)) + str(os.listdir('/proc/self'))
            assert 'VAULT' not in seen and 'hunter2' not in seen, 'environment'
            assert [p for p in os.listdir('/proc') if p.isdigit() and int(p) not in (1, os.getpid())] == [], 'processes'
            assert os.listdir('/root' if os.access('/root', os.R_OK) else '/home') == [], 'homes'
            raise ValueError('clean')
            """);
        failure.Message.ShouldBe("Line 9: ValueError: clean.");
    }

    [Theory]
    [InlineData("os.symlink('/etc/passwd', path)")]
    [InlineData("os.mkfifo(path)")]
    [InlineData("os.makedirs(path)")]
    public async Task What_is_no_regular_file_is_no_video(string plant)
    {
        var failure = await FailAsync($"os.makedirs('/job/media/videos/x'); path = '/job/media/videos/x/out.mp4'\n{plant}\nos._exit(0)");
        (failure.Fault, failure.Message).ShouldBe((JobFault.Scene, "The scene ended before its video was complete."));
    }

    [Fact]
    public async Task A_file_that_only_claims_to_be_a_video_is_refused()
    {
        var failure = await FailAsync(
            "os.makedirs('/job/media/videos/x')\nopen('/job/media/videos/x/out.mp4', 'w').write('#EXTM3U\\n/etc/passwd')\nos._exit(0)");
        (failure.Fault, failure.Message).ShouldBe((JobFault.NoVideo, "The scene's file is not a video that can be played."));
    }
}
