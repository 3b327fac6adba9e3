using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.Gateway.Policy;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Api.Accounts;

/// <summary>API keys of programs: made, listed, rotated and ended by the session that they act for.</summary>
internal static class KeyEndpoints
{
    private const int MaxName = 100;
    private const int MaxOverlapHours = 168;
    private const int DefaultOverlapHours = 24;
    private const string ExampleId = "k7xw2tb4";

    private static readonly string s_scopes = string.Join(", ", RouteTable.Scopes);
    private static readonly DateTimeOffset s_exampleTime = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var example = new KeyView(ExampleId, "nightly report", ["ai"], s_exampleTime, s_exampleTime.AddDays(90), null);
        var made = new MadeKey(ExampleId, "ovk_live_c4hk2vq6m3ya5znd7xw2tb4e6uk7xw2tb4_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT4uVwXy",
            "nightly report", ["ai"], s_exampleTime.AddDays(90));
        var group = routes.MapGroup("/api/v1/keys").WithTags("keys").RequireAuthorization(Access.Session);
        group.MapPost("", CreateAsync).Takes(new NewKey("nightly report", ["ai"], s_exampleTime.AddDays(90)))
            .AnswersLike(made, StatusCodes.Status201Created).ProducesError(StatusCodes.Status409Conflict)
            .WithSummary("Makes an API key for a program.")
            .WithDescription($"The key is shown once; only its hash is kept. It acts for this session, within its scopes ({s_scopes}); "
                + "without scopes it may do all that the session may but manage keys. Send it as Authorization: Bearer KEY, or as the API "
                + "key of an OpenAI SDK.");
        group.MapGet("", ListAsync).AnswersLike(new KeyList([example]))
            .WithSummary("The session's keys, oldest first.")
            .WithDescription("Without the keys themselves. Keys that have ended are gone.");
        group.MapPost("{id}/rotate", RotateAsync).Takes(new KeyRotation(24)).AnswersLike(made, StatusCodes.Status201Created)
            .ProducesError(StatusCodes.Status404NotFound).WithParameter("id", "The key's id.")
            .WithSummary("Makes a new key in the place of another one.")
            .WithDescription("The new one has the name, the scopes and the end of the old one. Both are valid for overlap_hours, 0 to "
                + $"{MaxOverlapHours}, {DefaultOverlapHours} where it is left out; then the old one ends.");
        group.MapDelete("{id}", RevokeAsync).ProducesError(StatusCodes.Status404NotFound).WithParameter("id", "The key's id.")
            .WithSummary("Ends a key at once.")
            .WithDescription("Every front end refuses it within a second, and ends the streams that were opened with it.");
    }

    private static async Task<Results<Created<MadeKey>, ProblemHttpResult>> CreateAsync(
        Body<NewKey> body, Caller caller, ClaimsPrincipal user, IClusterClient grains, TimeProvider time)
    {
        var faults = Check(body.Value, user.RolesOf(), time.GetUtcNow());
        if (faults.Length > 0) return Problems.Invalid(faults);
        var key = ApiKey.New(caller.SessionId);
        var stored = new AccountKey
        {
            KeyId = key.KeyId,
            Name = body.Value.Name!.Trim(),
            Hash = key.Hash,
            Scopes = [.. (body.Value.Scopes ?? []).OfType<string>().Distinct()],
            ExpiresAt = body.Value.ExpiresAt,
        };
        return await AccountOf(grains, caller).AddKeyAsync(stored)
            ? Made(key, stored)
            : Problems.Of(StatusCodes.Status409Conflict, "too_many_keys",
                $"An account has at most {AccountKey.MaxKeys} keys. End one that is not used.");
    }

    private static async Task<Ok<KeyList>> ListAsync(Caller caller, IClusterClient grains) =>
        TypedResults.Ok(new KeyList([.. (await AccountOf(grains, caller).GetKeysAsync()).Select(KeyView.Of)]));

    private static async Task<Results<Created<MadeKey>, ProblemHttpResult>> RotateAsync(
        string id, Body<KeyRotation> body, Caller caller, IClusterClient grains)
    {
        var hours = body.Value.OverlapHours ?? DefaultOverlapHours;
        if (hours is < 0 or > MaxOverlapHours) return Problems.Invalid(("overlap_hours", $"Must be from 0 to {MaxOverlapHours}."));
        var key = ApiKey.New(caller.SessionId);
        return await AccountOf(grains, caller).RotateKeyAsync(id, key.KeyId, key.Hash, TimeSpan.FromHours(hours)) is { } stored
            ? Made(key, stored)
            : Problems.NotFound("key");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, Caller caller, IClusterClient grains) =>
        await AccountOf(grains, caller).RevokeKeyAsync(id) ? TypedResults.NoContent() : Problems.NotFound("key");

    private static (string, string)[] Check(NewKey key, Roles roles, DateTimeOffset now) =>
    [
        .. key.Name?.Trim() is { Length: > 0 and <= MaxName } ? Array.Empty<(string, string)>()
            : [("name", $"Must have 1 to {MaxName} characters.")],
        .. (key.Scopes ?? []).All(scope => RouteTable.Scopes.Contains(scope)) ? Array.Empty<(string, string)>()
            : [("scopes", $"Must be of {s_scopes}.")],
        .. (key.Scopes ?? []).Contains(KeyFeature.OperatorScope) && !roles.HasFlag(Roles.Operator)
            ? [("scopes", "Only an operator makes keys for what operators do.")] : Array.Empty<(string, string)>(),
        .. key.ExpiresAt is null || key.ExpiresAt > now ? Array.Empty<(string, string)>() : [("expires_at", "Must be in the future.")],
    ];

    private static IAccountGrain AccountOf(IClusterClient grains, Caller caller) =>
        grains.GetGrain<IAccountGrain>(GrainKeys.Account(caller.SessionId));

    private static Created<MadeKey> Made(ApiKey key, AccountKey stored) => TypedResults.Created(
        "/api/v1/keys", new MadeKey(key.KeyId, key.ToString(), stored.Name, [.. stored.Scopes], stored.ExpiresAt));
}

/// <summary>A key that is to be made.</summary>
/// <param name="Name">What it is for: 1 to 100 characters.</param>
/// <param name="Scopes">What it may be used for; all where it is left out.</param>
/// <param name="ExpiresAt">When it ends; never where it is left out.</param>
internal sealed record NewKey(string? Name, string?[]? Scopes = null, DateTimeOffset? ExpiresAt = null);

/// <summary>How a key is rotated.</summary>
/// <param name="OverlapHours">How long the old key stays valid, in hours: 0 to 168, 24 where it is left out.</param>
internal sealed record KeyRotation(int? OverlapHours = null);

/// <summary>A key that was just made.</summary>
/// <param name="KeyId">Names the key.</param>
/// <param name="Key">The key itself, shown this once.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may be used for; all where it is empty.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record MadeKey(string KeyId, string Key, string Name, string[] Scopes, DateTimeOffset? ExpiresAt);

/// <summary>The keys of a session.</summary>
/// <param name="Keys">Oldest first.</param>
internal sealed record KeyList(KeyView[] Keys);

/// <summary>A key, without the key itself.</summary>
/// <param name="KeyId">Names the key.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may be used for; all where it is empty.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="LastUsedAt">When it was last used, to five minutes.</param>
internal sealed record KeyView(
    string KeyId, string Name, string[] Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
{
    public static KeyView Of(AccountKey key) =>
        new(key.KeyId, key.Name, [.. key.Scopes], key.CreatedAt, key.ExpiresAt, key.LastUsedAt);
}
