using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.OpenAi;

namespace ObsidianVault.Grains.ResumableAnswers;

/// <summary>How much the answers that are kept in this process take, in all and by user: nobody may take the memory of all others.</summary>
public sealed class AnswerMemory(IOptions<OpenAiLimits> limits)
{
    private const int Share = 8;
    private readonly ConcurrentDictionary<string, long> _byUser = new(StringComparer.Ordinal);
    private long _all;

    /// <summary>Whether another answer of the user is too many.</summary>
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
        // Only a user without answers is forgotten; who takes at this moment is counted anew.
        if (_byUser.AddOrUpdate(user, -bytes, (_, held) => held - bytes) == 0) _byUser.TryRemove(new KeyValuePair<string, long>(user, 0));
    }
}
