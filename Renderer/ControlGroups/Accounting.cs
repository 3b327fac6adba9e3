namespace ObsidianVault.Renderer.ControlGroups;

/// <summary>How much of what a scene uses the kernel counts and shares out on this machine.</summary>
/// <param name="CountsMemory">
/// All memory of a scene is counted and limited. Else the calls are refused whose memory nobody would see.
/// </param>
/// <param name="SharesProcessors">Each scene gets the same share of the processors, however many processes and sessions it has.</param>
/// <param name="HasSession">Without that, the kernel shares the processors out among sessions, and each job is held in one.</param>
internal sealed record Accounting(bool CountsMemory, bool SharesProcessors, bool HasSession)
{
    /// <summary>Whether every process competes with every other, so that a job with many must be held back.</summary>
    public bool SharesByProcess => !SharesProcessors && !HasSession;

    /// <summary>What holds, as two sentences for the operator.</summary>
    public override string ToString() =>
        (CountsMemory
            ? "The kernel counts all memory of a scene in a control group. "
            : "The memory of a scene is added up from outside, and system calls that would hide some of it are refused. ")
        + (SharesProcessors ? "Scenes share the processors by control group."
            : HasSession ? "Scenes share the processors by session."
            : "Scenes share the processors by process, and one with many comes after the others.");
}
