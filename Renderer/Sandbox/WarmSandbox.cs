using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// One sandbox with a warm parent that runs one job at a time. See Runtime/sandbox/zygote.py for the protocol on its pipes.
/// </summary>
internal sealed class WarmSandbox(SandboxProcess process) : IAsyncDisposable
{
    private static readonly TimeSpan s_end = TimeSpan.FromMilliseconds(800);
    private readonly FrameReader _frames = new(process.Output);

    /// <summary>Whether it can take another job: the last one ended cleanly and left nothing behind.</summary>
    public bool IsHealthy { get; private set; }

    /// <summary>It is warm, but its processes are not visible, so their memory cannot be watched.</summary>
    public bool IsUnseen { get; private set; }

    /// <summary>How many jobs it has run.</summary>
    public int Jobs { get; private set; }

    public Task<string> Errors => process.Errors;

    /// <summary>Whether the last job was ended because it exceeded its memory.</summary>
    public bool MemoryExceeded { get; private set; }

    /// <summary>How many processes its jobs left running; 0 between two jobs.</summary>
    public IEnumerable<ProcessTree.Entry> JobProcesses => process.JobProcesses;

    /// <summary>Waits until it is warm and can be watched; formulas that the parent typeset meanwhile are handed over.</summary>
    public async Task<bool> WarmUpAsync(Action<string, byte[]> formula, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        using var kill = timeout.Token.Register(process.Kill);
        while (await _frames.ReadAsync() is { } frame)
        {
            if (frame.Ready)
            {
                IsUnseen = !process.IsSeen;
                process.StartCounting();
                return IsHealthy = !IsUnseen;
            }

            if (frame.File is not { } file) continue;
            if (await ReceiveAsync(file, 1 << 20) is not { } content) break;
            if (file.Key is { } key) formula(key, content);
        }

        return false;
    }

    /// <summary>
    /// Runs one job and hands over its frames, which end with null. The job ends if the token is cancelled or its memory exceeds the
    /// limit; <see cref="IsHealthy"/> says whether the sandbox can be used again.
    /// </summary>
    public async Task RunAsync(object request, Func<SandboxFrame, FrameReader, Task<bool>> take, CancellationToken cancellationToken)
    {
        Jobs++;
        IsHealthy = MemoryExceeded = false;
        var nonce = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var body = JsonSerializer.SerializeToUtf8Bytes(request, JsonSerializerOptions.Web);
        using var watch = process.WatchJob();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, watch.Exceeded);
        // Nothing may be sent between the job's announcement and its body.
        var length = Encoding.ASCII.GetBytes(body.Length.ToString("x8", CultureInfo.InvariantCulture));
        if (!await SendAsync([(byte)'J', .. length, .. body])) return;
        using var patience = new CancellationTokenSource();
        await using var kill = patience.Token.UnsafeRegister(_ => process.Kill(), null);
        await using var stop = either.Token.UnsafeRegister(_ => Stop(nonce, patience), null);
        var stopped = false;
        while (!stopped && !either.IsCancellationRequested && await _frames.ReadAsync() is { } frame)
        {
            if (frame.End is not { } end)
            {
                if (!await take(frame, _frames)) break;
                continue;
            }

            stopped = end == nonce;
            // The end of this job, or the answer to a cancellation sent after the previous job was over.
            if (end.Length > 0) continue;
            if (either.IsCancellationRequested) break;
            MemoryExceeded = watch.IsExceeded;
            IsHealthy = true;
            return;
        }

        MemoryExceeded = watch.IsExceeded;
        if (!either.IsCancellationRequested)
        {
            process.Kill();
            return;
        }

        stopped = stopped || await _frames.SkipToAsync(Encoding.ASCII.GetBytes($"\n{{\"end\": \"{nonce}\"}}\n"));
        await kill.DisposeAsync();
        IsHealthy = stopped && !patience.IsCancellationRequested;
    }

    /// <summary>
    /// Ends the job. If the end is not confirmed in time, perhaps because the answer was read as part of a file, the sandbox
    /// ends.
    /// </summary>
    private void Stop(string nonce, CancellationTokenSource patience)
    {
        _ = SendAsync([(byte)'C', .. Encoding.ASCII.GetBytes(nonce)]);
        patience.CancelAfter(s_end);
    }

    private async Task<byte[]?> ReceiveAsync(SandboxFrame.FilePart file, long limit)
    {
        if (file.Size is < 0 || file.Size > limit) return null;
        using var content = new MemoryStream();
        return await _frames.ReceiveAsync(file.Size, content) ? content.ToArray() : null;
    }

    private async Task<bool> SendAsync(byte[] data)
    {
        try
        {
            await process.Input.WriteAsync(data);
            await process.Input.FlushAsync();
            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The sandbox has ended, and its output shows that.
            return false;
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
