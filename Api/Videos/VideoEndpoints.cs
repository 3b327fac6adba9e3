using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Videos;

/// <summary>
/// The short-lived links. Whoever has the token may fetch once; players seek and downloads resume within the claim
/// window.
/// </summary>
internal static partial class VideoEndpoints
{
    public static void MapVideos(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/api/v1/video/{id}/access", [HttpMethods.Get, HttpMethods.Head], AccessAsync)
            .WithTags("video").ProducesError(StatusCodes.Status404NotFound, StatusCodes.Status410Gone)
            .Produces(StatusCodes.Status302Found).Produces<string>(StatusCodes.Status200OK, "text/html")
            .AnswersLike("<!doctype html><title>Your video</title>")
            .WithParameter("id", "The job's id.").WithParameter("token", "The secret of the link.")
            .WithSummary("Leads to the video.")
            .WithDescription("302 to the file. The first fetch claims the link; players seek and downloads resume for two minutes "
                + "after it. "
                + "HEAD and the previews of messengers claim nothing.");

    private static async Task<IResult> AccessAsync(
        string id, string? token, HttpContext http, IClusterClient grains, IObjectStore objects, IOptions<LifetimeOptions> lifetimes)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (id.Length > 64 || token is not { Length: > 0 and <= 64 }) return Problems.NotFound("video");
        var isPreview = Preview().IsMatch(http.Request.Headers.UserAgent.ToString());
        var isLook = isPreview || HttpMethods.IsHead(http.Request.Method);
        var claim = await grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).ClaimLinkAsync(token, claim: !isLook);
        return claim.Outcome switch
        {
            ClaimOutcome.NotFound => Problems.NotFound("video"),
            ClaimOutcome.Gone => Problems.Gone("The link has expired or was used. The owner can ask for a new one."),
            _ when isLook => Look(http),
            _ => TypedResults.Redirect(objects.CreateLink(claim.ObjectKey!, lifetimes.Value.Claim, claim.FileName!)),
        };
    }

    /// <summary>What a messenger's link preview or a HEAD gets: that there is a video, and nothing claimed.</summary>
    private static ContentHttpResult Look(HttpContext http) => HttpMethods.IsHead(http.Request.Method)
        ? TypedResults.Text("", "video/mp4")
        : TypedResults.Text("<!doctype html><title>Your video</title><meta property=\"og:title\" content=\"Your video\">", "text/html");

    [GeneratedRegex("TelegramBot|WhatsApp|facebookexternalhit|Facebot|Twitterbot|Slackbot|Discordbot|LinkedInBot|SkypeUriPreview|Googlebot|bingbot",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Preview();
}
