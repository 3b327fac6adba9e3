using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Grains.Interfaces.Ai;
using ObsidianVault.Grains.Interfaces.Delivery;
using Orleans;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>A provider's cost reaches the cluster, whatever fails on the way.</summary>
public sealed class SpendingTests
{
    [Fact]
    public async Task What_was_not_heard_is_told_again_and_what_was_heard_is_not()
    {
        var grain = new Cluster();
        using var health = new AiHealth(Factory.Of(grain), TimeProvider.System, NullLogger<AiHealth>.Instance);
        await health.StartAsync(TestContext.Current.CancellationToken);
        var options = new AiProviderOptions { DailyBudget = 10 };
        var provider = new AiProvider("a", AiProviderKind.Compatible, "http://127.0.0.1", options, new Dialect { Name = "any" });

        health.Spent(provider, 3);
        (await grain.HeardAsync()).ShouldBe(3);
        health.Spent(provider, 4);
        (await grain.HeardAsync()).ShouldBe(4);
        health.OverBudgetFor(provider).ShouldBeNull();
        health.Spent(provider, 3);
        health.OverBudgetFor(provider).ShouldNotBeNull("it counts here at once");
        await health.StopAsync(TestContext.Current.CancellationToken);
        grain.Calls.ShouldBeGreaterThan(2, "the first was lost");
    }

    /// <summary>The cluster's total, whose first call fails.</summary>
    private sealed class Cluster : IAiHealthGrain
    {
        private readonly System.Threading.Channels.Channel<decimal> _heard = System.Threading.Channels.Channel.CreateUnbounded<decimal>();

        public int Calls { get; private set; }

        public async Task<decimal> HeardAsync() =>
            await _heard.Reader.ReadAsync(TestContext.Current.CancellationToken)
                .AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        public Task AddSpendingAsync(ImmutableDictionary<string, decimal> byProvider)
        {
            if (++Calls == 1) throw new TimeoutException("The silo is gone.");
            _heard.Writer.TryWrite(byProvider["a"]);
            return Task.CompletedTask;
        }

        public Task<AiHealthReport> WatchAsync(long afterVersion, TimeSpan wait) => new TaskCompletionSource<AiHealthReport>().Task;

        public Task CoolAsync(string subject, DateTimeOffset until, string cause) => Task.CompletedTask;

        public Task<bool> TryProbeAsync(string subject, TimeSpan lease) => Task.FromResult(true);

        public Task EndProbeAsync(string subject, bool isWell) => Task.CompletedTask;

        public Task HealAsync(string subject, DateTimeOffset asked) => Task.CompletedTask;
    }

    /// <summary>Returns the one grain for every request.</summary>
    public class Factory : DispatchProxy
    {
        private object? _grain;

        internal static IGrainFactory Of(object grain)
        {
            var factory = Create<IGrainFactory, Factory>();
            ((Factory)(object)factory)._grain = grain;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _grain;
    }
}
