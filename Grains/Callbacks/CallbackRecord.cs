using ObsidianVault.Grains.Interfaces.Callbacks;

namespace ObsidianVault.Grains.Callbacks;

/// <summary>A callback that is to be made, or was.</summary>
[GenerateSerializer, Immutable, Alias("vault.CallbackRecord")]
public sealed record CallbackRecord
{
    [Id(0)] public string? SessionId { get; init; }

    [Id(1)] public string Url { get; init; } = "";

    /// <summary>What is posted, byte for byte the same at each attempt.</summary>
    [Id(2)] public string Body { get; init; } = "";

    [Id(3)] public CallbackStatus Status { get; init; }

    [Id(4)] public int Attempts { get; init; }

    [Id(5)] public int? LastStatus { get; init; }

    [Id(6)] public string? LastFault { get; init; }

    /// <summary>The next attempt, or when the record is forgotten.</summary>
    [Id(7)] public DateTimeOffset DueAt { get; init; }
}

/// <summary>The secrets and the newest callbacks of one account.</summary>
[GenerateSerializer, Immutable, Alias("vault.CallbackAccountRecord")]
public sealed record CallbackAccountRecord
{
    [Id(0)] public string? Secret { get; init; }

    /// <summary>The secret before, which signs too until <see cref="FormerEndsAt"/>.</summary>
    [Id(1)] public string? Former { get; init; }

    [Id(2)] public DateTimeOffset FormerEndsAt { get; init; }

    [Id(3)] public System.Collections.Immutable.ImmutableArray<string> Jobs { get; init; } = [];
}
