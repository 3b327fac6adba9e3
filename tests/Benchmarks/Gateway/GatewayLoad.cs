using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ObsidianVault.Benchmarks.Gateway;

/// <summary>The result of one load run. Times are in milliseconds; the first byte is the body's, the CPU time the target's.</summary>
internal sealed record LoadResult(
    double RequestsPerSecond, double P50, double P99, double FirstByteP50, long Requests, long Faults, double CpuPerRequest = 0);

/// <summary>
/// Sends requests to one URL for some seconds over several persistent connections, each with one request at a time. Uses raw
/// sockets, so that the load costs little on a machine that it shares with what it measures. Every prompt is unique.
/// </summary>
internal sealed class GatewayLoad(Uri target, IReadOnlyList<string> headers, bool stream)
{
    private static readonly string s_prompt =
        string.Concat(Enumerable.Repeat("Explain what the derivative of a function is, with one example. ", 8));
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly ConcurrentBag<List<(long Whole, long First)>> _times = [];
    private long _last;
    private long _faults;

    public async Task<LoadResult> RunAsync(int connections, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => LoopAsync(watch, duration))));
        var seconds = watch.Elapsed.TotalSeconds;
        var all = _times.SelectMany(t => t).ToList();
        if (all.Count == 0) throw new InvalidOperationException($"{target} answered nothing.");
        var (whole, first) = (all.Select(t => t.Whole).Order().ToArray(), all.Select(t => t.First).Order().ToArray());
        return new LoadResult(all.Count / seconds, At(whole, 0.5), At(whole, 0.99), At(first, 0.5), all.Count, _faults);
    }

    /// <summary>The child process: takes its arguments and prints its result as one line of JSON.</summary>
    public static async Task<int> MainAsync(string[] args)
    {
        var (target, stream) = (args[0], args[3] == "stream");
        var connections = int.Parse(args[1], CultureInfo.InvariantCulture);
        var seconds = double.Parse(args[2], CultureInfo.InvariantCulture);
        var result = target.StartsWith("in-process:", StringComparison.Ordinal)
            ? await InProcessLoad.RunAsync(new Uri(target["in-process:".Length..]), connections, TimeSpan.FromSeconds(seconds), stream)
            : await new GatewayLoad(new Uri(target), args[4..], stream).RunAsync(connections, TimeSpan.FromSeconds(seconds));
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    public static string Prompt(string run, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{run} {number}: {s_prompt}");

    public static double At(long[] sorted, double part) =>
        Math.Round(sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)] * 1000.0 / Stopwatch.Frequency, 3);

    private async Task LoopAsync(Stopwatch watch, TimeSpan duration)
    {
        var times = new List<(long, long)>();
        var buffer = new byte[256 * 1024];
        Socket? socket = null;
        while (watch.Elapsed < duration)
        {
            try
            {
                socket ??= await ConnectAsync();
                var start = Stopwatch.GetTimestamp();
                await socket.SendAsync(Request(Interlocked.Increment(ref _last)));
                var (good, first) = await ReadAsync(socket, buffer);
                if (good) times.Add((Stopwatch.GetTimestamp() - start, first - start));
                else Interlocked.Increment(ref _faults);
            }
            catch (Exception e) when (e is SocketException or InvalidDataException)
            {
                Interlocked.Increment(ref _faults);
                socket?.Dispose();
                socket = null;
            }
        }

        socket?.Dispose();
        _times.Add(times);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, target.Port);
        return socket;
    }

    private byte[] Request(long number)
    {
        var streaming = stream ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}," : "";
        var body = $$"""{"model":"gpt-4o-mini",{{streaming}}"messages":[{"role":"user","content":"{{Prompt(_run, number)}}"}]}""";
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {target.PathAndQuery} HTTP/1.1\r\nHost: {target.Authority}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n{body}"));
    }

    /// <summary>Reads one response to its end.</summary>
    private static async Task<(bool Good, long First)> ReadAsync(Socket socket, byte[] buffer)
    {
        int length = 0, headEnd = -1, end = -1;
        var first = 0L;
        while (end < 0 || length < end)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0) throw new InvalidDataException("The connection closed during a response.");
            length += read;
            if (headEnd < 0 && (headEnd = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0) continue;
            if (first == 0 && length > headEnd + 4) first = Stopwatch.GetTimestamp();
            if (end >= 0) continue;
            var head = Encoding.ASCII.GetString(buffer, 0, headEnd).ToLowerInvariant();
            if (head.IndexOf("content-length: ", StringComparison.Ordinal) is >= 0 and var at)
            {
                var stop = head.IndexOf('\r', at) is > 0 and var line ? line : head.Length;
                end = headEnd + 4 + int.Parse(head.AsSpan(at + 16, stop - at - 16), CultureInfo.InvariantCulture);
            }
            else if (buffer.AsSpan(0, length).EndsWith("\r\n0\r\n\r\n"u8)) end = length;
        }

        return (buffer.AsSpan(9, 3).SequenceEqual("200"u8), first);
    }
}
