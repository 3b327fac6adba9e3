using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ObsidianVault.Knowledge.Reading.Settings;

namespace ObsidianVault.Knowledge.Reading.Processes;

/// <summary>One running <see cref="ReaderProgram"/>.</summary>
internal sealed class ReaderProcess : IDisposable
{
    private readonly Process _process;

    private ReaderProcess(Process process) => _process = process;

    /// <summary>How many documents it has read.</summary>
    public int Served { get; private set; }

    public int Id => _process.Id;

    public static ReaderProcess Start(ReadingOptions options)
    {
        var program = Path.Combine(AppContext.BaseDirectory, typeof(ReaderProgram).Assembly.GetName().Name + ".dll");
        // No core dumps of other people's documents; and processor time is bounded even if this process is gone.
        var seconds = ((int)options.Timeout.TotalSeconds + 5) * ReaderPool.MaxServed;
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        foreach (var argument in (string[])["-c", $"ulimit -c 0 -t {seconds}; exec \"$0\" \"$@\"", Dotnet(), program])
            start.ArgumentList.Add(argument);
        // None of the parent's variables: they hold its secrets.
        start.Environment.Clear();
        start.Environment["DOTNET_GCHeapHardLimit"] = (options.MemoryMegabytes * 1024L * 1024L).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        var process = new Process { StartInfo = start };
        process.Start();
        // What the runtime says of a crash is not kept; the pipe must not fill.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return new(process);
    }

    public async Task<ReaderAnswer> ReadAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await ReaderFrames.WriteRequestAsync(_process.StandardInput.BaseStream, path, content, cancellationToken);
        var answer = await ReaderFrames.ReadAnswerAsync(_process.StandardOutput.BaseStream, cancellationToken);
        Served++;
        return answer;
    }

    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    /// <summary>The .NET that this process runs on.</summary>
    private static string Dotnet() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
