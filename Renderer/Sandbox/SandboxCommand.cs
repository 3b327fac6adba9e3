using System.Globalization;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// Builds the commands that start sandboxes. As root: first switch to the slot's own user (RLIMIT_NPROC does not bind root);
/// then bubblewrap's namespaces; then prlimit, inside; then Python as pid 1.
/// </summary>
internal sealed class SandboxCommand(RendererOptions options)
{
    private const long MiB = 1024 * 1024;

    // The slot's user may not have access to the root's path (it may be in somebody's home), so a private mount namespace
    // makes it and the runtime visible at a path that everyone can reach.
    private const string Stage =
        """
        mount -t tmpfs -o mode=755,size=64k vault /mnt && mkdir /mnt/root /mnt/runtime /mnt/formulas &&
        mount --bind "$1" /mnt/root && mount --bind "$2" /mnt/runtime && mount --bind "$3" /mnt/formulas && shift 3 && exec "$@"
        """;

    // What a scene needs to run: nothing of the root's own configuration, logs and data, which tell where it was built.
    private static readonly string[] s_shown =
    [
        "/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/fonts", "/etc/texmf", "/etc/alternatives", "/etc/ld.so.cache", "/var/lib/texmf",
        "/var/cache/fontconfig",
    ];

    public static string RuntimeDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "Runtime");

    /// <summary>The warm parent of one slot: it forks a nested sandbox for each job and sets that job's limits itself.</summary>
    public IReadOnlyList<string> Warm(int slot, string formulas) =>
        [
            .. Enter(slot, formulas, nested: true),
            "--nproc=" + Number(options.Processes + 16),
            "--nofile=1024",
            "--core=0",
            "--",
            .. Python("zygote"),
        ];

    /// <summary>One run of a command that needs no Manim: "check" or "join".</summary>
    public IReadOnlyList<string> Once(int slot, TimeSpan timeLimit, string command) =>
    [
        .. Enter(slot, RuntimeDirectory, nested: false),
        "--cpu=" + Number((long)Math.Ceiling(timeLimit.TotalSeconds) + 5), "--fsize=" + Number(options.ScratchMiB * MiB),
        "--nproc=" + Number(options.Processes), "--nofile=256", "--core=0", "--", .. Python(command),
    ];

    // Python runs the __main__.py of a folder and finds its packages there, even with -I, which ignores PYTHONPATH.
    private static string[] Python(string command) => ["/usr/bin/python3", "-I", "-B", "/opt/vault", command];

    private List<string> Enter(int slot, string formulas, bool nested)
    {
        List<string> command = [];
        var (root, runtime) = (options.Root, RuntimeDirectory);
        if (Environment.IsPrivilegedProcess)
        {
            if (!WorldReachable(root) || !WorldReachable(runtime) || !WorldReachable(formulas))
            {
                command.AddRange(
                    [Tool("unshare"), "--mount", "--propagation", "private", "/bin/sh", "-c", Stage, "sh", root, runtime, formulas]);
                (root, runtime, formulas) = ("/mnt/root", "/mnt/runtime", "/mnt/formulas");
            }

            var user = Number(options.FirstUserId + slot);
            command.AddRange([Tool("setpriv"), "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs"]);
        }

        command.AddRange([
            Tool("bwrap"), "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session",
            "--cap-drop", "ALL", "--clearenv", "--as-pid-1", "--hostname", "scene",
        ]);
        // A warm parent creates user namespaces for its jobs, which then lose the right to create more.
        if (!nested) command.Add("--disable-userns");
        command.AddRange(Mounts(root, runtime, formulas));
        command.AddRange([
            "--chdir", "/job",
            "--setenv", "HOME", "/tmp", "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8",
            "--setenv", "OPENBLAS_NUM_THREADS", "1", "--setenv", "OMP_NUM_THREADS", "1",
            "--setenv", "openin_any", "p", "--setenv", "openout_any", "p", "--setenv", "shell_escape", "f",
            "/usr/bin/prlimit", "--as=" + Number(options.MemoryMiB * MiB),
        ]);
        return command;
    }

    private IEnumerable<string> Mounts(string root, string runtime, string formulas)
    {
        foreach (var path in s_shown)
        {
            foreach (var part in (string[])["--ro-bind-try", root.TrimEnd('/') + path, path]) yield return part;
        }

        foreach (var part in (string[])[
            "--dir", "/home", "--ro-bind", runtime, "/opt/vault", "--ro-bind", formulas, "/mnt", "--proc", "/proc",
            // bubblewrap's /dev contains a /dev/shm as large as half the memory.
            "--dev", "/dev", "--size", Number(16 * MiB), "--tmpfs", "/dev/shm", "--remount-ro", "/dev",
            "--size", Number(64 * MiB), "--tmpfs", "/tmp",
            "--size", Number(options.ScratchMiB * MiB), "--tmpfs", "/job", "--remount-ro", "/"]) yield return part;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Tool(string name) =>
        ((string[])["/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/"]).Select(folder => folder + name).FirstOrDefault(File.Exists)
        ?? throw new SandboxUnavailableException($"'{name}' is missing: install the packages bubblewrap and util-linux.");

    private static bool WorldReachable(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if (!folder.Exists || (folder.UnixFileMode & UnixFileMode.OtherExecute) == 0) return false;
        }

        return true;
    }
}
