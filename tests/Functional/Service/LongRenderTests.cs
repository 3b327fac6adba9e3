using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Functional.OpenAi;

namespace ObsidianVault.Functional.Service;

/// <summary>A renderer with one slot, and scenes that hang.</summary>
public sealed class LongRenderTests
{
    private const string Hangs = "from manim import *\nclass A(Scene):\n    def construct(self):\n        n = 0\n        while n >= 0:\n"
        + "            n += 1\n        self.wait()\n";
    private const string Short = "from manim import *\nclass B(Scene):\n    def construct(self):\n        self.play(Create(Circle()))\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scenes_that_hang_hold_up_neither_their_neighbours_nor_one_who_comes_later()
    {
        await using var service = await VaultService.StartNewAsync(VaultService.Embedded, new Dictionary<string, string>
        {
            ["Renderer__Slots"] = "1",
            ["Renderer__LongRenders"] = "1",
            ["Renderer__FirstShare"] = "00:00:05",
            ["Renderer__CrowdedShare"] = "00:00:15",
            ["Renderer__TimeLimit"] = "01:00:00",
        });
        using var mallory = await OpenAiFixture.HttpAsync(service);
        using var trudy = await OpenAiFixture.HttpAsync(service);
        using var alice = await OpenAiFixture.HttpAsync(service);
        var hanging = new[] { (mallory, await SubmitAsync(mallory, Hangs)), (mallory, await SubmitAsync(mallory, Hangs)),
            (trudy, await SubmitAsync(trudy, Hangs)) };
        await VaultService.UntilAsync(
            async () => await StateAsync(mallory, hanging[0].Item2) == "rendering", "the first one hangs", TimeSpan.FromMinutes(2));

        // The limit is an hour: she gets a turn only because the others leave their places.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var states = await alice.FollowAsync(await SubmitAsync(alice, Short), Token);
            states[^1].GetProperty("status").GetString().ShouldBe("ready");
        }

        foreach (var (person, id) in hanging)
        {
            (await StateAsync(person, id)).ShouldNotBe("failed");
            (await person.DeleteAsync($"/api/v1/jobs/{id}", Token)).EnsureSuccessStatusCode();
        }
    }

    private static async Task<string> SubmitAsync(HttpClient person, string code)
    {
        // Different bytes, so that no video comes from the cache.
        var request = new { code = $"{code}# {Guid.NewGuid()}\n", quality = "low" };
        using var response = await person.PostAsJsonAsync("/api/v1/code", request, Token);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(Token));
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("job_id").GetString()!;
    }

    private static async Task<string?> StateAsync(HttpClient person, string id) =>
        (await person.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{id}", Token)).GetProperty("status").GetString();
}
