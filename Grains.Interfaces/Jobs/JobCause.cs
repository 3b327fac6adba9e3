using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>
/// Why a job ended without a video, or with less than was asked for: stable codes, for translations and for programs. The
/// validator's findings have causes of their own, such as <c>UnknownName</c>; see <see cref="CodeFinding.Cause"/>.
/// </summary>
public static class JobCause
{
    /// <summary>The offline catalogue has nothing on the prompt.</summary>
    public const string NoTopic = "no_topic";

    /// <summary>No AI provider answered.</summary>
    public const string ProviderDown = "provider_down";

    /// <summary>The AI answered, but with nothing that could be rendered.</summary>
    public const string NoCode = "no_code";

    /// <summary>The scene raised an error while it ran.</summary>
    public const string SceneError = "scene_error";

    /// <summary>LaTeX rejected a formula.</summary>
    public const string LatexError = "latex_error";

    /// <summary>A limit was exceeded: time, memory, processes, disk or the size of the video.</summary>
    public const string LimitReached = "limit_reached";

    /// <summary>The scene ran but produced no video.</summary>
    public const string NoVideo = "no_video";

    /// <summary>It renders but looks wrong: text beyond the frame, text on text, nothing at all, or nothing that moves.</summary>
    public const string Layout = "layout";

    /// <summary>It renders, but a model that looked at its frames found defects.</summary>
    public const string Review = "review";

    /// <summary>It renders, but shows an equality or inequality that is false.</summary>
    public const string Mathematics = "mathematics";

    /// <summary>The code was refused; the message says why.</summary>
    public const string CodeRefused = "code_refused";

    /// <summary>The user's budget is used up.</summary>
    public const string BudgetUsed = "budget_used";

    /// <summary>The prompt or the code is longer than this service accepts.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The user's render seconds for this day are used up.</summary>
    public const string RenderTimeUsed = "render_time_used";

    /// <summary>The job was in work for longer than its lifetime.</summary>
    public const string TookTooLong = "took_too_long";

    /// <summary>No writer or renderer took the job in time.</summary>
    public const string NoRenderer = "no_renderer";

    /// <summary>The render queue is full.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>The job crashed its renderers, or was given back by them, too often.</summary>
    public const string GivenUp = "given_up";

    /// <summary>Ours: the renderer, the store or the sandbox.</summary>
    public const string Internal = "internal";

    /// <summary>The video is available, but without the scenes that could not be made.</summary>
    public const string Partial = "partial";

    /// <summary>The code for a failure that came without one.</summary>
    public static string Of(JobFault fault) => fault switch
    {
        JobFault.NoTopic => NoTopic,
        JobFault.Provider => ProviderDown,
        JobFault.Code => CodeRefused,
        JobFault.Scene => SceneError,
        JobFault.Limit => LimitReached,
        JobFault.NoVideo => NoVideo,
        JobFault.Budget => BudgetUsed,
        JobFault.Deadline => TookTooLong,
        _ => Internal,
    };
}
