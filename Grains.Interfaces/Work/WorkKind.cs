namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>Which pool of workers a job waits for. The numbers are stored.</summary>
[GenerateSerializer, Alias("vault.WorkKind")]
public enum WorkKind
{
    /// <summary>A writer: plans a storyboard, writes a scene, or repairs one. Writers wait for models.</summary>
    Write = 0,
    /// <summary>A renderer: draws a scene, or joins scenes. Renderers keep a processor busy.</summary>
    Render = 1,
}
