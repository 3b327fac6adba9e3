using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Clients;

namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>
/// Limits how many different unknown credentials an address may try, also on this machine. An address that is over it waits, and
/// nothing that it sends meanwhile is compared with a secret. A program that repeats one old token is not guessing, and counts once.
/// </summary>
internal sealed partial class CredentialTries(
    ILimitStore store, IOptions<LimitOptions> options, TimeProvider time, ILogger<CredentialTries> logger)
{
    private const int Capacity = 10_000;
    private readonly ConcurrentDictionary<string, long> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Address, ulong Hash), byte> _counted = new();

    /// <summary>How long the address must wait before it may try another credential; null if it may try now.</summary>
    public TimeSpan? WaitOf(string address)
    {
        if (_waiting.IsEmpty || !_waiting.TryGetValue(address, out var until)) return null;
        var left = until - time.GetTimestamp();
        if (left > 0) return TimeSpan.FromSeconds(left / (double)time.TimestampFrequency);
        _waiting.TryRemove(KeyValuePair.Create(address, until));
        return null;
    }

    /// <summary>Counts a credential that nobody knows.</summary>
    /// <param name="kind">What it claims to be, for the log; never the credential.</param>
    /// <returns>How long the address must wait, where this was one too many.</returns>
    public async ValueTask<TimeSpan?> FailedAsync(ClientAddress client, string credential, string kind)
    {
        var address = client.Key;
        if (_counted.Count >= Capacity) _counted.Clear();
        if (!_counted.TryAdd((address, HashOf(credential)), 0)) return null;
        var subject = new LimitSubject(LimitClass.Credentials, IsAddress: true, address);
        var verdict = await store.TakeAsync(subject, options.Value.Credentials, default, options.Value.Credentials);
        verdict.Place?.Dispose();
        if (verdict.Refused is null)
        {
            LogFailed(kind, address);
            return null;
        }

        if (_waiting.Count >= Capacity) _waiting.Clear();
        var until = time.GetTimestamp() + (long)(verdict.Wait.TotalSeconds * time.TimestampFrequency);
        if (_waiting.TryAdd(address, until)) LogWaits(address, LimitHeaders.Seconds(verdict.Wait));
        return verdict.Wait;
    }

    private static ulong HashOf(string credential) =>
        BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(credential)));

    [LoggerMessage(LogLevel.Warning, "An unknown {Kind} was sent from {Address}")]
    private partial void LogFailed(string kind, string address);

    [LoggerMessage(LogLevel.Warning,
        "{Address} sent too many unknown credentials; what it sends in the next {Seconds} seconds is not looked at")]
    private partial void LogWaits(string address, int seconds);
}
