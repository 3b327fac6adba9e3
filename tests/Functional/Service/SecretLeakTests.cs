using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Fakes;

namespace ObsidianVault.Functional.Service;

/// <summary>
/// Every secret goes through everything that could tell it: logs at their finest, errors, traces, metrics and answers. Both values of one
/// that is being replaced are taken.
/// </summary>
public sealed class SecretLeakTests
{
    private const string Marker = "SeCrEt9";

    private static readonly Dictionary<string, string> s_secrets = new()
    {
        ["Operator__Key"] = $"{Marker}-operator-new-0123456789 {Marker}-operator-old-9876543210",
        ["Telegram__Bots__0__Token"] = $"1:{Marker}-of-the-channel",
        ["Telegram__Bots__0__WebhookSecret"] = $"{Marker}-webhook-new {Marker}-webhook-old",
        ["WhatsApp__AccessToken"] = $"{Marker}-access-token",
        ["WhatsApp__AppSecret"] = $"{Marker}-app-new-secret {Marker}-app-old-secret",
        ["WhatsApp__VerifyToken"] = $"{Marker}-verify-new {Marker}-verify-old",
        ["Ai__ApiKey"] = $"{Marker}-ai-key",
    };

    [Fact]
    public async Task No_secret_is_told_and_both_values_of_one_that_is_replaced_are_taken()
    {
        ConcurrentQueue<string> said = new();
        var stop = TestContext.Current.CancellationToken;
        await using var collector = WebApplication.CreateBuilder().Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.Map("/{**path}", async http =>
        {
            using var bytes = new MemoryStream();
            await http.Request.Body.CopyToAsync(bytes);
            said.Enqueue("trace " + Encoding.Latin1.GetString(bytes.ToArray()));
        });
        await collector.StartAsync(stop);
        var address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        await using var vault = await VaultService.StartNewAsync(
            VaultService.Embedded, (host, line) => said.Enqueue($"log {line}"), VaultService.UseAi, s_secrets,
            new Dictionary<string, string>
            {
                ["Logging__LogLevel__Default"] = "Debug",
                ["Logging__LogLevel__System.Net.Http"] = "Trace",
                ["Logging__LogLevel__Orleans"] = "Information",
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            });

        await vault.OpenSessionAsync();
        foreach (var secret in Values("Telegram__Bots__0__WebhookSecret"))
            (await vault.TelegramAsync(secret.Length, "/video Explain a circle", secret: secret)).ShouldBe(HttpStatusCode.OK);
        foreach (var secret in Values("WhatsApp__AppSecret"))
            (await vault.WhatsAppBodyAsync("{\"object\":\"x\"}"u8.ToArray(), secret)).ShouldBe(HttpStatusCode.OK);
        foreach (var secret in Values("WhatsApp__VerifyToken"))
        {
            await KeepAsync(
                await vault.Http.GetAsync($"/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1&hub.verify_token={secret}", stop), 200);
        }

        foreach (var secret in Values("Operator__Key"))
        {
            await KeepAsync(await AsAsync(secret, "/api/v1/operator/lines"), 200);
            await KeepAsync(await AsAsync(secret[..^1] + "~", "/api/v1/operator/lines"), 401);
            await KeepAsync(await AsAsync(secret, "/metrics"), 200);
        }

        // Channels and providers that refuse, and time out.
        vault.Telegram.Fail(new Fault.Error(401, "Unauthorized"), 2);
        vault.Ai.Fail(new Fault.Error(401, $"Incorrect API key provided: {Marker}-ai-key"), 2);
        for (var i = 0; i < 3; i++)
        {
            await KeepAsync(await vault.Http.PostAsJsonAsync(
                "/v1/chat/completions", new { model = "auto", messages = new[] { new { role = "user", content = "Hello" } } }, stop));
        }

        (await vault.TelegramAsync(77, "Hello", secret: Values("Telegram__Bots__0__WebhookSecret")[0])).ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { "/api/v1/status", "/health/ready", "/openapi/v1.json", "/metrics", "/nowhere?key=x" })
            await KeepAsync(await vault.Http.GetAsync(path, stop));
        await VaultService.UntilAsync(() => Task.FromResult(vault.Telegram.Requests.Items.Count > 0), "the bot was called");
        await VaultService.UntilAsync(
            () => Task.FromResult(said.Any(text =>
                text.StartsWith("trace ", StringComparison.Ordinal) && text.Contains("/webhook", StringComparison.Ordinal))),
            "a trace of a webhook has arrived");

        said.Where(text => text.Contains(Marker, StringComparison.Ordinal)).Select(Around).Distinct().ShouldBeEmpty();

        async Task<HttpResponseMessage> AsAsync(string credential, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new("Bearer", credential);
            return await vault.Http.SendAsync(request, stop);
        }

        async Task KeepAsync(HttpResponseMessage answer, int? status = null)
        {
            using (answer)
            {
                var text = await answer.Content.ReadAsStringAsync(stop);
                if (status is { } expected) ((int)answer.StatusCode).ShouldBe(expected, text);
                said.Enqueue($"answer {answer.Headers} {text}");
            }
        }
    }

    private static string[] Values(string setting) => s_secrets[setting].Split(' ');

    private static string Around(string text)
    {
        var at = text.IndexOf(Marker, StringComparison.Ordinal);
        return text[Math.Max(0, at - 150)..Math.Min(text.Length, at + 60)];
    }
}
