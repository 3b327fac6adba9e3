namespace ObsidianVault.Ai.Providers;

/// <summary>Mends what some backends write in place of JSON.</summary>
internal static class JsonRepair
{
    /// <summary>Puts null in place of NaN, Infinity and -Infinity outside strings.</summary>
    public static ReadOnlySpan<byte> WithoutNonNumbers(ReadOnlySpan<byte> json)
    {
        var mended = new List<byte>(json.Length);
        var isString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var one = json[i];
            if (!isString && one is (byte)'N' or (byte)'I' or (byte)'-')
            {
                var rest = json[i..];
                var length = rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
                if (length > 0 && !isString)
                {
                    mended.AddRange("null"u8);
                    i += length - 1;
                    continue;
                }
            }

            mended.Add(one);
            if (one == '"') isString = !isString;
            else if (one == '\\' && isString && i + 1 < json.Length) mended.Add(json[++i]);
        }

        return mended.ToArray();
    }
}
