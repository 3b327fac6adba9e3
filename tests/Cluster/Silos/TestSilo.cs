using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace ObsidianVault.Cluster.Silos;

public enum SiloRole
{
    /// <summary>Hosts what a general silo hosts.</summary>
    General,

    /// <summary>Hosts no grain but those of the renderer. Where <c>Renderer:Root</c> is set, its pool renders.</summary>
    Renderer,
}

/// <summary>One silo of a <see cref="TestVault"/>.</summary>
public sealed class TestSilo(int number, SiloRole role)
{
    private static readonly Type s_activations = Type.GetType("Orleans.Runtime.ActivationDirectory, Orleans.Runtime", throwOnError: true)!;
    private static readonly MethodInfo s_findTarget = s_activations.GetMethod("FindTarget", [typeof(GrainId)])!;

    /// <summary>From 0; never given twice in a vault.</summary>
    public int Number => number;

    public SiloRole Role => role;

    public InProcessSiloHandle Handle { get; internal set; } = null!;

    public IServiceProvider Services => Handle.ServiceProvider;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public bool IsAlive => !Gate.IsDead && Handle is { IsActive: true };

    internal CrashGate Gate { get; } = new();

    /// <summary>The grain's activation on this silo, or null. Orleans keeps its list of them to itself.</summary>
    internal IGrainContext? ActivationOf(GrainId grain)
    {
        var directory = Services.GetRequiredService(s_activations);
        return (IGrainContext?)s_findTarget.Invoke(directory, [grain]);
    }
}
