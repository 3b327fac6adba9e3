using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>One sandbox with a warm parent that runs one job at a time. See Runtime/sandbox/zygote.py for what is said on its pipes.</summary>
internal sealed class WarmSandbox(SandboxProcess process) : IAsyncDisposable
{
    private static readonly TimeSpan s_end = TimeSpan.FromMilliseconds(800);
    private readonly FrameReader _frames = new(process.Output);

    /// <summary>Whether it can take another job: the last one ended in good order, and nothing of it is left.</summary>
    public bool IsHealthy { get; private set; }

    /// <summary>It is warm, but what runs in it is not to be seen, so that its memory could not be watched.</summary>
    public bool IsUnseen { get; private set; }

    /// <summary>The jobs it has run.</summary>
    public int Jobs { get; private set; }

    public Task<string> Errors => process.Errors;

    /// <summary>Whether the last job was ended because of its memory.</summary>
    public bool MemoryExceeded { get; private set; }

    /// <summary>What its jobs have left running: nothing, between two jobs.</summary>
    public IEnumerable<ProcessTree.Entry> JobProcesses => process.JobProcesses;

    /// <summary>Waits until it is warm and can be watched; formulas that the parent has set meanwhile are handed over.</summary>
    public async Task<bool> WarmUpAsync(Action<string, byte[]> formula, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        using var kill = timeout.Token.Register(process.Kill);
        while (await _frames.ReadAsync() is { } frame)
        {
            if (frame.Ready)
            {
                IsUnseen = !process.IsSeen;
                return IsHealthy = !IsUnseen;
            }

            if (frame.File is not { } file) continue;
            if (await ReceiveAsync(file, 1 << 20) is not { } content) break;
            if (file.Key is { } key) formula(key, content);
        }

        return false;
    }

    /// <summary>
    /// Runs one job and hands over its frames, which end with null. A cancelled token ends the job, its memory gone over the
    /// limit as well; the sandbox is fit for another where <see cref="IsHealthy"/> says so.
    /// </summary>
    public async Task RunAsync(object request, Func<SandboxFrame, FrameReader, Task<bool>> take, CancellationToken cancellationToken)
    {
        Jobs++;
        IsHealthy = MemoryExceeded = false;
        var nonce = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var body = JsonSerializer.SerializeToUtf8Bytes(request, JsonSerializerOptions.Web);
        using var watch = process.WatchJob();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, watch.Exceeded);
        // Nothing may be said between the job's announcement and its body.
        if (!await SendAsync([(byte)'J', .. Encoding.ASCII.GetBytes(body.Length.ToString("x8", CultureInfo.InvariantCulture)), .. body])) return;
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
            // This job's end, or the answer to a cancellation that came when the job before was over.
            if (end.Length > 0) continue;
            if (either.IsCancellationRequested) break;
            IsHealthy = true;
            return;
        }

        MemoryExceeded = watch.Exceeded.IsCancellationRequested;
        if (!either.IsCancellationRequested)
        {
            process.Kill();
            return;
        }

        stopped = stopped || await _frames.SkipToAsync(Encoding.ASCII.GetBytes($"\n{{\"end\": \"{nonce}\"}}\n"));
        await kill.DisposeAsync();
        IsHealthy = stopped && !patience.IsCancellationRequested;
    }

    /// <summary>Ends the job. Where the end is not answered in time, perhaps because the answer was taken for a part of a file, the sandbox ends.</summary>
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
            // The sandbox has ended: its output says so.
            return false;
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
