using System.Collections.Frozen;

namespace ObsidianVault.Ai.Dialects;

/// <summary>
/// How one backend's chat completions differ from OpenAI's: what it refuses in a request, and which members of its own have to come
/// back. What backends send is read the same way for all of them, liberally.
/// </summary>
internal sealed record Dialect
{
    public required string Name { get; init; }

    /// <summary>The hosts that speak it: whole names, or ".suffix", or ":port" on this machine.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The member for the output limit: max_tokens or max_completion_tokens.</summary>
    public string OutputLimit { get; init; } = "max_tokens";

    /// <summary>How an answer in JSON is requested.</summary>
    public JsonMode Json { get; init; }

    /// <summary>Members of a request that it refuses and that do not change what is answered: they are left out.</summary>
    public FrozenSet<string> Omits { get; init; } = [];

    /// <summary>
    /// Members of a request that it has besides the common ones: <see cref="RequestMembers.Needed"/>. A request with another of
    /// those goes to another provider, or is refused by name.
    /// </summary>
    public FrozenSet<string> Has { get; init; } = [];

    /// <summary>Members of earlier messages and calls, made by a provider, that it may be sent: others are left out.</summary>
    public FrozenSet<string> Carries { get; init; } = [];

    /// <summary>The member for the text of earlier reasoning; empty: the one in which it came, if it is carried.</summary>
    public string Reasoning { get; init; } = "";

    /// <summary>How it is told how hard to think.</summary>
    public EffortMode Effort { get; init; }

    /// <summary>Whether earlier reasoning may be missing from a message with calls; if not, a blank stands for it.</summary>
    public bool NeedsReasoning { get; init; }

    /// <summary>What an assistant's message with calls and without text has as its content.</summary>
    public EmptyContent Empty { get; init; }

    /// <summary>Whether it refuses empty texts.</summary>
    public bool RefusesEmptyTexts { get; init; }

    /// <summary>Whether all system texts have to be one message at the start.</summary>
    public bool OneSystem { get; init; }

    /// <summary>Whether user and assistant have to alternate.</summary>
    public bool Alternates { get; init; }

    /// <summary>Whether a list of texts has to be one string.</summary>
    public bool PlainContent { get; init; }

    /// <summary>The exact length of the ids of calls, which are letters and digits; 0: any.</summary>
    public int CallIdLength { get; init; }

    /// <summary>The lowest temperature; lower ones become this.</summary>
    public float LeastTemperature { get; init; }

    /// <summary>The highest temperature; higher ones become this.</summary>
    public float MostTemperature { get; init; } = 2;

    /// <summary>Whether temperature and top_p are never sent.</summary>
    public bool FixedSampling { get; init; }

    /// <summary>Words of JSON schema that it refuses.</summary>
    public FrozenSet<string> SchemaOmits { get; init; } = [];

    /// <summary>What it puts in front of its own thoughts within the text, such as &lt;think&gt;; empty if it never does.</summary>
    public string InlineThoughts { get; init; } = "";

    /// <summary>The status that its own error codes stand for.</summary>
    public FrozenDictionary<string, int> Errors { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>Its error codes that mean a filter of contents.</summary>
    public FrozenSet<string> Filters { get; init; } = [];
}

/// <summary>How an answer in JSON is requested.</summary>
internal enum JsonMode
{
    /// <summary>As json_schema or json_object.</summary>
    Schema,

    /// <summary>As json_object only; the schema goes into the prompt.</summary>
    Object,

    /// <summary>As json_schema only, also where any object will do.</summary>
    SchemaOnly,

    /// <summary>In the prompt only.</summary>
    Prompt,
}

/// <summary>How a backend is told how hard to think.</summary>
internal enum EffortMode
{
    /// <summary>As reasoning_effort, in the caller's word.</summary>
    Word,

    /// <summary>Not at all.</summary>
    None,

    /// <summary>As reasoning.effort.</summary>
    Object,

    /// <summary>As thinking.type, enabled or disabled.</summary>
    Switch,

    /// <summary>As enable_thinking.</summary>
    Flag,
}

/// <summary>What an assistant's message with calls and without text has as its content.</summary>
internal enum EmptyContent
{
    Null,
    Omitted,
    Empty,
}
