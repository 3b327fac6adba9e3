namespace ObsidianVault.Functional.Rendering;

/// <summary>Every progress that was reported, in order.</summary>
internal sealed class ProgressRecorder : IProgress<double>
{
    public List<double> Values { get; } = [];

    public void Report(double value) => Values.Add(value);
}
