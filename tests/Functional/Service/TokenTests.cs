using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ObsidianVault.Functional.Service;

/// <summary>Signed tokens: those of an issuer in the settings are taken, and no trick makes another one count.</summary>
[Collection<AccessCollection>]
public sealed class TokenTests(AccessFixture fixture)
{
    private delegate string Trick(TokenIssuer issuer, TokenIssuer other, JsonObject header, JsonObject payload);

    private static readonly (string Name, Trick Make)[] s_tricks =
    [
        ("no signature", (_, _, header, payload) => TokenIssuer.Body(With(header, "alg", "none"), payload) + "."),
        ("no signature, in capitals", (_, _, header, payload) => TokenIssuer.Body(With(header, "alg", "NONE"), payload) + "."),
        ("an empty signature", (_, _, header, payload) => TokenIssuer.Body(header, payload) + "."),
        ("the public key as a shared secret", (issuer, _, header, payload) =>
            TokenIssuer.SignWithSecret(With(header, "alg", "HS256"), payload, Encoding.ASCII.GetBytes(issuer.PublicPem))),
        ("the modulus as a shared secret", (issuer, _, header, payload) =>
            TokenIssuer.SignWithSecret(With(header, "alg", "HS256"), payload, issuer.Modulus)),
        ("another algorithm of the same key", (issuer, _, header, payload) =>
            issuer.Sign(With(header, "alg", "RS512"), payload, HashAlgorithmName.SHA512)),
        ("another audience", (issuer, _, header, payload) => issuer.Sign(header, With(payload, "aud", "another-api"))),
        ("no audience", (issuer, _, header, payload) => issuer.Sign(header, With(payload, "aud", null))),
        ("an unknown issuer", (issuer, _, header, payload) => issuer.Sign(header, With(payload, "iss", "http://127.0.0.1:1/"))),
        ("no issuer", (issuer, _, header, payload) => issuer.Sign(header, With(payload, "iss", null))),
        ("the key of another issuer", (_, other, header, payload) => other.Sign(With(header, "kid", other.KeyId), payload)),
        ("the key of another issuer under our key's name", (_, other, header, payload) => other.Sign(header, payload)),
        ("another type", (issuer, _, header, payload) => issuer.Sign(With(header, "typ", "JWT"), payload)),
        ("no type", (issuer, _, header, payload) => issuer.Sign(With(header, "typ", null), payload)),
        ("over for longer than clocks differ", (issuer, _, header, payload) => issuer.Sign(header, Moved(payload, -400))),
        ("not yet valid", (issuer, _, header, payload) => issuer.Sign(header, Moved(payload, 100))),
        ("without an end", (issuer, _, header, payload) => issuer.Sign(header, With(payload, "exp", null))),
        ("for ten years", (issuer, _, header, payload) => issuer.Sign(header, With(payload, "exp", (long)payload["exp"]! + 315_360_000))),
        ("an unknown key", (issuer, _, header, payload) => issuer.Sign(With(header, "kid", "key-9"), payload)),
        ("no key's name", (issuer, _, header, payload) => issuer.Sign(With(header, "kid", null), payload)),
        ("a path as the key's name", (_, _, header, payload) =>
            TokenIssuer.SignWithSecret(With(With(header, "kid", "../../../../dev/null"), "alg", "HS256"), payload, [0])),
        ("SQL as the key's name", (issuer, _, header, payload) => issuer.Sign(With(header, "kid", "x' UNION SELECT 'key"), payload)),
        ("an address of keys in the token", (_, other, header, payload) =>
            other.Sign(With(With(header, "kid", other.KeyId), "jku", other.Address + "stolen"), payload)),
        ("an address of a certificate in the token", (_, other, header, payload) =>
            other.Sign(With(header, "x5u", other.Address + "stolen"), payload)),
        ("a key in the token", (_, other, header, payload) => other.Sign(With(header, "jwk", other.PublicKey), payload)),
        ("nobody", (issuer, _, header, payload) => issuer.Sign(header, With(payload, "sub", null))),
        ("another payload", (issuer, _, header, payload) =>
        {
            var parts = issuer.Sign(header, payload).Split('.');
            return $"{TokenIssuer.Body(header, With(payload, "sub", "somebody-else"))}.{parts[2]}";
        }),
        ("a part too many", (issuer, _, header, payload) => issuer.Sign(header, payload) + ".x"),
        ("no JSON", (_, _, _, _) => "ey.ey.ey"),
        ("an enormous one", (issuer, _, header, payload) => issuer.Sign(header, With(payload, "fill", new string('x', 14_000)))),
    ];

    [Fact]
    public async Task A_token_acts_for_its_subject_and_tricks_do_not_work()
    {
        var (issuer, other) = (fixture.Issuer, fixture.Other);
        string Good(string subject) => issuer.Sign(TokenIssuer.Header(issuer.KeyId), issuer.Payload(subject));
        (await StatusAsync(Good("somebody"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(other.Sign(TokenIssuer.Header(other.KeyId), other.Payload("somebody")))).ShouldBe(HttpStatusCode.OK);
        // Clocks differ.
        (await StatusAsync(issuer.Sign(TokenIssuer.Header(issuer.KeyId), Moved(issuer.Payload("somebody"), -310)))).ShouldBe(
            HttpStatusCode.OK);

        var before = (issuer.Asked.Count, other.Asked.Count);
        var passed = new List<string>();
        foreach (var (name, make) in s_tricks)
        {
            var status = await StatusAsync(make(issuer, other, TokenIssuer.Header(issuer.KeyId), issuer.Payload("somebody")));
            if (status != HttpStatusCode.Unauthorized) passed.Add($"{name}: {status}");
        }

        passed.ShouldBeEmpty(string.Join('\n', passed));
        // No token made the service ask anybody for anything.
        (issuer.Asked.Count, other.Asked.Count).ShouldBe(before);
        other.Asked.ShouldNotContain("/stolen");
    }

    [Fact]
    public async Task Only_an_issuer_that_may_makes_somebody_an_operator()
    {
        var payload = fixture.Other.Payload("somebody");
        payload["roles"] = new JsonArray("operator", "admin");
        var token = fixture.Other.Sign(TokenIssuer.Header(fixture.Other.KeyId), payload);
        (await fixture.StatusAsync("GET", "/api/v1/operator/lines", token)).ShouldBe(HttpStatusCode.Forbidden);
        (await fixture.StatusAsync("GET", "/api/v1/operator/lines", fixture.Token("an-operator", "operator"))).ShouldBe(HttpStatusCode.OK);
        (await fixture.StatusAsync("GET", "/api/v1/admin/accounts", fixture.Token("an-operator", "operator"))).ShouldBe(
            HttpStatusCode.Forbidden);
    }

    private Task<HttpStatusCode> StatusAsync(string token) => fixture.StatusAsync("GET", "/api/v1/jobs", token);

    private static JsonObject With(JsonObject json, string name, JsonNode? value)
    {
        if (value is null) json.Remove(name);
        else json[name] = value;
        return json;
    }

    private static JsonObject Moved(JsonObject payload, long seconds)
    {
        foreach (var name in (string[])["iat", "nbf", "exp"]) payload[name] = (long)payload[name]! + seconds;
        return payload;
    }
}
