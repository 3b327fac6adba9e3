using System.Globalization;

namespace ObsidianVault.Rendering;

/// <summary>
/// Builds the command that starts one sandbox: as root, drop to the slot's own user (RLIMIT_NPROC does not bind root);
/// then bubblewrap's namespaces; then prlimit, inside; then Python as pid 1.
/// </summary>
internal sealed class SandboxCommand(RendererOptions options)
{
    private const long MiB = 1024 * 1024;

    // The slot's user may not be able to walk to the root (it may lie in somebody's home): a private mount
    // namespace shows it, and the runtime, where everyone can.
    private const string Stage =
        """
        mount -t tmpfs -o mode=755,size=64k vault /mnt && mkdir /mnt/root /mnt/runtime &&
        mount --bind "$1" /mnt/root && mount --bind "$2" /mnt/runtime && shift 2 && exec "$@"
        """;

    private static readonly string[] HostDirectories = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/fonts", "/etc/texmf", "/etc/alternatives", "/var/lib/texmf"];

    public static string RuntimeDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "Runtime");

    public IReadOnlyList<string> Build(int slot, TimeSpan timeLimit, string script)
    {
        List<string> command = [];
        var (root, runtime) = (options.Root, RuntimeDirectory);
        if (Environment.IsPrivilegedProcess)
        {
            if (!WorldReachable(root) || !WorldReachable(runtime))
            {
                command.AddRange([Tool("unshare"), "--mount", "--propagation", "private", "/bin/sh", "-c", Stage, "sh", root, runtime]);
                (root, runtime) = ("/mnt/root", "/mnt/runtime");
            }

            var user = Number(options.FirstUserId + slot);
            command.AddRange([Tool("setpriv"), "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs"]);
        }

        command.AddRange([
            Tool("bwrap"), "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session",
            "--cap-drop", "ALL", "--clearenv", "--as-pid-1", "--hostname", "scene",
        ]);
        command.AddRange(Mounts(root, runtime));
        command.AddRange([
            "--chdir", "/job",
            "--setenv", "HOME", "/tmp", "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8",
            "--setenv", "OPENBLAS_NUM_THREADS", "1", "--setenv", "OMP_NUM_THREADS", "1",
            "--setenv", "openin_any", "p", "--setenv", "openout_any", "p", "--setenv", "shell_escape", "f",
            "/usr/bin/prlimit",
            "--cpu=" + Number((long)Math.Ceiling(timeLimit.TotalSeconds) + 5),
            "--as=" + Number(options.MemoryMiB * MiB),
            "--fsize=" + Number(options.ScratchMiB * MiB),
            "--nproc=" + Number(options.Processes), "--nofile=256", "--core=0", "--",
            "/usr/bin/python3", "-I", "-B", "/opt/vault/" + script,
        ]);
        return command;
    }

    private IEnumerable<string> Mounts(string root, string runtime)
    {
        if (options.Root != "/")
        {
            foreach (var part in (string[])["--ro-bind", root, "/"]) yield return part;
        }
        else
        {
            // Only what a scene runs on: no home, no configuration, no data of the machine.
            foreach (var directory in HostDirectories)
            {
                foreach (var part in (string[])["--ro-bind-try", directory, directory]) yield return part;
            }
        }

        foreach (var part in (string[])[
            "--ro-bind", runtime, "/opt/vault", "--proc", "/proc",
            // bubblewrap's /dev holds a /dev/shm as large as half the memory.
            "--dev", "/dev", "--size", Number(16 * MiB), "--tmpfs", "/dev/shm", "--remount-ro", "/dev",
            "--size", Number(64 * MiB), "--tmpfs", "/tmp",
            "--size", Number(options.ScratchMiB * MiB), "--tmpfs", "/job"]) yield return part;
        if (options.Root == "/") { yield return "--remount-ro"; yield return "/"; }
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
