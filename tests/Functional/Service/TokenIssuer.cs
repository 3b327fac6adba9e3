using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Functional.Service;

/// <summary>An issuer of signed tokens: it serves its keys, and signs whatever a test asks for.</summary>
public sealed class TokenIssuer : IDisposable
{
    public const string Audience = "vault-api";
    private readonly HttpListener _listener = new();
    private readonly RSA _key = RSA.Create(2048);

    public TokenIssuer(string keyId)
    {
        KeyId = keyId;
        Address = $"http://127.0.0.1:{FreePort.Next()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    public string KeyId { get; }

    /// <summary>Its name, and where it is.</summary>
    public string Address { get; }

    /// <summary>What it was asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>The public key as its owners publish it, which an attacker has too.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    public byte[] Modulus => _key.ExportParameters(false).Modulus!;

    public JsonObject PublicKey
    {
        get
        {
            var parameters = _key.ExportParameters(false);
            return new JsonObject
            {
                ["kty"] = "RSA", ["use"] = "sig", ["kid"] = KeyId, ["n"] = Encode(parameters.Modulus!),
                ["e"] = Encode(parameters.Exponent!),
            };
        }
    }

    public static JsonObject Header(string keyId) => new() { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = keyId };

    public JsonObject Payload(string subject)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Address, ["aud"] = Audience, ["sub"] = subject, ["iat"] = now, ["nbf"] = now, ["exp"] = now + 300,
        };
    }

    public string Sign(JsonObject header, JsonObject payload, HashAlgorithmName? hash = null)
    {
        var body = Body(header, payload);
        var signature = _key.SignData(Encoding.ASCII.GetBytes(body), hash ?? HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{body}.{Encode(signature)}";
    }

    public static string SignWithSecret(JsonObject header, JsonObject payload, byte[] secret)
    {
        var body = Body(header, payload);
        return $"{body}.{Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(body)))}";
    }

    public static string Body(JsonObject header, JsonObject payload) => $"{Encode(header)}.{Encode(payload)}";

    public void Dispose()
    {
        _listener.Close();
        _key.Dispose();
    }

    private static string Encode(JsonObject json) => Encode(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                Asked.Enqueue(context.Request.RawUrl!);
                await JsonSerializer.SerializeAsync(
                    context.Response.OutputStream, new JsonObject { ["keys"] = new JsonArray(PublicKey) });
                context.Response.Close();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
