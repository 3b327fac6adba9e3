using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.OpenAi;

namespace ObsidianVault.Grains.ResumableCompletions;

/// <summary>The memory used by kept answers in this process, in total and per user, so that no user can take all of it.</summary>
public sealed class CompletionMemory(IOptions<OpenAiLimits> limits)
{
    private const int Share = 8;
    private readonly ConcurrentDictionary<string, long> _byUser = new(StringComparer.Ordinal);
    private long _all;

    /// <summary>Whether there is no room for another answer of the user.</summary>
    public bool IsFull(string user)
    {
        var most = limits.Value.ResumableMiB * 1024L * 1024;
        return Interlocked.Read(ref _all) > most || _byUser.GetValueOrDefault(user) > most / Share;
    }

    public void Take(string user, long bytes)
    {
        Interlocked.Add(ref _all, bytes);
        _byUser.AddOrUpdate(user, bytes, (_, held) => held + bytes);
    }

    public void Return(string user, long bytes)
    {
        Interlocked.Add(ref _all, -bytes);
        // Removes only a user without answers; a concurrent Take adds the user again.
        if (_byUser.AddOrUpdate(user, -bytes, (_, held) => held - bytes) == 0)
            _byUser.TryRemove(new KeyValuePair<string, long>(user, 0));
    }
}
