using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Grains.Jobs;

/// <summary>What an owner reads about a job in progress.</summary>
internal static class JobMessages
{
    public const string WaitsForRenderer = "Waiting for a renderer.";

    public const string Checks = "Checking the code.";

    public static string Of(JobState state) => state switch
    {
        JobState.Validating => Checks,
        JobState.Rendering => "Rendering.",
        _ => "Uploading.",
    };
}
