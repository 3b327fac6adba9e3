using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace ObsidianVault.Benchmarks.Gateway;

/// <summary>Starts the processes of a benchmark.</summary>
internal static class Processes
{
    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {await errors}");
    }

    /// <summary>Starts a server and waits until it responds.</summary>
    public static async Task<Process> StartAsync(
        string program, IReadOnlyList<string> arguments, Uri ready, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var last = new Queue<string>();
        process.OutputDataReceived += (_, line) => Keep(last, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(last, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            if (process.HasExited || attempt > 600)
                throw new InvalidOperationException($"{program} did not start: {string.Join('\n', last)}");
            try
            {
                using var answer = await http.GetAsync(ready);
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) return process;
            }
            catch (HttpRequestException)
            {
                // Not ready yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>The process's resident memory in MB.</summary>
    public static double MemoryMB(Process process) => File.ReadLines($"/proc/{process.Id}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .DefaultIfEmpty(0).First();

    /// <summary>The CPU time used by the process: what a call costs on a machine that does other things too.</summary>
    public static double CpuMilliseconds(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    private static void Keep(Queue<string> last, string? line)
    {
        if (line is null) return;
        lock (last)
        {
            last.Enqueue(line);
            if (last.Count > 20) last.Dequeue();
        }
    }
}
