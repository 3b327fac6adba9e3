using System.Globalization;
using System.Net;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos.Storm;

/// <summary>What the channels post to the front ends, to any of them.</summary>
public sealed class StormWebhooks(VaultService vault, StormDiary diary) : IDisposable
{
    private readonly HttpClient[] _apis =
    [
        .. VaultService.Wide.Where(host => host.StartsWith("Api", StringComparison.Ordinal)).Select(host => new HttpClient
        {
            BaseAddress = vault.AddressOf(host),
            Timeout = TimeSpan.FromSeconds(30),
        }),
    ];

    /// <returns>The status, or null where there was no answer.</returns>
    public Task<HttpStatusCode?> PostAsync(Ask ask, int draw, CancellationToken cancellationToken)
    {
        var through = _apis[draw % _apis.Length];
        return TryAsync(
            () => ask.Person.IsTelegram
                ? vault.TelegramAsync(
                    (ask.Person.Number * 10_000) + ask.Number, ask.Text,
                    long.Parse(ask.Person.Address, CultureInfo.InvariantCulture), through: through)
                : vault.WhatsAppAsync(through, ask.Person.Address, ($"wamid.{ask.Tag}", ask.Text)),
            cancellationToken);
    }

    /// <summary>Says that a message was sent and delivered, until both are acknowledged.</summary>
    public async Task ReceiptsAsync(string outboxId, string to, int draw, CancellationToken cancellationToken)
    {
        foreach (var status in new[] { "sent", "delivered" })
        {
            for (var tries = 0; ; tries++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300 + (draw % 1_500)), cancellationToken);
                var through = _apis[(draw + tries) % _apis.Length];
                var answer = await TryAsync(
                    () => vault.WhatsAppAsync(
                        new
                        {
                            statuses = new[]
                            {
                                new
                                {
                                    id = "wamid.OUT." + outboxId,
                                    status,
                                    recipient_id = to,
                                    timestamp = $"{StormDiary.Now.ToUnixTimeSeconds()}",
                                    biz_opaque_callback_data = outboxId,
                                },
                            },
                        },
                        through: through),
                    cancellationToken);
                if (answer == HttpStatusCode.OK) break;
            }
        }
    }

    public void Dispose()
    {
        foreach (var api in _apis) api.Dispose();
    }

    private async Task<HttpStatusCode?> TryAsync(Func<Task<HttpStatusCode>> post, CancellationToken cancellationToken)
    {
        try
        {
            return await post();
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            diary.Write("people", $"no answer: {exception.Message}");
            return null;
        }
    }
}
