using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace ObsidianVault.Cluster.Silos;

public enum SiloRole
{
    /// <summary>Hosts the grains of a general silo.</summary>
    General,

    /// <summary>Hosts only the renderer's grains. Its pool renders if <c>Renderer:Root</c> is set.</summary>
    Renderer,
}

/// <summary>One silo of a <see cref="TestVault"/>.</summary>
public sealed class TestSilo(int number, SiloRole role)
{
    private static readonly Type s_activations = Type.GetType("Orleans.Runtime.ActivationDirectory, Orleans.Runtime", throwOnError: true)!;
    private static readonly MethodInfo s_findTarget = s_activations.GetMethod("FindTarget", [typeof(GrainId)])!;

    /// <summary>Starts at 0; never reused within a vault.</summary>
    public int Number => number;

    public SiloRole Role => role;

    public InProcessSiloHandle Handle { get; internal set; } = null!;

    public IServiceProvider Services => Handle.ServiceProvider;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public bool IsAlive => !Gate.IsDead && Handle is { IsActive: true };

    internal CrashGate Gate { get; } = new();

    /// <summary>The grain's activation on this silo, or null. Orleans does not expose its list of activations.</summary>
    internal IGrainContext? ActivationOf(GrainId grain)
    {
        var directory = Services.GetRequiredService(s_activations);
        return (IGrainContext?)s_findTarget.Invoke(directory, [grain]);
    }
}
