using ObsidianVault.Grains.Sessions.Inbox;

namespace ObsidianVault.Unit.Sessions;

public sealed class AnswerFailuresTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UnixEpoch.AddYears(56);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public void A_message_that_fails_every_time_is_given_up_at_the_third_attempt()
    {
        var failures = AnswerFailures.None;
        var pauses = Enumerable.Range(0, 3).Select(_ => (failures = failures.With("1", isOutage: false, s_now)).Pause(s_now, s_patience));
        pauses.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), null]);
    }

    [Fact]
    public void An_outage_is_waited_for_as_long_as_the_patience_lasts()
    {
        var (failures, now) = (AnswerFailures.None, s_now);
        while (now - s_now < s_patience)
        {
            failures = failures.With("1", isOutage: true, now);
            var pause = failures.Pause(now, s_patience).ShouldNotBeNull();
            pause.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
            now += pause;
        }

        failures.With("1", isOutage: true, now).Pause(now, s_patience).ShouldBeNull();
    }

    [Fact]
    public void The_next_message_starts_anew()
    {
        var failed = AnswerFailures.None.With("1", isOutage: false, s_now).With("1", isOutage: false, s_now);
        failed.With("2", isOutage: false, s_now).Pause(s_now, s_patience).ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_another_silo_or_the_database_caused_is_an_outage_and_a_defect_is_not()
    {
        AnswerFailures.IsOutage(new TimeoutException()).ShouldBeTrue();
        AnswerFailures.IsOutage(new OrleansException("The silo is gone.")).ShouldBeTrue();
        AnswerFailures.IsOutage(new OperationCanceledException()).ShouldBeTrue();
        AnswerFailures.IsOutage(new NullReferenceException()).ShouldBeFalse();
    }
}
