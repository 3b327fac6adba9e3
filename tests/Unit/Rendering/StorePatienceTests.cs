using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Renderer.Storage;

namespace ObsidianVault.Unit.Rendering;

public sealed class StorePatienceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly FlakyStore _store = new();
    private readonly StorePatience _patience;

    public StorePatienceTests() => _patience = new StorePatience(_store, _time, NullLogger<StorePatience>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task A_store_that_answers_is_asked_now_and_then_only()
    {
        for (var i = 0; i < 20; i++) (await _patience.AnswersAsync(Token)).ShouldBeTrue();
        _store.Asked.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(11));
        (await _patience.AnswersAsync(Token)).ShouldBeTrue();
        _store.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_store_that_is_away_is_asked_again_soon()
    {
        _store.IsAway = true;
        for (var i = 0; i < 20; i++) (await _patience.AnswersAsync(Token)).ShouldBeFalse();
        _store.Asked.ShouldBe(1);
        _store.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(3));
        (await _patience.AnswersAsync(Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_repeating_cannot_mend_is_thrown_and_not_blamed_on_the_store()
    {
        (await _patience.AnswersAsync(Token)).ShouldBeTrue();
        foreach (var fault in new Exception[] { new FileNotFoundException(), new NotSupportedException(), new ArgumentException("no key") })
        {
            var thrown = await Should.ThrowAsync<Exception>(() => _patience.RetryAsync<int>(_ => throw fault, Token));
            thrown.ShouldBeSameAs(fault);
        }

        (await _patience.AnswersAsync(Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_could_not_be_stored_is_tried_until_it_can_and_says_meanwhile_that_the_store_is_away()
    {
        (await _patience.AnswersAsync(Token)).ShouldBeTrue();
        _store.IsAway = true;
        var storing = _patience.RetryAsync(async token => await _store.GetSizeAsync("videos/a.mp4", token), Token);
        (await _patience.AnswersAsync(Token)).ShouldBeFalse();
        for (var i = 0; i < 100; i++) _time.Advance(TimeSpan.FromMinutes(1));
        storing.IsCompleted.ShouldBeFalse();
        _store.IsAway = false;
        while (!storing.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        await storing;
        (await _patience.AnswersAsync(Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_ends_the_work_ends_the_waiting()
    {
        _store.IsAway = true;
        using var work = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var storing = _patience.RetryAsync(async token => await _store.GetSizeAsync("videos/a.mp4", token), work.Token);
        await work.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => storing);
    }

    [Fact]
    public async Task A_step_that_cannot_be_done_at_all_is_not_repeated()
    {
        await Should.ThrowAsync<ArgumentException>(
            () => _patience.RetryAsync<int>(_ => throw new ArgumentException("Not an object key."), Token));
    }

    private sealed class FlakyStore : IObjectStore
    {
        private int _asked;

        public bool IsAway { get; set; }

        public int Asked => _asked;

        public Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            // As a library's own timeout appears.
            return IsAway ? Task.FromException<long?>(new TaskCanceledException("The store is away.")) : Task.FromResult<long?>(null);
        }

        public Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task DeleteAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public string CreateLink(string key, TimeSpan lifetime, string downloadName) => throw new NotSupportedException();
    }
}
