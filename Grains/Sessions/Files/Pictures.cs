namespace ObsidianVault.Grains.Sessions.Files;

/// <summary>Recognizes pictures by their first bytes.</summary>
internal static class Pictures
{
    /// <summary>The MIME type, or null if models and browsers cannot read it as a picture; the stream is rewound.</summary>
    public static async Task<string?> TypeOfAsync(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[12];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        return head.AsSpan(0, read) switch
        {
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P'] => "image/webp",
            _ => null,
        };
    }
}
