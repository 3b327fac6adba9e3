using System.Collections.Immutable;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Outages;

/// <summary>What was acknowledged is answered, however long the channel is away, and once.</summary>
public sealed class DeliveryOutageTests(SqliteStorage storage) : OutageTest(storage)
{
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Sessions:PublicUrl"] = "https://vault.example" };

    [Fact]
    public async Task An_answer_goes_out_after_hours_in_which_the_channel_could_not_be_reached()
    {
        using var away = Vault.Faults.OnPort(nameof(IChannelSender), FaultKind.FailBefore, nameof(IChannelSender.SendAsync));
        await ReceiveAsync(Message("one"));
        await away.Reached;
        await PassHoursAsync(3);
        away.Lift();
        await PassAsync(TimeSpan.FromMinutes(30));
        await AnsweredAsync("one");
        (await (await SessionOfAsync(Alice)).GetAsync()).Sent.ShouldHaveSingleItem().Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task What_was_sent_and_could_not_be_recorded_is_not_sent_again()
    {
        Fault? away = null;
        Vault.Telegram.AfterTaking = (message, token) =>
        {
            away ??= Vault.Faults.OnWrite("chat-session", FaultKind.FailBefore, times: 3);
            return Take(message, token);
        };
        await ReceiveAsync(Message("one"));
        await UntilAsync(() => away is { HasStruck: true }, "the send could not be recorded");
        var session = await SessionOfAsync(Alice);
        await UntilAsync(async () => (await session.GetAsync()).PendingOut == 0, "nothing waits");
        await ReceiveAsync(Message("two"));
        await AnsweredAsync("two");
        Taken.Select(m => m.Text).ShouldBe(["answer to one", "answer to two"]);
    }

    [Fact]
    public async Task After_days_an_answer_is_given_up_and_does_not_keep_others_waiting()
    {
        using var away = Vault.Faults.OnPort(nameof(IChannelSender), FaultKind.FailBefore, nameof(IChannelSender.SendAsync));
        await ReceiveAsync(Message("one"));
        await away.Reached;
        await PassHoursAsync(30);
        var session = await SessionOfAsync(Alice);
        await UntilAsync(
            async () => (await session.GetAsync()) is { PendingOut: 0, Sent: [{ Status: DeliveryStatus.Failed }] }, "it is given up");
        away.Lift();
        await ReceiveAsync(Message("two"));
        await AnsweredAsync("two");
    }

    [Fact]
    public async Task Somebody_who_was_sent_the_video_is_not_sent_it_again_while_the_job_cannot_be_told()
    {
        await SubmitAndRenderAsync();
        var failures = 0;
        Vault.Calls.Before = call =>
        {
            if (call.MethodName != nameof(IJobGrain.MarkDeliveredAsync)) return Task.CompletedTask;
            failures++;
            throw new TimeoutException("The test makes this fail.");
        };
        await UntilAsync(() => Taken.Any(m => m.VideoKey is not null), "the video is sent");
        await UntilAsync(() => failures > 0, "the job was not told");
        for (var i = 0; i < 10; i++) await PassAsync(TimeSpan.FromSeconds(30));
        Taken.Count(m => m.VideoKey is not null).ShouldBe(1);

        Vault.Calls.Before = null;
        var job = Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(Taken.Last(m => m.VideoKey is not null).JobId!));
        await PassAsync(TimeSpan.FromMinutes(1));
        await UntilAsync(async () => (await job.GetAsync())!.State == JobState.Delivered, "the job knows that it was delivered");
        Taken.Count(m => m.VideoKey is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Where_the_file_cannot_be_had_the_link_goes()
    {
        Vault.Telegram.Refuses = message =>
            message.VideoKey is null ? null : new SendResult(SendOutcome.Retry) { Blameless = true, NoFile = true };
        await SubmitAndRenderAsync();
        for (var i = 0; i < 60 && !Taken.Any(HasLink); i++) await PassAsync(TimeSpan.FromMinutes(5));
        await UntilAsync(() => Taken.Any(HasLink), "the link is sent");

        static bool HasLink(OutboundMessage message) =>
            message.VideoKey is null && message.Text.Contains("/video/", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_to_be_sent_is_bounded()
    {
        // WhatsApp's window is closed: nobody has written yet.
        var session = await SessionOfAsync(Phone);
        for (var i = 0; i < 400; i++)
            await session.SayAsync(new OutboundMessage { Id = "", To = Phone, Text = $"news {i}" }, toLast: false, $"{i}");
        (await session.GetAsync()).PendingOut.ShouldBeInRange(1, 300);
    }

    [Fact]
    public async Task Only_what_people_send_keeps_a_conversation_alive()
    {
        await ReceiveAsync(Message("one"));
        await AnsweredAsync("one");
        var session = await SessionOfAsync(Alice);
        var until = (await session.GetAsync()).ExpiresAt;
        Vault.Clock.Advance(TimeSpan.FromHours(1));
        await session.SayAsync(new OutboundMessage { Id = "", To = Alice, Text = "news" }, toLast: true, "1");
        await UntilAsync(() => Taken.Any(m => m.Text == "news"), "it is said");
        (await session.GetAsync()).ExpiresAt.ShouldBe(until);
    }

    private async Task PassHoursAsync(int hours)
    {
        for (var i = 0; i < hours * 4; i++) await PassAsync(TimeSpan.FromMinutes(15));
    }

    /// <summary>A person asks for a video, and the test renders it.</summary>
    private async Task SubmitAndRenderAsync()
    {
        await ReceiveAsync(Message("/video Explain derivative"));
        await new TestRenderer(Vault).RenderOneAsync();
    }
}
