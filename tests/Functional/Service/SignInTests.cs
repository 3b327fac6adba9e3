using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Functional.Service;

/// <summary>People sign in at a real OpenID Connect provider.</summary>
[Collection<AccessCollection>]
public sealed class SignInTests(AccessFixture fixture)
{
    [Fact]
    public async Task Somebody_signs_in_is_the_same_everywhere_and_signs_out()
    {
        using var desk = Browser();
        (await desk.RolesAsync()).ShouldBeEmpty();
        (await desk.SignInAsync("ada", "/signin?return=/chat")).AbsolutePath.ShouldBe("/chat");
        var account = await desk.JsonAsync(HttpMethod.Get, "/api/v1/account");
        (account.GetProperty("name").GetString(), account.GetProperty("signed_in").GetBoolean()).ShouldBe(("ada of the tests", true));
        (await desk.RolesAsync()).ShouldBe(["user"]);
        var cookie = desk.Cookies.Last(c => c.StartsWith("vault-account=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);

        using var phone = Browser();
        await phone.SignInAsync("ada");
        var key = await desk.JsonAsync(HttpMethod.Post, "/api/v1/keys", new { name = "desk" });
        (await phone.JsonAsync(HttpMethod.Get, "/api/v1/keys")).GetRawText().ShouldContain(key.GetProperty("key_id").GetString()!);
        using var bob = Browser();
        await bob.SignInAsync("bob");
        (await bob.JsonAsync(HttpMethod.Get, "/api/v1/keys")).GetProperty("keys").GetArrayLength().ShouldBe(0);

        (await desk.StatusAsync(HttpMethod.Post, "/signout")).ShouldBe(HttpStatusCode.NoContent);
        (await desk.RolesAsync()).ShouldBeEmpty();
        (await phone.RolesAsync()).ShouldBe(["user"]);
        (await phone.StatusAsync(HttpMethod.Post, "/signout?everywhere=true")).ShouldBe(HttpStatusCode.NoContent);
        await desk.SignInAsync("ada");
        (await desk.RolesAsync()).ShouldBe(["user"]);
    }

    [Fact]
    public async Task A_sign_in_that_is_ended_everywhere_ends_within_a_second_also_for_a_copied_cookie()
    {
        using var desk = Browser();
        using var phone = Browser();
        await desk.SignInAsync("carol");
        await phone.SignInAsync("carol");
        (await phone.StatusAsync(HttpMethod.Post, "/signout?everywhere=true")).ShouldBe(HttpStatusCode.NoContent);
        await VaultService.UntilAsync(async () => (await desk.RolesAsync()).Length == 0, "the other sign-in has ended");
    }

    [Fact]
    public async Task No_page_of_a_stranger_writes_with_somebodys_cookie()
    {
        using var browser = Browser();
        await browser.SignInAsync("dora");
        var own = fixture.Vault.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        foreach (var (headers, expected) in new ((string, string)[], HttpStatusCode)[]
        {
            ([], HttpStatusCode.Forbidden),
            ([("Sec-Fetch-Site", "cross-site")], HttpStatusCode.Forbidden),
            ([("Sec-Fetch-Site", "same-site")], HttpStatusCode.Forbidden),
            ([("Sec-Fetch-Site", "none")], HttpStatusCode.Forbidden),
            ([("Sec-Fetch-Site", "cross-site"), ("Origin", own)], HttpStatusCode.Forbidden),
            ([("Origin", "https://evil.example")], HttpStatusCode.Forbidden),
            ([("Origin", "null")], HttpStatusCode.Forbidden),
            ([("Origin", own)], HttpStatusCode.Created),
            ([("Sec-Fetch-Site", "same-origin")], HttpStatusCode.Created),
        })
        {
            using var response = await browser.SendAsync(HttpMethod.Post, "/api/v1/keys", new { name = "test" }, headers);
            response.StatusCode.ShouldBe(expected, string.Join(", ", headers));
        }

        // To read is no harm: another site's page does not get to see the answer.
        using var read = await browser.SendAsync(HttpMethod.Get, "/api/v1/keys", null, ("Origin", "https://evil.example"));
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/%0d%0aSet-Cookie:x=y")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_to_another_site(string back)
    {
        using var browser = Browser();
        var at = await browser.SignInAsync("eve", "/signin?return=" + Uri.EscapeDataString(Uri.UnescapeDataString(back)));
        (at.Authority, at.AbsolutePath).ShouldBe((fixture.Vault.Http.BaseAddress!.Authority, "/"));
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in_and_fails_nothing()
    {
        foreach (var answer in (string[])
            ["?code=stolen&state=x", "?error=access_denied&state=x", "", "?code=a&state=" + new string('x', 3_000)])
        {
            using var browser = Browser();
            using var response = await browser.SendAsync(HttpMethod.Get, "/signin/callback" + answer);
            response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            response.Headers.Location!.ToString().ShouldBe("/?signin=failed");
            (await browser.RolesAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Roles_come_from_the_provider_from_a_list_and_from_an_administrator_whom_a_key_names_once()
    {
        using var olga = Browser();
        await olga.SignInAsync("operator-olga");
        (await olga.RolesAsync()).ShouldBe(["user", "operator"]);
        (await olga.StatusAsync(HttpMethod.Get, "/api/v1/operator/lines")).ShouldBe(HttpStatusCode.OK);
        using var listed = Browser();
        await listed.SignInAsync("listed");
        (await listed.RolesAsync()).ShouldBe(["user", "operator"]);
        // Listed by an address that the provider has not verified.
        using var mallory = Browser();
        await mallory.SignInAsync("mallory");
        (await mallory.RolesAsync()).ShouldBe(["user"]);

        using var first = Browser();
        await first.SignInAsync("first");
        const string Administrator = "/api/v1/account/administrator";
        (await first.StatusAsync(HttpMethod.Post, Administrator, new { key = "wrong" })).ShouldBe(HttpStatusCode.BadRequest);
        (await first.StatusAsync(HttpMethod.Post, Administrator, new { key = AccessFixture.BootstrapKey }))
            .ShouldBe(HttpStatusCode.NoContent);
        (await mallory.StatusAsync(HttpMethod.Post, Administrator, new { key = AccessFixture.BootstrapKey }))
            .ShouldBe(HttpStatusCode.BadRequest);
        await VaultService.UntilAsync(async () => (await first.RolesAsync()).Contains("admin"), "the first administrator is one");

        // They name an operator, whose program works as long as they are one.
        var id = (await mallory.JsonAsync(HttpMethod.Get, "/api/v1/account")).GetProperty("account_id").GetString();
        var decided = $"/api/v1/admin/accounts/{id}";
        (await mallory.StatusAsync(HttpMethod.Put, decided, new { roles = new[] { "admin" } })).ShouldBe(HttpStatusCode.Forbidden);
        (await mallory.StatusAsync(HttpMethod.Post, "/api/v1/keys", new { name = "x", scopes = new[] { "operator" } }))
            .ShouldBe(HttpStatusCode.BadRequest);
        (await first.StatusAsync(HttpMethod.Put, decided, new { roles = new[] { "owner" } })).ShouldBe(HttpStatusCode.BadRequest);
        (await first.StatusAsync(HttpMethod.Put, decided, new { roles = new[] { "operator" } })).ShouldBe(HttpStatusCode.NoContent);
        await VaultService.UntilAsync(async () => (await mallory.RolesAsync()).Contains("operator"), "the role counts");
        var key = (await mallory.JsonAsync(HttpMethod.Post, "/api/v1/keys", new { name = "x", scopes = new[] { "operator" } }))
            .GetProperty("key").GetString();
        (await fixture.StatusAsync("GET", "/api/v1/operator/lines", key)).ShouldBe(HttpStatusCode.OK);
        (await fixture.StatusAsync("GET", "/api/v1/usage", key)).ShouldBe(HttpStatusCode.Forbidden);
        (await fixture.StatusAsync("GET", "/api/v1/admin/accounts", key)).ShouldBe(HttpStatusCode.Forbidden);
        (await first.JsonAsync(HttpMethod.Get, "/api/v1/admin/accounts")).GetRawText().ShouldContain(id!);

        (await first.StatusAsync(HttpMethod.Put, decided, new { roles = Array.Empty<string>() })).ShouldBe(HttpStatusCode.NoContent);
        await VaultService.UntilAsync(async () =>
            await fixture.StatusAsync("GET", "/api/v1/operator/lines", key) == HttpStatusCode.Forbidden, "the key's role has ended");
        (await first.StatusAsync(HttpMethod.Put, decided, new { disabled = true })).ShouldBe(HttpStatusCode.NoContent);
        await VaultService.UntilAsync(async () => (await mallory.RolesAsync()).Length == 0
            && await fixture.StatusAsync("GET", "/api/v1/operator/lines", key) == HttpStatusCode.Unauthorized, "nothing of it is accepted");
        (await mallory.SignInAsync("mallory")).Query.ShouldBe("?signin=failed");
        (await first.StatusAsync(HttpMethod.Put, decided, new { })).ShouldBe(HttpStatusCode.NoContent);

        // All of it is written down, without what was said and without a secret.
        var audit = await first.JsonAsync(HttpMethod.Get, $"/api/v1/admin/audit?target={id}&limit=1000");
        audit.GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("action").GetString() == "PUT /api/v1/admin/accounts/{id}")
            .Select(e => e.GetProperty("status").GetInt32()).ShouldBe([204, 204, 204, 204, 400, 403]);
        var all = await first.JsonAsync(HttpMethod.Get, "/api/v1/admin/audit?limit=1000");
        all.GetRawText().ShouldContain("sign in");
        all.GetRawText().ShouldContain("POST /api/v1/keys");
        all.GetRawText().ShouldNotContain(key!);
        all.GetRawText().ShouldNotContain(AccessFixture.BootstrapKey);
        var page = await first.JsonAsync(HttpMethod.Get, "/api/v1/admin/audit?limit=2&action=PUT");
        var next = page.GetProperty("next").GetString();
        var newest = page.GetProperty("entries")[1].GetProperty("id").GetString();
        next.ShouldBe(newest);
        (await first.JsonAsync(HttpMethod.Get, $"/api/v1/admin/audit?limit=2&action=PUT&before={next}")).GetProperty("entries")[0]
            .GetProperty("id").GetString()!.CompareTo(newest).ShouldBeLessThan(0);
        using var export = await first.SendAsync(HttpMethod.Get, "/api/v1/admin/audit/export?action=sign%20in");
        var lines = (await export.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd().Split('\n');
        lines.Length.ShouldBeGreaterThan(4);
        lines.ShouldAllBe(line => line.Contains("\"action\":\"sign in\""));
        fixture.Lines.ShouldNotContain(line => line.Contains(AccessFixture.BootstrapKey) || line.Contains(OpenIdProvider.ClientSecret));
    }

    [Fact]
    public async Task Somebody_who_signed_in_has_chats_that_are_the_accounts_on_every_device_and_nobody_elses()
    {
        using var desk = Browser();
        using var phone = Browser();
        using var stranger = Browser();
        await desk.SignInAsync("chatty");
        await phone.SignInAsync("chatty");
        await stranger.SignInAsync("not-chatty");
        var opened = await desk.JsonAsync(HttpMethod.Post, "/api/v1/sessions");
        var chat = opened.GetProperty("session_id").GetString();
        opened.TryGetProperty("token", out _).ShouldBeFalse();
        var other = (await phone.JsonAsync(HttpMethod.Post, "/api/v1/sessions")).GetProperty("session_id").GetString();
        (await phone.JsonAsync(HttpMethod.Get, "/api/v1/sessions")).GetProperty("sessions").EnumerateArray()
            .Select(one => one.GetProperty("session_id").GetString()).ShouldBe([other, chat]);

        // A chat asks the collections of the account, and what it learns or makes is the account's.
        await desk.JsonAsync(HttpMethod.Post, "/api/v1/rag/collections", new { name = "Kettles and pots" });
        (await AnswerAsync(desk, chat!, "/kb")).ShouldContain("Kettles and pots");
        (await AnswerAsync(desk, chat!, "/video Explain the derivative")).ShouldNotBeEmpty();
        var job = (await phone.JsonAsync(HttpMethod.Get, $"/api/v1/sessions/{chat}")).GetProperty("job_ids")[0].GetString();
        (await phone.StatusAsync(HttpMethod.Get, $"/api/v1/jobs/{job}")).ShouldBe(HttpStatusCode.OK);
        (await phone.JsonAsync(HttpMethod.Get, $"/api/v1/sessions/{chat}/messages")).GetRawText().ShouldContain("Kettles");
        (await phone.JsonAsync(HttpMethod.Get, "/api/v1/account/data")).GetRawText().ShouldContain("Kettles");

        using var guest = await fixture.Vault.Http.PostAsync("/api/v1/sessions", null, TestContext.Current.CancellationToken);
        var body = await guest.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var token = body.GetProperty("token").GetString();
        foreach (var path in (string[])
        [
            $"/api/v1/sessions/{chat}", $"/api/v1/sessions/{chat}/messages", $"/api/v1/sessions/{chat}/messages/events",
            $"/api/v1/jobs/{job}",
        ])
        {
            (await stranger.StatusAsync(HttpMethod.Get, path)).ShouldBe(HttpStatusCode.NotFound, path);
            (await fixture.StatusAsync("GET", path, token)).ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await stranger.StatusAsync(HttpMethod.Post, $"/api/v1/sessions/{chat}/messages", new { text = "hello" }))
            .ShouldBe(HttpStatusCode.NotFound);
        (await stranger.StatusAsync(HttpMethod.Post, $"/api/v1/sessions/{chat}/link", new { })).ShouldBe(HttpStatusCode.NotFound);
        // A code of a chat links the person. It names the account's session.
        var account = (await desk.JsonAsync(HttpMethod.Get, "/api/v1/account")).GetProperty("account_id").GetString()!;
        (await desk.JsonAsync(HttpMethod.Post, $"/api/v1/sessions/{chat}/link")).GetProperty("code").GetString().ShouldStartWith(account);

        // Erased with the account.
        (await desk.StatusAsync(HttpMethod.Delete, "/api/v1/account/data?confirm=everything")).ShouldBe(HttpStatusCode.Accepted);
        await VaultService.UntilAsync(async () =>
        {
            // Until all of it is erased, so is a new sign-in.
            await desk.SignInAsync("chatty");
            return await desk.StatusAsync(HttpMethod.Get, $"/api/v1/sessions/{chat}/messages") == HttpStatusCode.NotFound;
        }, "nobody has the chat any more");
    }

    [Fact]
    public async Task What_an_account_has_open_ends_when_it_is_disabled_or_signs_out_everywhere()
    {
        var admin = fixture.Token("the-admin-of-streams", "admin");
        foreach (var isDisabled in (bool[])[true, false])
        {
            using var browser = Browser();
            using var other = Browser();
            await VaultService.UntilAsync(async () =>
            {
                // That it was disabled is remembered for half a second.
                await browser.SignInAsync("streamer");
                return (await browser.RolesAsync()).Length > 0;
            }, "somebody is signed in");
            await other.SignInAsync("streamer-beside");
            var (open, beside) = (await StreamOfAsync(browser), await StreamOfAsync(other));
            if (isDisabled) await DecideAsync(admin, isDisabled: true);
            else (await browser.StatusAsync(HttpMethod.Post, "/signout?everywhere=true")).ShouldBe(HttpStatusCode.NoContent);
            // It would stay open for good.
            await EndOfAsync(open).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            var others = EndOfAsync(beside);
            others.IsCompleted.ShouldBeFalse();
            await beside.DisposeAsync();
            if (isDisabled) await DecideAsync(admin, isDisabled: false);
        }

        async Task<Stream> StreamOfAsync(SignInBrowser browser)
        {
            var chat = (await browser.JsonAsync(HttpMethod.Post, "/api/v1/sessions")).GetProperty("session_id").GetString();
            return await browser.OpenAsync($"/api/v1/sessions/{chat}/messages/events");
        }

        async Task DecideAsync(string token, bool isDisabled)
        {
            var id = AccountIdentity.AccountIdOf(fixture.Provider.Issuer, "streamer");
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/admin/accounts/{id}")
            {
                Content = JsonContent.Create(new { disabled = isDisabled }), Headers = { Authorization = new("Bearer", token) },
            };
            using var response = await fixture.Vault.Http.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        static async Task EndOfAsync(Stream stream)
        {
            try
            {
                var buffer = new byte[1024];
                while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
                {
                    // Signs of life.
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // It was aborted.
            }
        }
    }

    private static async Task<string> AnswerAsync(SignInBrowser browser, string chat, string text)
    {
        var path = $"/api/v1/sessions/{chat}/messages";
        var asked = (await browser.JsonAsync(HttpMethod.Post, path, new { text })).GetProperty("sequence").GetInt64();
        var answer = "";
        await VaultService.UntilAsync(async () =>
        {
            answer = string.Concat((await browser.JsonAsync(HttpMethod.Get, path)).GetProperty("messages").EnumerateArray()
                .Where(m => m.GetProperty("sequence").GetInt64() > asked).Select(m => m.GetProperty("text").GetString()));
            return answer.Length > 0;
        }, $"{text} is answered");
        return answer;
    }

    private SignInBrowser Browser() => new(fixture.Vault.Http.BaseAddress!);
}
