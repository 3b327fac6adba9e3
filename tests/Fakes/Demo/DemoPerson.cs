namespace ObsidianVault.Fakes.Demo;

/// <summary>The person's side of the demo: the updates that Telegram posts for them, and their browser.</summary>
internal sealed class DemoPerson(DemoArguments arguments) : IDisposable
{
    private static readonly TimeSpan s_readyPoll = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Waits for another process, which can only be polled.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var ready = new Uri(arguments.Api, "/health/ready");
        using var tick = new PeriodicTimer(s_readyPoll);
        do
        {
            try
            {
                using var response = await _http.GetAsync(ready, cancellationToken);
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        }
        while (await tick.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Posts a text message as Telegram does, with the bot's secret.</summary>
    public async Task SayAsync(long chatId, string text, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(arguments.Api, "/webhook/telegram"))
        {
            Content = JsonContent.Create(new
            {
                update_id = (int)(now.ToUnixTimeMilliseconds() % int.MaxValue),
                message = new
                {
                    message_id = 1,
                    from = new { id = chatId, is_bot = false, first_name = "Demo" },
                    chat = new { id = chatId, type = "private", first_name = "Demo" },
                    date = now.ToUnixTimeSeconds(),
                    text,
                    entities = new[] { new { type = "bot_command", offset = 0, length = text.IndexOf(' ', StringComparison.Ordinal) } },
                },
            }),
        };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", arguments.Secret);
        using var response = await _http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new DemoFailedException($"The webhook returned {(int)response.StatusCode}.");
    }

    /// <summary>Opens the link as a browser does, following redirects.</summary>
    public async Task<byte[]> OpenLinkAsync(Uri link, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(link, cancellationToken);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new DemoFailedException($"The link returned {(int)response.StatusCode}.");
    }

    public void Dispose() => _http.Dispose();
}
