namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>Which jobs go first.</summary>
[GenerateSerializer, Alias("vault.JobPriority")]
public enum JobPriority
{
    /// <summary>Somebody waits: a chat, a person at a screen.</summary>
    Interactive,
    /// <summary>Nobody waits. Goes after all others, but not forever: see <c>RenderQueue:BatchPatience</c>.</summary>
    Batch,
}
