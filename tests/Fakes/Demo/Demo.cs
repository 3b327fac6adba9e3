using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ObsidianVault.Fakes.Telegram;

namespace ObsidianVault.Fakes.Demo;

/// <summary>
/// Does what a person on Telegram does: sends <c>/video PROMPT</c>, watches the bot's messages, opens the link. The
/// service behind it is real; only Telegram is a fake.
/// </summary>
public static partial class Demo
{
    public const int ExitDelivered = 0;
    public const int ExitFailed = 1;
    public const int ExitTimeout = 2;
    public const int ExitUsage = 64;

    private const long ChatId = 4242;
    private const int MinVideoBytes = 10 * 1024;

    public static async Task<int> RunAsync(DemoArguments arguments, TextWriter output, CancellationToken cancellationToken = default)
    {
        await using var telegram = await TelegramStandIn.StartNewAsync(arguments.TelegramPort);
        output.WriteLine("Stand-in for the Telegram API (local, nothing is sent to Telegram)");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(arguments.Timeout);
        try
        {
            using var person = new DemoPerson(arguments);
            await person.WaitUntilReadyAsync(limit.Token);
            var clock = Stopwatch.StartNew();
            output.WriteLine($"you: /video {arguments.Prompt}");
            await person.SayAsync(ChatId, $"/video {arguments.Prompt}", limit.Token);

            var last = await WatchAsync(telegram, output, clock, limit.Token);
            if (IsFailure(last)) return ExitFailed;

            var link = Link().Match(last);
            if (!link.Success) throw new DemoFailedException("The message with the video has no link.");
            return await KeepAsync(await person.OpenLinkAsync(new Uri(link.Value), limit.Token), arguments.Out, output, limit.Token);
        }
        catch (Exception error) when (error is DemoFailedException or HttpRequestException)
        {
            output.WriteLine($"failed: {error.Message}");
            return ExitFailed;
        }
        catch (OperationCanceledException)
        {
            output.WriteLine($"No video arrived within {arguments.Timeout.TotalSeconds:0} s.");
            return ExitTimeout;
        }
    }

    /// <summary>Prints what the bot says, each line once, until it sends the video or a failure; returns that text.</summary>
    private static async Task<string> WatchAsync(
        TelegramStandIn telegram, TextWriter output, Stopwatch clock, CancellationToken cancellationToken)
    {
        var printed = new HashSet<string>(StringComparer.Ordinal);
        for (var next = 0; ; next++)
        {
            var index = next;
            var request = await telegram.Requests.WaitForAsync(_ => true, Timeout.InfiniteTimeSpan, index, cancellationToken);
            var text = request switch
            {
                { ChatId: not ChatId } => null,
                TelegramMessageSent sent => sent.Text,
                TelegramMessageEdited edited => edited.Text,
                TelegramVideoSent video => video.Caption ?? "",
                _ => null,
            };
            if (text is null) continue;

            foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                if (printed.Add(line))
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed.TotalSeconds,6:0.0} s] bot: {line}"));
            if (request is TelegramVideoSent || IsFailure(text) || IsVideoLink(text)) return text;
        }
    }

    private static async Task<int> KeepAsync(byte[] file, string path, TextWriter output, CancellationToken cancellationToken)
    {
        var mp4 = Mp4.Read(file);
        if (!mp4.StartsWithFileType) throw new DemoFailedException("The link did not return an MP4 file.");
        if (!mp4.StreamsFromTheStart) throw new DemoFailedException("The MP4 cannot be streamed: mdat comes before moov.");
        if (file.Length <= MinVideoBytes) throw new DemoFailedException($"The MP4 has only {file.Length} bytes.");

        await File.WriteAllBytesAsync(path, file, cancellationToken);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"video: {path} ({mp4.Duration.TotalSeconds:0.0} s, {file.Length / 1024} kB)"));
        return ExitDelivered;
    }

    private static bool IsFailure(string text) => text.StartsWith('❌');

    // A video too large to upload is sent as a text with only the link.
    private static bool IsVideoLink(string text) =>
        Link().Match(text) is { Success: true, Value: var url } && url.Contains("/access?token=", StringComparison.Ordinal);

    [GeneratedRegex(@"https?://[^\s<>""]+")]
    private static partial Regex Link();
}
