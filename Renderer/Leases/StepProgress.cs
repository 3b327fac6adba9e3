namespace ObsidianVault.Renderer.Leases;

/// <summary>Maps a step's progress, 0 to 1, to the job's percentage.</summary>
internal sealed class StepProgress(int from, int to) : IProgress<double>
{
    private double _value;

    public int Percent => from + (int)((to - from) * Math.Clamp(Volatile.Read(ref _value), 0, 1));

    public void Report(double value) => Volatile.Write(ref _value, value);
}
