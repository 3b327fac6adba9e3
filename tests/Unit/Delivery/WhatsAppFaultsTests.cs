using System.Net;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Unit.Delivery;

public sealed class WhatsAppFaultsTests
{
    [Theory]
    [InlineData(0, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(190, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(3, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(10, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(200, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(299, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(368, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(131031, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(131042, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(133016, "StopTenant", SendOutcome.Retry, 60)]
    [InlineData(4, "ThrottleNumber", SendOutcome.Retry, 60)]
    [InlineData(80007, "ThrottleNumber", SendOutcome.Retry, 60)]
    [InlineData(130429, "ThrottleNumber", SendOutcome.Retry, 2)]
    [InlineData(131048, "StopCampaigns", SendOutcome.Retry, 600)]
    [InlineData(131056, "PauseConversation", SendOutcome.Retry, 1)]
    [InlineData(1, "Retry", SendOutcome.Retry, null)]
    [InlineData(2, "Unavailable", SendOutcome.Retry, null)]
    [InlineData(131000, "Retry", SendOutcome.Retry, null)]
    [InlineData(131016, "Unavailable", SendOutcome.Retry, null)]
    [InlineData(131057, "Unavailable", SendOutcome.Retry, null)]
    [InlineData(131047, "NeedsTemplate", SendOutcome.WindowClosed, null)]
    [InlineData(131051, "NeedsFallback", SendOutcome.FileRefused, null)]
    [InlineData(131052, "NeedsFallback", SendOutcome.FileRefused, null)]
    [InlineData(131053, "NeedsFallback", SendOutcome.FileRefused, null)]
    [InlineData(131026, "RecipientGone", SendOutcome.RecipientGone, null)]
    [InlineData(131050, "OptedOut", SendOutcome.OptedOut, null)]
    [InlineData(132000, "DisableTemplate", SendOutcome.Rejected, null)]
    [InlineData(132001, "DisableTemplate", SendOutcome.Rejected, null)]
    [InlineData(132012, "DisableTemplate", SendOutcome.Rejected, null)]
    [InlineData(132015, "DisableTemplate", SendOutcome.Rejected, null)]
    [InlineData(132016, "DisableTemplate", SendOutcome.Rejected, null)]
    [InlineData(131030, "Misconfigured", SendOutcome.Rejected, null)]
    [InlineData(131062, "Misconfigured", SendOutcome.Rejected, null)]
    [InlineData(131063, "Misconfigured", SendOutcome.Rejected, null)]
    [InlineData(131064, "Misconfigured", SendOutcome.Rejected, null)]
    [InlineData(100, "DeadLetter", SendOutcome.Rejected, null)]
    [InlineData(131008, "DeadLetter", SendOutcome.Rejected, null)]
    [InlineData(131009, "DeadLetter", SendOutcome.Rejected, null)]
    [InlineData(130472, "HeldBack", SendOutcome.Rejected, null)]
    [InlineData(131049, "HeldBack", SendOutcome.Rejected, null)]
    [InlineData(999_999, "DeadLetter", SendOutcome.Rejected, null)]
    public void A_code_has_one_meaning_whichever_way_it_comes(int code, string remedy, SendOutcome outcome, int? seconds)
    {
        var body = $$$$"""{"error":{"message":"(#{{{{code}}}}) title","code":{{{{code}}}},"error_data":{"details":"the details"}}}""";
        var after = seconds is { } s ? TimeSpan.FromSeconds(s) : (TimeSpan?)null;

        var answered = WhatsAppFaults.Classify(HttpStatusCode.BadRequest, body, retryAfter: null);
        var reported = WhatsAppFaults.Classify(code, "the details");

        answered.ShouldBe(new WhatsAppFault(Enum.Parse<WhatsAppRemedy>(remedy), code, after, $"{code}: the details"));
        reported.ShouldBe(answered);
        answered.ToSendResult().ShouldBe(new SendResult(outcome, RetryAfter: after, Detail: $"{code}: the details")
        {
            Growth = remedy == "PauseConversation" ? 4 : 1,
            HeldBack = remedy == "HeldBack",
            Blameless = remedy is "Unavailable" or "StopTenant" or "ThrottleNumber" or "StopCampaigns",
            Line = remedy switch
            {
                "StopTenant" => LineFault.Stopped,
                "ThrottleNumber" => LineFault.TooFast,
                "StopCampaigns" => LineFault.Spam,
                _ => LineFault.None,
            },
        });
    }

    [Theory]
    [InlineData(500, "", "Unavailable", null)]
    [InlineData(502, "<html>", "Unavailable", null)]
    [InlineData(408, "", "Unavailable", null)]
    [InlineData(429, "", "ThrottleNumber", 2)]
    [InlineData(401, "no", "StopTenant", 60)]
    [InlineData(401, """{"error":{"code":999999}}""", "DeadLetter", null)]
    [InlineData(503, """{"error":{"code":999999}}""", "Unavailable", null)]
    [InlineData(429, """{"error":{"code":999999}}""", "ThrottleNumber", 2)]
    [InlineData(400, "null", "DeadLetter", null)]
    [InlineData(404, "[]", "DeadLetter", null)]
    [InlineData(500, """{"error":{"code":"1"}}""", "Unavailable", null)]
    public void Without_a_code_that_we_know_the_status_decides(int status, string body, string remedy, int? seconds)
    {
        var fault = WhatsAppFaults.Classify((HttpStatusCode)status, body, retryAfter: null);

        fault.Remedy.ToString().ShouldBe(remedy);
        fault.RetryAfter.ShouldBe(seconds is { } s ? TimeSpan.FromSeconds(s) : null);
    }

    [Fact]
    public void Retry_After_wins_where_waiting_helps_and_is_nothing_elsewhere()
    {
        var after = TimeSpan.FromSeconds(33);

        WhatsAppFaults.Classify(HttpStatusCode.TooManyRequests, """{"error":{"code":130429}}""", after).RetryAfter.ShouldBe(after);
        WhatsAppFaults.Classify(HttpStatusCode.BadRequest, """{"error":{"code":131026}}""", after).RetryAfter.ShouldBeNull();
    }
}
