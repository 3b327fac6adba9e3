namespace ObsidianVault.Benchmarks;

/// <summary>
/// Two videos of the same frames, encoded by different presets at the same constant quality. Before encoding the frames are
/// equal to the bit (a test sees to that), so what differs is what x264 leaves out: nowhere a shape, at most its edge.
/// </summary>
internal static class FrameComparison
{
    /// <summary>A pixel that differs by more than this of 255 levels is no noise of the encoder at crf 23, where it counts as wrong.</summary>
    private const int Visible = 40;

    /// <summary>The largest share of wrong pixels in one frame; a lost glyph of 20 by 20 pixels is a thousandth of 480p.</summary>
    private const double MostWrong = 0.002;

    /// <summary>How many frames are the same, of how many the longer video has.</summary>
    public static (int Same, int Frames) Compare(byte[] ours, byte[] peer, int frameSize)
    {
        var frames = Math.Max(ours.Length, peer.Length) / frameSize;
        var same = 0;
        for (var frame = 0; frame < Math.Min(ours.Length, peer.Length) / frameSize; frame++)
        {
            var one = ours.AsSpan(frame * frameSize, frameSize);
            var other = peer.AsSpan(frame * frameSize, frameSize);
            var wrong = 0;
            for (var i = 0; i < one.Length; i++)
            {
                if (Math.Abs(one[i] - other[i]) > Visible) wrong++;
            }

            if (wrong <= MostWrong * frameSize) same++;
        }

        return (same, frames);
    }
}
