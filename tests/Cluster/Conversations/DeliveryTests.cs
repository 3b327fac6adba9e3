using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>Outgoing messages: delivery, receipts, and what must not be sent.</summary>
public abstract class DeliveryTests(VaultStorage storage) : ConversationTest(storage)
{
    [Theory]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Delivered, DeliveryStatus.Read)]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Read, DeliveryStatus.Delivered)]
    [InlineData(DeliveryStatus.Delivered, DeliveryStatus.Sent, DeliveryStatus.Read)]
    [InlineData(DeliveryStatus.Delivered, DeliveryStatus.Read, DeliveryStatus.Sent)]
    [InlineData(DeliveryStatus.Read, DeliveryStatus.Sent, DeliveryStatus.Delivered)]
    [InlineData(DeliveryStatus.Read, DeliveryStatus.Delivered, DeliveryStatus.Sent)]
    public async Task A_status_never_goes_back(params DeliveryStatus[] order)
    {
        await StoreAsync(Message("one", Phone));
        var sent = await Vault.WhatsApp.NextAsync();
        foreach (var status in order) await StoreAsync(Receipt(status, "m1", null), Receipt(status, "unknown", null));
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).Sent is [{ Status: DeliveryStatus.Read }], "it is read");
        (await session.GetAsync()).Sent.Single().OutboxId.ShouldBe(sent.Id);
    }

    [Fact]
    public async Task A_receipt_that_comes_before_the_send_returned_is_joined()
    {
        Vault.WhatsApp.AfterTaking = (message, _) => StoreAsync(Receipt(DeliveryStatus.Delivered, "m1", message.Id));
        await StoreAsync(Message("one", Phone));
        await Vault.WhatsApp.NextAsync();
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(
            async () => (await session.GetAsync()) is
            {
                PendingOut: 0,
                Sent: [{ Status: DeliveryStatus.Delivered, ChannelMessageId: "m1" }],
            },
            "the receipt is joined");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_crash_between_sent_and_recorded_the_receipt_decides(bool receipt)
    {
        var hang = new TaskCompletionSource();
        Vault.WhatsApp.AfterTaking = (_, token) => hang.Task.WaitAsync(token);
        await StoreAsync(Message("one", Phone));
        var taken = await Vault.WhatsApp.NextAsync();
        Vault = await Vault.RestartAsync();
        // The wait for the receipt starts when the session is able to receive it.
        var session = await SessionOfAsync(Phone);
        (await session.GetAsync()).PendingOut.ShouldBe(1);
        if (receipt) await StoreAsync(Receipt(DeliveryStatus.Sent, "m1", taken.Id));
        Vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await Vault.SweepAsync();
        await Eventually.AssertAsync(async () => (await session.GetAsync()).PendingOut == 0, "nothing waits");
        if (receipt) Vault.WhatsApp.IsEmpty.ShouldBeTrue();
        else (await Vault.WhatsApp.NextAsync()).Id.ShouldBe(taken.Id);
    }

    [Fact]
    public async Task After_a_crash_and_a_join_the_receipt_still_decides()
    {
        // The session with the greater id moves.
        var moving = string.CompareOrdinal(await SessionIdOfAsync(Phone), await SessionIdOfAsync(UserId)) > 0 ? Phone : UserId;
        var staying = moving == Phone ? UserId : Phone;
        var hang = new TaskCompletionSource();
        Vault.WhatsApp.AfterTaking = (_, token) => hang.Task.WaitAsync(token);
        await StoreAsync(Message("one", moving));
        var taken = await Vault.WhatsApp.NextAsync();
        Vault = await Vault.RestartAsync();
        await (await SessionOfAsync(moving)).JoinAsync(await SessionIdOfAsync(staying));
        await Eventually.AssertAsync(async () => await SessionIdOfAsync(moving) == await SessionIdOfAsync(staying), "they are one");
        await StoreAsync(Receipt(DeliveryStatus.Sent, "m1", taken.Id));
        Vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await Vault.SweepAsync();
        var session = await SessionOfAsync(staying);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).PendingOut == 0, "nothing waits");
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_whose_send_fails_while_the_number_changes_goes_to_the_new_number()
    {
        var number = Phone with { ExternalId = "16505559999" };
        Vault.WhatsApp.Faults.Enqueue(new SendResult(SendOutcome.Retry) { Blameless = true });
        using var held = Vault.Faults.OnPort(nameof(IChannelSender), FaultKind.HangBefore, nameof(IChannelSender.SendAsync), times: 1);
        await StoreAsync(Message("one", Phone));
        await held.Reached;
        await StoreAsync(new AddressChanged { Id = "s1", From = Phone, At = Now, NewAddress = number });
        held.Lift();
        (await Vault.WhatsApp.NextAsync()).To.ShouldBe(number);
    }

    [Fact]
    public async Task A_send_that_ends_when_the_conversation_is_over_does_not_bring_it_back()
    {
        var answers = new TaskCompletionSource();
        Vault.WhatsApp.AfterTaking = (_, token) => answers.Task.WaitAsync(token);
        await StoreAsync(Message("one", Phone));
        var taken = await Vault.WhatsApp.NextAsync();
        var session = await SessionOfAsync(Phone);
        // The channel's receipt comes before the answer to the call: nothing waits any more.
        await StoreAsync(Receipt(DeliveryStatus.Sent, "m1", taken.Id));
        (await session.GetAsync()).PendingOut.ShouldBe(0);
        Vault.Clock.Advance(TimeSpan.FromDays(8));
        await Vault.SweepAsync();
        answers.SetResult();
        await Eventually.AssertAsync(
            async () =>
            {
                Vault.Clock.Advance(TimeSpan.FromMinutes(1));
                await Vault.SweepAsync();
                return !await session.IsKeptAsync();
            },
            "the conversation is over");
    }

    [Fact]
    public async Task An_answer_after_the_window_waits_for_the_person_and_asks_once()
    {
        await StoreAsync(Message("slow one", Phone));
        await Eventually.AssertAsync(() => Task.FromResult(!Vault.Assistant.Asked.IsEmpty), "the message is being answered");
        Vault.Clock.Advance(new TimeSpan(24, 1, 0));
        Vault.Assistant.Gate.Release();
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(() => Task.FromResult(Vault.WhatsApp.Invited.Count == 1), "the person is asked");
        await SayAsync(session, "And more.", "1");
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();
        await StoreAsync(Message("I am here", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to slow one");
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("And more.");
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to I am here");
        Vault.WhatsApp.Invited.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_template_passes_what_is_held()
    {
        var session = await SessionOfAsync(Phone);
        (await session.SayAsync(new OutboundMessage { Id = "", To = Phone, Text = "Hello?" }, toLast: false, "1")).ShouldNotBeNull();
        await Eventually.AssertAsync(() => Task.FromResult(Vault.WhatsApp.Invited.Count == 1), "the person is asked");
        (await session.SayAsync(
            new OutboundMessage { Id = "", To = Phone, Text = "offer", Template = new OutboundTemplate("offer", "en", []) },
            toLast: false, "2")).ShouldNotBeNull();
        (await Vault.WhatsApp.NextAsync()).Template!.Name.ShouldBe("offer");
        (await session.GetAsync()).PendingOut.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_channel_took_and_then_refused_for_its_window_waits_for_the_person()
    {
        await StoreAsync(Message("one", Phone));
        var sent = await Vault.WhatsApp.NextAsync();
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).Sent.Length == 1, "the send is recorded");
        await StoreAsync(Receipt(DeliveryStatus.Failed, "m1", sent.Id) with { ErrorCode = 131047 });
        await Eventually.AssertAsync(() => Task.FromResult(Vault.WhatsApp.Invited.Count == 1), "the person is asked");
        await StoreAsync(Message("two", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to one");
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to two");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_comes_again_of_a_refused_attempt_does_not_count_for_the_next_one(bool hasOurId)
    {
        await StoreAsync(Message("one", Phone));
        var sent = await Vault.WhatsApp.NextAsync();
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).Sent.Length == 1, "the send is recorded");
        var refusal = Receipt(DeliveryStatus.Failed, "m1", sent.Id) with { ErrorCode = 131047 };
        await StoreAsync(refusal);
        (await session.GetAsync()).PendingOut.ShouldBe(1);
        // The channel had reported it as sent before, and delivers that once more; perhaps without our id.
        await StoreAsync(Receipt(DeliveryStatus.Sent, "m1", hasOurId ? sent.Id : null));
        (await session.GetAsync()).PendingOut.ShouldBe(1);

        await StoreAsync(Message("two", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to one");
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to two");
        await Eventually.AssertAsync(async () => (await session.GetAsync()).PendingOut == 0, "the sends are recorded");
        await StoreAsync(refusal);
        (await session.GetAsync()).PendingOut.ShouldBe(0);
        await StoreAsync(Receipt(DeliveryStatus.Delivered, "m2", sent.Id));
        var after = await session.GetAsync();
        (after.PendingOut, after.Sent.Single(s => s.OutboxId == sent.Id).Status).ShouldBe((0, DeliveryStatus.Delivered));
        await StoreAsync(Message("three", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to three");
    }

    [Theory]
    [InlineData(131056, true, false)]
    [InlineData(130429, true, false)]
    [InlineData(131000, true, false)]
    [InlineData(131016, true, false)]
    [InlineData(131057, true, false)]
    [InlineData(131056, false, false)]
    [InlineData(130429, true, true)]
    public async Task A_later_failure_that_may_pass_sends_the_message_again_once(int code, bool hasOurId, bool isTemplate)
    {
        var session = await SessionOfAsync(Phone);
        if (isTemplate)
        {
            await session.SayAsync(
                new OutboundMessage { Id = "", To = Phone, Text = "(offer)", Template = new OutboundTemplate("offer", "en", []) },
                toLast: false,
                "1");
        }
        else
        {
            await StoreAsync(Message("one", Phone));
        }

        var sent = await Vault.WhatsApp.NextAsync();
        await Eventually.AssertAsync(async () => (await session.GetAsync()).Sent.Length == 1, "the send is recorded");
        var refusal = Receipt(DeliveryStatus.Failed, "m1", hasOurId ? sent.Id : null) with { ErrorCode = code };
        await StoreAsync(refusal, refusal with { Id = "again" });
        (await session.GetAsync()).PendingOut.ShouldBe(1);
        (await SentAgainAsync()).Id.ShouldBe(sent.Id);
        await StoreAsync(refusal);
        await Eventually.AssertAsync(
            async () => await session.GetAsync() is { PendingOut: 0, Sent: [{ ChannelMessageId: "m2" }] }, "the send is recorded");
        await StoreAsync(Receipt(DeliveryStatus.Delivered, "m2", null), refusal);
        (await session.GetAsync()).Sent.ShouldHaveSingleItem().Status.ShouldBe(DeliveryStatus.Delivered);
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_later_failure_that_never_passes_is_given_up_and_said_once()
    {
        await StoreAsync(Message("one", Phone));
        var sent = await Vault.WhatsApp.NextAsync();
        var session = await SessionOfAsync(Phone);
        for (var attempt = 1; attempt < new SessionOptions().MaxSendAttempts; attempt++)
        {
            await RefuseAsync($"m{attempt}", sent.Id, 131000);
            (await SentAgainAsync()).Id.ShouldBe(sent.Id);
        }

        await RefuseAsync("m12", sent.Id, 131000);
        var notice = await Vault.WhatsApp.NextAsync();
        notice.Text.ShouldBe("My last message could not be delivered. Please ask me again.");
        await RefuseAsync("m13", notice.Id, 131009);
        await StoreAsync(Message("two", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to two");
        (await session.GetAsync()).Sent.Where(s => s.Status == DeliveryStatus.Failed).Select(s => s.ErrorCode).ShouldBe([131000, 131009]);

        async Task RefuseAsync(string channelMessageId, string id, int code)
        {
            await Eventually.AssertAsync(
                async () => (await session.GetAsync()).Sent.Any(s => s.ChannelMessageId == channelMessageId), "the send is recorded");
            await StoreAsync(Receipt(DeliveryStatus.Failed, channelMessageId, id) with { ErrorCode = code });
        }
    }

    [Fact]
    public async Task What_reached_a_device_after_all_is_not_sent_again()
    {
        await StoreAsync(Message("one", Phone));
        var sent = await Vault.WhatsApp.NextAsync();
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).Sent.Length == 1, "the send is recorded");
        await StoreAsync(Receipt(DeliveryStatus.Failed, "m1", sent.Id) with { ErrorCode = 131056 });
        await StoreAsync(Receipt(DeliveryStatus.Delivered, "m1", sent.Id));
        (await session.GetAsync()).PendingOut.ShouldBe(0);
        Vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await StoreAsync(Message("two", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to two");
    }

    [Fact]
    public async Task A_passing_failure_that_comes_before_the_send_returned_is_tried_again()
    {
        var failed = false;
        Vault.WhatsApp.AfterTaking = async (message, _) =>
        {
            if (failed) return;
            failed = true;
            await StoreAsync(Receipt(DeliveryStatus.Failed, "m1", message.Id) with { ErrorCode = 131056 });
        };
        await StoreAsync(Message("one", Phone));
        var sent = await Vault.WhatsApp.NextAsync();
        (await SentAgainAsync()).Id.ShouldBe(sent.Id);
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(
            async () => await session.GetAsync() is { PendingOut: 0, Sent: [{ ChannelMessageId: "m2" }] }, "the send is recorded");
    }

    private async Task<OutboundMessage> SentAgainAsync()
    {
        await Eventually.AssertAsync(
            async () =>
            {
                Vault.Clock.Advance(TimeSpan.FromMinutes(1));
                await Vault.SweepAsync();
                return !Vault.WhatsApp.IsEmpty;
            },
            "it is sent again");
        return await Vault.WhatsApp.NextAsync();
    }

    [Theory]
    [InlineData(131050)]
    [InlineData(131026)]
    public async Task A_late_refusal_for_good_ends_the_writing(int code)
    {
        await StoreAsync(Message("one", Phone));
        var sent = await Vault.WhatsApp.NextAsync();
        await StoreAsync(Receipt(DeliveryStatus.Failed, "m1", sent.Id) with { ErrorCode = code });
        (await (await SessionOfAsync(Phone)).SayAsync(new OutboundMessage { Id = "", To = Phone, Text = "news" }, toLast: false, "1"))
            .ShouldBeNull();
    }

    [Fact]
    public async Task A_failure_that_comes_before_the_send_returned_is_joined()
    {
        Vault.WhatsApp.AfterTaking = (message, _) =>
            StoreAsync(Receipt(DeliveryStatus.Failed, "m1", message.Id) with { ErrorCode = 131049, Billable = false });
        await StoreAsync(Message("one", Phone));
        await Vault.WhatsApp.NextAsync();
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(
            async () => (await session.GetAsync()) is
            {
                PendingOut: 0,
                Sent: [{ Status: DeliveryStatus.Failed, ErrorCode: 131049, Billable: false }],
            },
            "the failure is joined");
    }

    [Fact]
    public async Task What_is_held_ends_with_the_conversation()
    {
        var session = await SessionOfAsync(Phone);
        (await session.SayAsync(new OutboundMessage { Id = "", To = Phone, Text = "Hello?" }, toLast: false, "1")).ShouldNotBeNull();
        await Eventually.AssertAsync(() => Task.FromResult(Vault.WhatsApp.Invited.Count == 1), "the person is asked");
        Vault.Clock.Advance(TimeSpan.FromDays(8));
        await Vault.SweepAsync();
        (await session.GetAsync()).PendingOut.ShouldBe(0);
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_video_that_is_deleted_here_is_sent_again_as_the_channel_has_it()
    {
        await StoreAsync(Message("/video the derivative"));
        var jobId = (await Vault.Sender.NextAsync()).JobId!;
        var job = Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId));
        var leased = await Vault.LeaseAsync();
        (await job.BeginAsync(leased)).Kind.ShouldBe(WorkOrderKind.Render);
        await job.ReportAsync(leased, JobState.Rendering, 40);
        await job.ReportAsync(leased, JobState.Uploading, 92);
        (await job.CompleteAsync(leased, new RenderArtefact("videos/one.mp4", 10, 6, 2))).ShouldBeTrue();
        var video = await Vault.Sender.NextAsync();
        (video.VideoKey, video.FileId).ShouldBe(("videos/one.mp4", null));
        video.Buttons.Select(b => b.Payload).ShouldBe([$"/status {jobId}", $"/again {jobId} low", $"/again {jobId} high"]);
        await Eventually.AssertAsync(async () => (await (await SessionOfAsync(Alice)).GetAsync()).PendingOut == 0, "the send is recorded");

        Vault.Clock.Advance(TimeSpan.FromDays(3));
        await Vault.SweepAsync();
        await Vault.SweepAsync();
        await StoreAsync(Message($"/status {jobId}"), Message($"/status {jobId}", Phone));
        var again = await Vault.Sender.NextAsync();
        (again.VideoKey, again.FileId, again.Text).ShouldBe((null, "file2", "✅ the derivative"));
        // The job belongs to somebody else, and the file to another channel.
        (await Vault.WhatsApp.NextAsync()).Text.ShouldContain("no job");
    }

    [Fact]
    public async Task A_long_answer_goes_in_parts_in_order()
    {
        var question = string.Join(' ', Enumerable.Range(0, 999).Select(n => $"{n:0000}"));
        await StoreAsync(Message(question));
        var parts = new[] { await Vault.Sender.NextAsync(), await Vault.Sender.NextAsync() };
        parts.ShouldAllBe(p => p.Text.Length <= 4096);
        string.Join(' ', parts.Select(p => p.Text)).ShouldBe("answer to " + question);
        parts.Select(p => p.Id).ShouldBeUnique();
    }
}

public sealed class SqliteDeliveryTests(SqliteStorage storage) : DeliveryTests(storage);

public sealed class PostgreSqlDeliveryTests(PostgreSqlStorage storage) : DeliveryTests(storage);
