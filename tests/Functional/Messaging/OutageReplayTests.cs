using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Messaging;

/// <summary>After an outage Meta delivers days of stored events, in no particular order, including malformed ones.</summary>
public sealed class OutageReplayTests(EmbeddedShape shape)
{
    private const int Events = 10_000;
    private const int People = 250;
    private const string OperatorKey = "a-key-of-more-than-24-characters";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Ten_thousand_late_events_in_random_order_are_taken_shown_and_not_answered()
    {
        await using var vault = await shape.StartNewAsync(
            VaultService.UseAi, new Dictionary<string, string> { ["Operator__Key"] = OperatorKey });
        vault.Ai.Otherwise = request => "answer to " + request.LastText("user");
        var random = new Random(20_261_123);
        var bodies = Enumerable.Range(0, Events).Select(n => Body(n, random)).ToArray();
        random.Shuffle(bodies);

        var refused = 0;
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (body, _) =>
        {
            if (await vault.WhatsAppBodyAsync(Encoding.UTF8.GetBytes(body)) != HttpStatusCode.OK) Interlocked.Increment(ref refused);
        });
        refused.ShouldBe(0);
        vault.Ai.Requests.Items.ShouldBeEmpty();
        vault.Graph.Requests.Of<GraphMessage>().ShouldBeEmpty();

        // New messages are answered, except where a human has answered meanwhile.
        (await vault.WhatsAppAsync(Person(1), ("wamid.now1", "Are you there?"))).ShouldBe(HttpStatusCode.OK);
        (await vault.WhatsAppAsync(Person(0), ("wamid.now0", "Are you there?"))).ShouldBe(HttpStatusCode.OK);
        await vault.Graph.WaitForAsync(r => r is GraphMessage, Patience, TestContext.Current.CancellationToken);
        vault.Http.DefaultRequestHeaders.Authorization = new("Bearer", OperatorKey);
        var (taken, free) = (await ThreadAsync(vault, 0), await ThreadAsync(vault, 1));
        taken.GetProperty("human_answers").GetBoolean().ShouldBeTrue();
        Lines(taken).ShouldContain("Are you there?");
        Lines(taken).ShouldNotContain("answer to Are you there?");
        Lines(free).ShouldContain(line => line!.StartsWith("late ", StringComparison.Ordinal));
        vault.Graph.Requests.Of<GraphMessage>().ShouldHaveSingleItem().To.ShouldBe(Person(1));
    }

    private static string Person(int n) => $"49150{n:0000000}";

    private static IEnumerable<string?> Lines(JsonElement thread) =>
        thread.GetProperty("thread").EnumerateArray().Select(t => t.GetProperty("text").GetString());

    private static Task<JsonElement> ThreadAsync(VaultService vault, int person) => vault.Http.GetFromJsonAsync<JsonElement>(
        $"/api/v1/operator/conversations?channel=whatsapp&account={VaultService.PhoneNumberId}&external_id={Person(person)}",
        TestContext.Current.CancellationToken);

    /// <summary>The nth event, from 2 hours to 6 days old: of a common kind, an unusual one, or malformed.</summary>
    private static string Body(int n, Random random)
    {
        var from = Person(n % People);
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - random.Next(7_200, 518_400);
        var message = $"\"id\":\"wamid.{n}\",\"from\":\"{from}\"";
        var value = (n / People) switch
        {
            0 when n == 0 => """{"message_echoes":["""
                + $$$"""{"id":"wamid.echo","from":"15550001111","to":"{{{from}}}","timestamp":"{{{at}}}","type":"text","text":"""
                + """{"body":"A human here."}}]}""",
            < 25 => $$$"""{"contacts":[{"wa_id":"{{{from}}}","profile":{"name":"A"}}],"messages":["""
                + $$$"""{{{{message}}},"timestamp":"{{{at}}}","type":"text","text":{"body":"late {{{n}}}"}}]}""",
            < 28 => $$$"""{"contacts":[{"wa_id":"{{{from}}}"}],"messages":[{{{{message}}},"timestamp":{{{at}}},"type":"text","text":"""
                + $$$"""{"body":"late {{{n}}}"},"new":{"field":[1]}}]}""",
            < 30 => $$$"""{"messages":[{{{{message}}},"timestamp":"{{{at}}}","type":"hologram","hologram":{"x":[]}}]}""",
            < 31 => $$$"""{"messages":[{{{{message}}},"timestamp":"{{{at}}}","type":"unsupported","errors":[{"code":131051}]}]}""",
            < 32 => """{"errors":[{"code":131000,"title":"Something went wrong"}]}""",
            < 36 => $$$"""{"statuses":[{"id":"wamid.s{{{n}}}","status":"read","timestamp":"{{{at}}}","recipient_id":"{{{from}}}"}]}""",
            < 37 => """{"messages":[{}],"statuses":[null],"contacts":7}""",
            < 38 => $$$"""{"messages":[{{{{message}}},"timestamp":"yesterday","type":"reaction","reaction":{"message_id":"wamid.x"}}]}""",
            _ => "null",
        };
        var field = n == 0 ? "smb_message_echoes" : "messages";
        var metadata = $$$"""{"messaging_product":"whatsapp","metadata":{"phone_number_id":"{{{VaultService.PhoneNumberId}}}"}""";
        value = value == "null" ? value : metadata + "," + value[1..];
        return $$$"""{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"{{{field}}}","value":{{{value}}}}]}]}""";
    }
}
