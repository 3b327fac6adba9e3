using System.ComponentModel;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.Text;
using ObsidianVault.Grains.Interfaces.Visuals;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Mcp;

/// <summary>The tools that make a video or a picture.</summary>
[McpServerToolType]
internal sealed class MediaTools(
    McpCaller caller, IClusterClient grains, JobFeed feed, JobNotes notes, IObjectStore objects, IKnowledgeStore store,
        IOptions<JobOptions> jobs, IOptions<LifetimeOptions> lifetimes)
{
    [McpServerTool(Name = "make_video", Title = "Make a maths video", Destructive = false, UseStructuredContent = true)]
    [Description("Makes a short video that explains something, and waits until it is there; its progress is reported. [[Note]] in the "
        + "prompt, or \"my notes on …\", makes it follow the notes. Takes a minute or more, and costs model calls.")]
    public async Task<JobView> VideoAsync(
        IProgress<ProgressNotificationValue> progress,
        [Description("What the video is to explain, or Manim code.")] string prompt,
        [Description("low, medium or high; medium where it is left out.")] string? quality = null,
        [Description("The id of a job of yours to go on waiting for, in place of a new one.")] string? job = null,
        CancellationToken cancellationToken = default)
    {
        var known = job is null
            ? await SubmitAsync(prompt, quality, cancellationToken)
            : await grains.FindOwnJobAsync(caller.Caller, job) ?? throw new McpException("There is no such job.");
        await foreach (var news in feed.FollowAsync(known, after: 0, cancellationToken))
        {
            known = news;
            progress.Report(new ProgressNotificationValue { Progress = news.Percent, Total = 100, Message = news.Message });
        }

        if (known.VideoKey is null) throw new McpException($"There is no video: {known.Message}");
        var link = await grains.GetGrain<IJobGrain>(GrainKeys.Job(known.JobId)).CreateLinkAsync();
        return link is null ? JobView.Of(known) : JobView.Of(known, link, objects, lifetimes.Value).WithoutTexts();
    }

    [McpServerTool(Name = "draw_picture", Title = "Draw a picture", Destructive = false, UseStructuredContent = true)]
    [Description("Draws a function plot, a chart or a graph as PNG, and gives a short-lived link to it: \"plot sin(x) from -5 to 5\", "
        + "\"bar Mon=3 Tue=5\", \"pie 30 50 20\", \"graph A-B B-C\", \"polygon 0,0 4,0 0,3\". Of a note: \"bar [[Sales]]\" draws its "
        + "first table with numbers, \"plot [[Parabolas]] from -2 to 2\" its functions of x, \"graph [[Chain rule]]\" "
        + "the notes around it.")]
    public async Task<PictureLink> PictureAsync(
        [Description("A kind and its data, as above.")] string prompt, CancellationToken cancellationToken = default)
    {
        var text = McpCaller.Text(prompt, "prompt", VisualCsv.MaxCharacters);
        var spec = await OfNoteAsync(text, cancellationToken) ?? VisualText.Draw(text) ?? VisualText.Plot(text)
            ?? throw new McpException("Write a kind and its data, such as: plot sin(x), bar Mon=3 Tue=5, pie 30 50 20, graph A-B B-C.");
        if (VisualRules.Check(spec) is [var fault, ..]) throw new McpException($"{fault.Field}: {fault.Fault}");
        var drawn = await grains.GetGrain<IRendererGrain>(GrainKeys.Renderer()).DrawAsync(GrainKeys.NewId(), spec)
            .WaitAsync(cancellationToken);
        if (drawn.Error is { } error) throw new McpException(error);
        return new PictureLink(
            objects.CreateLink(drawn.Key!, lifetimes.Value.Ready, Path.GetFileName(drawn.Key!)), drawn.ContentType!, drawn.SizeBytes);
    }

    private async Task<VisualSpec?> OfNoteAsync(string prompt, CancellationToken cancellationToken)
    {
        var reader = await caller.ReaderAsync();
        if (await NotePictures.FindAsync(store, reader, [], prompt, cancellationToken) is not { } found) return null;
        if (found.IsMissing) throw new McpException("There is no such note. search_notes finds notes by their words.");
        return found.Spec ?? throw new McpException("The note has nothing of this kind: no table with numbers, function of x, or link.");
    }

    private async Task<JobSnapshot> SubmitAsync(string prompt, string? quality, CancellationToken cancellationToken)
    {
        var code = ManimCode.Find(prompt);
        if (JobRules.Check(new NewJob(prompt, quality), code, jobs.Value) is [var fault, ..])
            throw new McpException($"{fault.Field}: {fault.Fault}");
        JobRequest request;
        try
        {
            request = await notes.AddAsync(
                new JobRequest
                {
                    Prompt = code is null ? prompt.Trim() : null,
                    Code = code,
                    Quality = JobRules.QualityOf(quality),
                    Channel = "mcp",
                },
                null, null, caller.Http, cancellationToken);
        }
        catch (RefusedException refused)
        {
            throw new McpException(refused.Problem.Detail!);
        }

        var result = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(caller.Caller.SessionId)).SubmitJobAsync(
            request, GrainKeys.NewId());
        return result.Job;
    }
}

/// <param name="Url">Relative to the service where it keeps its objects itself.</param>
internal sealed record PictureLink(string Url, string ContentType, long SizeBytes);
