using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Unit.Gateway;

namespace ObsidianVault.Unit.Jobs;

/// <summary>Jobs over HTTP, with doubles of the grains.</summary>
public sealed class JobApiTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync(
        ("Gateway:WatchInterval", "00:00:01"), ("Gateway:Heartbeat", "00:00:01"), ("Gateway:MaxWatchersPerSession", "2"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_list_has_pages_newest_first_without_code_and_survives_jobs_that_are_gone()
    {
        for (var i = 0; i < 7; i++) _host.Cluster.Add(ClusterDouble.Job($"job{i}"));
        _host.Cluster.Jobs.TryRemove("job5", out _);
        _host.Cluster.Jobs["job4"] = _host.Cluster.Jobs["job4"] with { SessionId = "somebody" };

        var first = await GetAsync("/api/v1/jobs?limit=3");
        Ids(first).ShouldBe(["job6", "job3", "job2"]);
        first.GetProperty("jobs")[0].TryGetProperty("code", out _).ShouldBeFalse();
        _host.Cluster.Add(ClusterDouble.Job("job7"));
        var second = await GetAsync($"/api/v1/jobs?limit=3&cursor={first.GetProperty("next").GetString()}");
        Ids(second).ShouldBe(["job1", "job0"]);
        second.TryGetProperty("next", out _).ShouldBeFalse();

        using var tooMany = await _host.Http.GetAsync("/api/v1/jobs?limit=51", Cancel);
        tooMany.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await tooMany.Content.ReadAsStringAsync(Cancel)).ShouldContain("Must be from 1 to 50.");
    }

    [Theory]
    [InlineData(JobState.Queued, 200)]
    [InlineData(JobState.Rendering, 200)]
    [InlineData(JobState.Ready, 204)]
    [InlineData(JobState.Delivered, 204)]
    [InlineData(JobState.Failed, 204)]
    [InlineData(JobState.Cancelled, 204)]
    [InlineData(JobState.Expired, 204)]
    public async Task Delete_cancels_what_runs_and_deletes_what_is_over(JobState state, int status)
    {
        _host.Cluster.Add(ClusterDouble.Job("one", state));
        using var response = await _host.Http.DeleteAsync("/api/v1/jobs/one", Cancel);
        ((int)response.StatusCode).ShouldBe(status);
        _host.Cluster.Deleted.ShouldBe(status == 204 ? ["one"] : []);
        using var after = await _host.Http.GetAsync("/api/v1/jobs/one", Cancel);
        after.StatusCode.ShouldBe(status == 204 ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        if (status == 204)
        {
            using var again = await _host.Http.DeleteAsync("/api/v1/jobs/one", Cancel);
            again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_job_of_somebody_else_is_not_deleted()
    {
        _host.Cluster.Add(ClusterDouble.Job("theirs", JobState.Ready) with { SessionId = "somebody" });
        using var response = await _host.Http.DeleteAsync("/api/v1/jobs/theirs", Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _host.Cluster.Deleted.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_answer_to_own_code_says_how_to_get_the_video()
    {
        using var response = await _host.Http.PostAsJsonAsync("/api/v1/code", new { code = "from manim import *" }, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var job = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var links = job.GetProperty("links");
        links.GetProperty("self").GetString().ShouldBe("/api/v1/jobs/new");
        links.GetProperty("events").GetString().ShouldBe("/api/v1/jobs/new/events");
        job.GetProperty("next").GetString()!.ShouldContain("video_url");
        response.Headers.Location!.ToString().ShouldBe("/api/v1/jobs/new");
    }

    [Fact]
    public async Task Events_say_what_changed_and_never_the_code()
    {
        _host.Cluster.Add(ClusterDouble.Job("one", JobState.Rendering, 3_030, 30) with { RemainingSeconds = 20 });
        using var response = await EventsAsync("one");
        var bytes = 0;
        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(Cancel)).EnumerateAsync(Cancel))
        {
            events.Add(item);
            bytes += item.Data.Length;
            var job = _host.Cluster.Jobs["one"];
            _host.Cluster.Jobs["one"] = job.Percent < 60
                ? job with { Percent = job.Percent + 30, Sequence = job.Sequence + 30, RemainingSeconds = 20 }
                : job with { State = JobState.Ready, Percent = 100, Sequence = 9_100, RemainingSeconds = null, VideoKey = "videos/one.mp4",
                    SizeBytes = 5 };
        }

        events.Select(e => e.EventId).ShouldBe(["3030", "3060", "9100"]);
        events.ShouldAllBe(e => e.EventType == "progress" && !e.Data.Contains("xxxx"));
        Members(events[0]).ShouldContain("links");
        Members(events[1]).ShouldBe(["job_id", "status", "percent", "sequence"], ignoreOrder: true);
        var last = JsonDocument.Parse(events[2].Data).RootElement;
        last.GetProperty("video_url").GetString().ShouldBe("/api/v1/video/one/access?token=token");
        last.GetProperty("size_bytes").GetInt32().ShouldBe(5);
        last.GetProperty("remaining_seconds").ValueKind.ShouldBe(JsonValueKind.Null);
        last.TryGetProperty("created_at", out _).ShouldBeFalse();
        bytes.ShouldBeLessThan(2_000);
    }

    [Fact]
    public async Task A_watcher_goes_on_after_the_last_event_and_is_told_that_nothing_follows_the_end()
    {
        _host.Cluster.Add(ClusterDouble.Job("one", JobState.Rendering, 3_030, 30));
        using (var running = await EventsAsync("one", lastEventId: "3030"))
        {
            await using var parser = SseParser.Create(await running.Content.ReadAsStreamAsync(Cancel)).EnumerateAsync(
                Cancel).GetAsyncEnumerator(Cancel);
            var next = parser.MoveNextAsync();
            _host.Cluster.Jobs["one"] = _host.Cluster.Jobs["one"] with { State = JobState.Failed, Sequence = 4_030 };
            (await next).ShouldBeTrue();
            parser.Current.EventId.ShouldBe("4030");
            (await parser.MoveNextAsync()).ShouldBeFalse();
        }

        using var seen = await EventsAsync("one", lastEventId: "4030");
        seen.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var odd = await EventsAsync("one", lastEventId: "not-a-number");
        odd.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await odd.Content.ReadAsStringAsync(Cancel)).ShouldContain("id: 4030");
    }

    [Fact]
    public async Task A_job_that_goes_while_it_is_watched_ends_the_stream()
    {
        _host.Cluster.Add(ClusterDouble.Job("one", JobState.Rendering));
        using var response = await EventsAsync("one");
        _host.Cluster.Jobs.TryRemove("one", out _);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("event: progress");
    }

    [Fact]
    public async Task While_nothing_happens_a_comment_keeps_the_connection_and_streams_are_bounded()
    {
        _host.Cluster.Add(ClusterDouble.Job("one", JobState.Rendering));
        using (var first = await EventsAsync("one"))
        {
            using var reader = new StreamReader(await first.Content.ReadAsStreamAsync(Cancel));
            while (await reader.ReadLineAsync(Cancel) != ": keep-alive")
            {
                // Until the heartbeat comment arrives.
            }

            using var second = await EventsAsync("one");
            using var third = await EventsAsync("one");
            third.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            third.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        }

        // Disconnected clients free their places.
        HttpStatusCode status;
        do
        {
            using var later = await EventsAsync("one");
            status = later.StatusCode;
        }
        while (status != HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> EventsAsync(string id, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{id}/events");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        return await _host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    private async Task<JsonElement> GetAsync(string path) => await _host.Http.GetFromJsonAsync<JsonElement>(path, Cancel);

    private static string[] Ids(JsonElement page) =>
        [.. page.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("job_id").GetString()!)];

    private static string[] Members(SseItem<string> item) =>
        [.. JsonDocument.Parse(item.Data).RootElement.EnumerateObject().Select(p => p.Name)];
}
