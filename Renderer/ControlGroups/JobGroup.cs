namespace ObsidianVault.Renderer.ControlGroups;

/// <summary>The control groups of one sandbox, one for each tree of the kernel; none where the renderer may not make groups.</summary>
/// <param name="memory">The one that counts memory.</param>
/// <param name="entry">The command that enters the groups and then starts the command that follows it.</param>
internal sealed class JobGroup(ControlGroup? memory, IReadOnlyList<ControlGroup> all, IReadOnlyList<string> entry)
{
    private const int MostAttempts = 250;
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(20);

    public bool CountsMemory => memory is not null;

    /// <summary>How many of its processes were killed because all together needed more memory than their limit.</summary>
    public long Killed => memory?.Killed ?? 0;

    /// <summary>The command that starts this one in the group. It fails if it cannot enter.</summary>
    public IReadOnlyList<string> Enter(IReadOnlyList<string> command) => all.Count == 0 ? command : [.. entry, .. command];

    /// <summary>Limits the memory to so many bytes more than what is held now.</summary>
    public void Limit(long bytes) => memory?.LimitMemory(memory.HeldBytes + bytes);

    /// <summary>Removes the groups once the kernel has seen their last process end.</summary>
    public async Task RemoveAsync()
    {
        using var timer = new PeriodicTimer(s_period);
        // What is still there then is removed with the renderer's own group.
        for (var attempt = 0; all.Any(group => !group.Remove()) && attempt < MostAttempts; attempt++) await timer.WaitForNextTickAsync();
    }
}
