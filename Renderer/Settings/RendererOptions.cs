using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Renderer.Settings;

/// <summary>Settings of a renderer, section "Renderer".</summary>
public sealed class RendererOptions
{
    public const string Section = "Renderer";

    /// <summary>Scenes rendered at the same time, 1 to 64. Default: half the processors.</summary>
    [Range(1, 64)]
    public int Slots { get; set; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 64);

    /// <summary>
    /// Renders that may go on beside the slots once they have had <see cref="FirstShare"/>, 0 to 64. Each may use
    /// <see cref="MemoryMiB"/>. Default: as many as slots, at least two.
    /// </summary>
    [Range(0, 64)]
    public int LongRenders { get; set; } = Math.Clamp(Environment.ProcessorCount / 2, 2, 64);

    /// <summary>How long a render keeps its slot to itself, from 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstShare { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// After how long a render may have to give way to somebody who waits, if all places for long renders are taken; from 1 s to
    /// 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CrowdedShare { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The root file system that scenes run in, or "/" if this machine (a container image) contains Manim. Empty: this machine's
    /// Manim, or else the newest root that <c>deploy/manim/provision.sh</c> built for this user.
    /// </summary>
    public string Root { get; set; } = "";

    /// <summary>Wall time of one scene, from 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(180);

    /// <summary>Memory of one scene's processes in MiB, 512 to 65,536: the address space of each, and the resident memory of all.</summary>
    [Range(512, 65_536)]
    public int MemoryMiB { get; set; } = 2048;

    /// <summary>Processes and threads of one scene, 16 to 4,096.</summary>
    [Range(16, 4096)]
    public int Processes { get; set; } = 64;

    /// <summary>Scratch space of one scene in MiB, held in memory, 64 to 16,384.</summary>
    [Range(64, 16_384)]
    public int ScratchMiB { get; set; } = 512;

    /// <summary>The largest video in MiB, 1 to 2,000. Telegram takes 50.</summary>
    [Range(1, 2000)]
    public int OutputMiB { get; set; } = 50;

    /// <summary>Whether sandboxes are put into control groups of the kernel: Auto, Required or Off. Default: Auto.</summary>
    public ControlGroupUse ControlGroups { get; set; } = ControlGroupUse.Auto;

    /// <summary>How many scenes may be rendered at the same time.</summary>
    internal int Places => Slots + LongRenders;

    // Each has a sandbox, and a user, of its own: nothing that one is given can keep the others waiting.
    internal int CheckSlot => Places;

    internal int PictureSlot => Places + 1;

    internal int FormulaSlot => Places + 2;

    /// <summary>
    /// User id of slot 0 if the renderer runs as root; slot n has this plus n. Nothing else on the machine may use these ids.
    /// </summary>
    [Range(1000, 2_000_000_000)]
    public int FirstUserId { get; set; } = 64_100;

    /// <summary>The longest video in seconds, 1 to 3,600.</summary>
    [Range(1, 3600)]
    public int VideoSeconds { get; set; } = 600;

    /// <summary>Jobs after which a warm sandbox is replaced by a fresh one, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int JobsPerSandbox { get; set; } = 200;

    /// <summary>Whether an identical request returns the video rendered for it before. Default: yes.</summary>
    public bool VideoCache { get; set; } = true;

    /// <summary>Where typeset formulas are kept for later jobs; empty for a folder in the temporary directory.</summary>
    public string FormulaFolder { get; set; } = "";
}
