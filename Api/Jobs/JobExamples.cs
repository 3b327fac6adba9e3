using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Api.Jobs;

/// <summary>What requests and answers look like, for the description of the Api.</summary>
internal static class JobExamples
{
    private const string Id = "k5w2hq7mzn3vd4cx6tya2b5eou";
    private const string Code = "from manim import *\n\nclass Derivative(Scene):\n    def construct(self):\n        "
        + "self.play(Write(MathTex(\"f'(x) = 2x\")))\n        self.wait(2)\n";
    private static readonly DateTimeOffset s_created = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly JobSnapshot s_accepted = new()
    {
        JobId = Id,
        SessionId = "",
        State = JobState.Queued,
        Percent = 0,
        Message = "Waiting for a renderer.",
        Sequence = 1_000,
        CreatedAt = s_created,
    };

    private static readonly JobSnapshot s_ready = s_accepted with
    {
        State = JobState.Ready,
        Percent = 100,
        Message = "Your video is ready.",
        Sequence = 9_100,
        Title = "The derivative of x squared",
        Provider = "openai/gpt-4o-mini",
        Code = Code,
        VideoKey = "",
        DurationSeconds = 12.4,
        SizeBytes = 482_133,
        FinishedAt = s_created + TimeSpan.FromSeconds(48),
    };

    private static readonly VideoLink s_link = new(Id, "q3m7x2kzv5n4wdc6ty2ab5ehou", s_created + TimeSpan.FromMinutes(6));

    public static NewJob New { get; } = new("Explain the derivative of x^2", "medium");

    public static JobView Accepted { get; } = JobView.Of(s_accepted);

    public static JobView Ready { get; } = JobView.Of(s_ready);

    public static JobView Linked { get; } = JobView.Of(s_ready, s_link);

    public static JobView Cancelled { get; } = JobView.Of(
        s_accepted with { State = JobState.Cancelled, Message = "Cancelled.", Sequence = 2_000, FinishedAt = s_created });

    public static JobPage Page { get; } = new([Ready.WithoutTexts()], Id);

    /// <summary>The first and the last event of a job.</summary>
    public static string Events => $$"""
        id: 3025
        event: progress
        data: {"job_id":"{{Id}}","status":"rendering","percent":25,"sequence":3025,"message":"Rendering.","remaining_seconds":20}

        id: 9100
        event: progress
        data: {"job_id":"{{Id}}","status":"ready","percent":100,"sequence":9100,"message":"Your video is ready.","remaining_seconds":null,"video_url":"{{s_link.Path}}"}


        """;
}
