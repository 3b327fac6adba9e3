using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Dialects;

/// <summary>
/// Members of a request to chat completions that not every backend has. They travel in the additional properties of the options, as
/// the caller wrote them.
/// </summary>
internal static class RequestMembers
{
    public const string Strict = "strict";
    public const string Effort = "reasoning_effort";
    public const string AllowedTools = "allowed_tools";
    public const string JsonSchema = "json_schema";
    public const string Verbosity = "verbosity";
    public const string CacheControl = "cache_control";
    public const string LogProbs = "logprobs";
    public const string TopLogProbs = "top_logprobs";
    public const string LogitBias = "logit_bias";
    public const string WebSearch = "web_search_options";
    public const string CustomTools = "custom tools";
    public const string AudioParts = "input_audio";
    public const string FileParts = "file";

    /// <summary>Those that change nothing of the answer: a backend without them answers all the same.</summary>
    public static FrozenSet<string> Optional { get; } =
    [
        "metadata", "store", "service_tier", "prediction", "prompt_cache_key", "prompt_cache_retention", "safety_identifier", "user",
    ];

    /// <summary>Those without which the answer would be another: a backend that does not have them is not asked.</summary>
    public static FrozenSet<string> Needed { get; } =
        [LogProbs, TopLogProbs, LogitBias, WebSearch, CustomTools, AudioParts, FileParts];

    /// <summary>
    /// Members of some backends' own, and wishes: they are sent to a backend that has them, and mean nothing to the others.
    /// </summary>
    public static FrozenSet<string> Extras { get; } =
    [
        Verbosity, CacheControl, "thinking", "enable_thinking", "thinking_budget", "reasoning", "chat_template_kwargs",
        "extra_body", "reasoning_format", "reasoning_split", "top_k", "min_p", "repetition_penalty", "safe_prompt", "prompt_mode",
        "enable_search",
    ];

    /// <summary>All members that travel as the caller wrote them.</summary>
    public static FrozenSet<string> All { get; } =
        [.. Optional, LogProbs, TopLogProbs, LogitBias, WebSearch, .. Extras];

    /// <summary>How hard to think, in the caller's word; also where it is said as OpenRouter has it. Null if it is not said.</summary>
    public static string? EffortOf(ChatOptions options)
    {
        if (options.AdditionalProperties?.GetValueOrDefault(Effort) is string word) return word;
        if (options.AdditionalProperties?.GetValueOrDefault("reasoning") is not JsonElement { ValueKind: JsonValueKind.Object } reasoning)
            return null;
        if (reasoning.TryGetProperty("enabled", out var isOn) && isOn.ValueKind == JsonValueKind.False) return "none";
        return reasoning.TryGetProperty("effort", out var effort) && effort.ValueKind == JsonValueKind.String ? effort.GetString() : null;
    }

    /// <summary>Members of messages and calls that backends make for themselves.</summary>
    public static FrozenSet<string> Own { get; } =
    [
        "extra_content", "reasoning_content", "reasoning", "reasoning_details", "thinking_blocks", "provider_specific_fields",
        "annotations",
    ];
}
