using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Jobs;

namespace ObsidianVault.Unit.Gateway;

public sealed class WatchersTests
{
    private readonly Watchers _watchers = new(Options.Create(new GatewayOptions { MaxWatchers = 3, MaxWatchersPerSession = 2 }));

    [Fact]
    public void One_session_does_not_take_every_place_and_a_place_is_given_back_once()
    {
        var first = _watchers.Enter("a").ShouldNotBeNull();
        _watchers.Enter("a").ShouldNotBeNull();
        _watchers.Enter("a").ShouldBeNull();
        var other = _watchers.Enter("b").ShouldNotBeNull();
        _watchers.Enter("c").ShouldBeNull();
        first.Dispose();
        first.Dispose();
        _watchers.Enter("a").ShouldNotBeNull();
        _watchers.Enter("c").ShouldBeNull();
        other.Dispose();
        _watchers.Enter("c").ShouldNotBeNull();
    }

    [Fact]
    public void Many_at_once_leave_no_place_taken()
    {
        Parallel.For(0, 10_000, i => _watchers.Enter($"s{i % 5}")?.Dispose());
        for (var i = 0; i < 3; i++) _watchers.Enter($"t{i}").ShouldNotBeNull();
        _watchers.Enter("t4").ShouldBeNull();
    }
}
