using System.Collections.Immutable;

namespace ObsidianVault.Cluster.Storage;

/// <summary>A grain that only stores what it is given.</summary>
[Alias("test.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("Add")]
    Task AddAsync(string text);

    [Alias("Read")]
    Task<ImmutableArray<string>> ReadAsync();

    [Alias("Clear")]
    Task ClearAsync();

    [Alias("Remind")]
    Task RemindAsync(string name);

    [Alias("Reminders")]
    Task<ImmutableArray<string>> RemindersAsync();

    [Alias("Ticks")]
    Task<int> TicksAsync();
}

[GenerateSerializer, Immutable]
public sealed record Notes
{
    [Id(0)] public ImmutableArray<Note> Items { get; init; } = [];
    [Id(1)] public ImmutableDictionary<string, int> Counts { get; init; } = ImmutableDictionary<string, int>.Empty;
}

[GenerateSerializer, Immutable]
public sealed record Note([property: Id(0)] string Text, [property: Id(1)] DateTimeOffset At, [property: Id(2)] TimeSpan? Age);

[GrainType("test-note")]
public sealed class NoteGrain([PersistentState("test-notes")] IPersistentState<Notes> notes, TimeProvider time)
    : Grain, INoteGrain, IRemindable
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private int _ticks;

    public Task AddAsync(string text)
    {
        notes.State = notes.State with
        {
            Items = notes.State.Items.Add(new Note(text, time.GetUtcNow(), TimeSpan.FromSeconds(1))),
            Counts = notes.State.Counts.SetItem(text, 1),
        };
        return notes.WriteStateAsync();
    }

    public Task<ImmutableArray<string>> ReadAsync() =>
        Task.FromResult(notes.State.Items.Select(note => note.Text).ToImmutableArray());

    public Task ClearAsync() => notes.ClearStateAsync();

    public Task RemindAsync(string name) => this.RegisterOrUpdateReminder(name, Period, Period);

    public async Task<ImmutableArray<string>> RemindersAsync() =>
        [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order()];

    public Task<int> TicksAsync() => Task.FromResult(_ticks);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _ticks++;
        return Task.CompletedTask;
    }
}
