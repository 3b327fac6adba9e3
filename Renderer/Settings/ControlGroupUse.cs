namespace ObsidianVault.Renderer.Settings;

/// <summary>Whether a renderer puts each sandbox into a control group of the kernel.</summary>
public enum ControlGroupUse
{
    /// <summary>Where the renderer may make groups. Elsewhere scenes are refused what only a group would have counted.</summary>
    Auto,

    /// <summary>Always: where the renderer may not make groups, it does not start.</summary>
    Required,

    /// <summary>Never.</summary>
    Off,
}
