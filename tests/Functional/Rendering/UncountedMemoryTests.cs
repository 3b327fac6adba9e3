using System.Globalization;
using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Functional.Rendering;

/// <summary>
/// Memory that no process shows as its own: the kernel counts it in a control group, and where there is none it cannot be had.
/// Each scene says how many MiB it came to hold, and tries for twice its limit.
/// </summary>
public sealed partial class UncountedMemoryTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const int LimitMiB = 768;

    private const string Hoard =
        """
        import mmap, signal, socket, time
        says, hears = os.pipe()
        def hoard(of, children, each):
            for _ in range(children):
                if os.fork() == 0:
                    try:
                        kept = of(each)
                        os.write(hears, b'+')
                        time.sleep(600)
                    except BaseException:
                        os.write(hears, b'-')
                    finally:
                        os._exit(1)
            return each * sum(os.read(says, 1) == b'+' for _ in range(children))

        """;

    public static TheoryData<string, ControlGroupUse> Ways
    {
        get
        {
            var rows = new TheoryData<string, ControlGroupUse>();
            foreach (var name in s_hoards.Keys)
            {
                rows.Add(name, ControlGroupUse.Auto);
                rows.Add(name, ControlGroupUse.Off);
            }

            return rows;
        }
    }

    private static readonly Dictionary<string, string> s_hoards = new()
    {
        ["shared memory that is released page by page"] =
            """
            def of(mib):
                m = mmap.mmap(-1, mib << 20)
                for at in range(0, mib << 20, 4096):
                    m[at] = 1
                    if at % (1 << 20) == 0: m.madvise(mmap.MADV_DONTNEED)
                m.madvise(mmap.MADV_DONTNEED)
                return m
            raise ValueError(f'held {hoard(of, 12, 128)} MiB')
            """,
        ["shared memory of /dev/zero"] =
            """
            def of(mib):
                with open('/dev/zero', 'r+b') as zero: m = mmap.mmap(zero.fileno(), mib << 20)
                for at in range(0, mib << 20, 4096): m[at] = 1
                m.madvise(mmap.MADV_DONTNEED)
                return m
            raise ValueError(f'held {hoard(of, 12, 128)} MiB')
            """,
        ["letters that wait in sockets"] =
            """
            def of(mib):
                pairs, sent = [], 0
                while sent < mib << 20:
                    for end in (pair := socket.socketpair()):
                        end.setblocking(False)
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
                        try:
                            while True: sent += end.send(bytes(1 << 16))
                        except BlockingIOError: pass
                    pairs.append(pair)
                return pairs
            raise ValueError(f'held {hoard(of, 48, 32)} MiB')
            """,
        ["letters that wait in sockets of the network"] =
            """
            def of(mib):
                kept, sent = [], 0
                while sent < mib << 20:
                    end = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 2)
                    end.bind((0, 0))
                    end.setblocking(False)
                    try:
                        while True: sent += end.sendto(bytes(1 << 15), (end.getsockname()[0], 0))
                    except (BlockingIOError, ConnectionRefusedError): pass
                    kept.append(end)
                return kept
            raise ValueError(f'held {hoard(of, 48, 32)} MiB')
            """,
        ["pages that wait in pipes"] =
            """
            import fcntl
            def of(mib):
                pipes, sent = [], 0
                while sent < mib << 20:
                    pipe = os.pipe()
                    try: fcntl.fcntl(pipe[1], fcntl.F_SETPIPE_SZ, 1 << 20)
                    except PermissionError: pass
                    os.set_blocking(pipe[1], False)
                    try:
                        while True: sent += os.write(pipe[1], bytes(1 << 16))
                    except BlockingIOError: pass
                    pipes.append(pipe)
                return pipes
            raise ValueError(f'held {hoard(of, 48, 32)} MiB')
            """,
        ["files of all scratch folders beside memory"] =
            """
            def of(mib):
                kept = bytearray(os.urandom(1 << 20) * mib)
                return kept
            for folder, mib in (('/job', 100), ('/tmp', 60), ('/dev/shm', 14)): open(folder + '/x', 'wb').write(bytes(mib << 20))
            raise ValueError(f'held {hoard(of, 12, 128)} MiB')
            """,
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task No_scene_holds_more_than_its_limit(string name, ControlGroupUse use)
    {
        var failure = await FailAsync(Hoard + s_hoards[name], options => (options.ControlGroups, options.MemoryMiB) = (use, LimitMiB));
        if (failure.Fault is JobFault.Limit)
        {
            failure.Message.ShouldBe($"The scene used more than {LimitMiB} MiB of memory: use fewer or simpler objects.");
            return;
        }

        // Refused: nothing to speak of was held.
        int.Parse(Held().Match(failure.Message).Groups[1].Value, CultureInfo.InvariantCulture).ShouldBeLessThan(LimitMiB / 2);
    }

    [GeneratedRegex(@"ValueError: held (\d+) MiB")]
    private static partial Regex Held();
}
