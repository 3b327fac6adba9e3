namespace ObsidianVault.Benchmarks;

/// <summary>
/// Compares two videos of the same frames, encoded with different presets at the same constant quality. Before encoding the
/// frames are bit-identical (a test ensures that), so they differ only in what x264 leaves out: never a shape, at most its edge.
/// </summary>
internal static class FrameComparison
{
    /// <summary>
    /// A pixel that differs by more than this many of 255 levels counts as wrong: at crf 23 that exceeds the encoder's noise.
    /// </summary>
    private const int Visible = 40;

    /// <summary>The largest fraction of wrong pixels in one frame; a lost glyph of 20 by 20 pixels is a thousandth of 480p.</summary>
    private const double MostWrong = 0.002;

    /// <summary>The number of equal frames, and of frames in the longer video.</summary>
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
