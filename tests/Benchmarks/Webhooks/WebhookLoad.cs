using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ObsidianVault.Benchmarks.Gateway;

namespace ObsidianVault.Benchmarks.Webhooks;

/// <summary>
/// What a load of webhooks did. Times are in milliseconds, from when a webhook was due until its 200; the CPU time is the target's for
/// each, without the database's.
/// </summary>
internal sealed record WebhookResult(double PerSecond, double P50, double P99, long Faults, double Cpu = 0);

/// <summary>
/// Posts one signed WhatsApp message of each of many people, over persistent connections with one request at a time. Uses raw
/// sockets and prepares the requests beforehand, so that the load costs little on a machine that it shares with what it measures.
/// </summary>
internal static class WebhookLoad
{
    public const string AppSecret = "bench-app-secret";
    public const string Number = "111";
    public const string Path = "/webhook/whatsapp";
    private const int Connections = 64;

    /// <summary>
    /// The child process: its arguments are the address, the name of the round, the first person's number, how many people there are,
    /// and how many webhooks are due a second, 0 for as fast as they are taken. It prints its result as one line of JSON.
    /// </summary>
    public static async Task<int> MainAsync(string[] args)
    {
        var address = new Uri(args[0]);
        var (first, people) = (int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
        var rate = double.Parse(args[4], CultureInfo.InvariantCulture);
        var requests = Enumerable.Range(first, people).Select(person => Request(address, args[1], person)).ToArray();
        var times = new long[people];
        var (last, faults) = (-1, 0L);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(LoopAsync)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(times);
        Console.WriteLine(JsonSerializer.Serialize(new WebhookResult(
            Math.Round(people / seconds), GatewayLoad.At(times, 0.5), GatewayLoad.At(times, 0.99), faults)));
        return 0;

        async Task LoopAsync()
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, address.Port);
            var buffer = new byte[16 * 1024];
            for (int next; (next = Interlocked.Increment(ref last)) < people;)
            {
                var due = rate > 0 ? start + (long)(next / rate * Stopwatch.Frequency) : Stopwatch.GetTimestamp();
                if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } early)
                    await Task.Delay(early, TimeProvider.System);
                await socket.SendAsync(requests[next]);
                if (!await IsTakenAsync(socket, buffer)) Interlocked.Increment(ref faults);
                times[next] = Stopwatch.GetTimestamp() - due;
            }
        }
    }

    private static byte[] Request(Uri address, string round, int person)
    {
        var body = Encoding.UTF8.GetBytes(
            $$$"""
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",
            "metadata":{"display_phone_number":"15550001111","phone_number_id":"{{{Number}}}"},
            "contacts":[{"profile":{"name":"A"},"wa_id":"49150{{{person:0000000}}}"}],
            "messages":[{"from":"49150{{{person:0000000}}}","id":"wamid.{{{round}}}.{{{person}}}",
            "timestamp":"{{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}}}","type":"text","text":{"body":"What is a limit?"}}]}}]}]}
            """);
        var digest = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), body));
        return
        [
            .. Encoding.ASCII.GetBytes(
                $"POST {Path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n"
                + $"X-Hub-Signature-256: sha256={digest}\r\nContent-Length: {body.Length}\r\n\r\n"),
            .. body,
        ];
    }

    /// <summary>Reads one response, whose head comes with its length and in few pieces.</summary>
    private static async Task<bool> IsTakenAsync(Socket socket, byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0) throw new InvalidDataException("The connection closed during a response.");
            length += read;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            var text = Encoding.ASCII.GetString(buffer, 0, head).ToLowerInvariant();
            var at = text.IndexOf("content-length: ", StringComparison.Ordinal);
            var body = at < 0 ? 0 : int.Parse(text[(at + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
            if (length >= head + 4 + body) return text.StartsWith("http/1.1 200", StringComparison.Ordinal);
        }
    }
}
