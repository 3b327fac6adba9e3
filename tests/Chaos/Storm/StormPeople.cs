using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos.Storm;

/// <summary>What a person sends.</summary>
public enum AskKind
{
    Chat,
    /// <summary>A prompt that a model writes code for.</summary>
    Video,
    /// <summary>The same code from everybody, so most of it comes from the render cache.</summary>
    OwnCode,
    /// <summary>Code that cannot be rendered: the user's fault.</summary>
    BadCode,
    Storyboard,
    /// <summary>Sent by everybody at the end: its answer comes after whatever was still to come.</summary>
    Help,
}

/// <summary>One message of a person.</summary>
public sealed class Ask(StormPerson person, int number, AskKind kind)
{
    public StormPerson Person => person;

    public int Number => number;

    public AskKind Kind => kind;

    public string Tag { get; } = string.Create(CultureInfo.InvariantCulture, $"t{person.Number}x{number}");

    public DateTimeOffset SentAt { get; } = StormDiary.Now;

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public bool IsJob => kind is AskKind.Video or AskKind.OwnCode or AskKind.BadCode or AskKind.Storyboard;

    public string Text => kind switch
    {
        AskKind.Chat => $"What do you say to {Tag}?",
        AskKind.Video => $"/video Draw the circle {Tag}",
        AskKind.Storyboard => $"/video Tell the story {Tag} in two scenes",
        AskKind.OwnCode => "from manim import *\nclass Same(Scene):\n    def construct(self):\n"
            + "        self.play(Create(Square()), run_time=0.4)\n        self.wait(0.2)\n",
        AskKind.BadCode => "from manim import *\nx = 1",
        _ => "/help",
    };

    public override string ToString() => $"{person} {kind} {Tag} sent {SentAt:HH:mm:ss.fff} ack {AcknowledgedAt:HH:mm:ss.fff}";
}

/// <summary>Somebody who writes on one channel, one message after the other, and redelivers as the channels do.</summary>
public sealed class StormPerson(int number, bool isTelegram, StormWebhooks webhooks, StormDiary diary, int seed)
{
    private readonly Random _random = new((seed * 1_000) + number);
    private readonly ConcurrentQueue<Ask> _asks = new();
    private readonly List<Task> _again = [];

    public int Number => number;

    public bool IsTelegram => isTelegram;

    /// <summary>The chat or the phone number.</summary>
    public string Address { get; } = isTelegram
        ? string.Create(CultureInfo.InvariantCulture, $"{1_000 + number}")
        : string.Create(CultureInfo.InvariantCulture, $"1650555{1_000 + number}");

    public IReadOnlyCollection<Ask> Asks => _asks;

    public async Task WriteAsync(Task over, bool tellsStory, CancellationToken cancellationToken)
    {
        while (!over.IsCompleted)
        {
            await Task.WhenAny(over, Task.Delay(TimeSpan.FromSeconds(8 + (_random.NextDouble() * 30)), cancellationToken));
            if (over.IsCompleted) break;
            var kind = tellsStory ? AskKind.Storyboard : _random.Next(100) switch
            {
                < 82 => AskKind.Chat,
                < 88 => AskKind.Video,
                < 95 => AskKind.OwnCode,
                _ => AskKind.BadCode,
            };
            tellsStory = false;
            await SendAsync(kind, cancellationToken);
        }

        await Task.WhenAll(_again);
    }

    /// <summary>Posts the message until it is acknowledged, and sometimes once more afterwards.</summary>
    public async Task<Ask> SendAsync(AskKind kind, CancellationToken cancellationToken)
    {
        var ask = new Ask(this, _asks.Count + 1, kind);
        _asks.Enqueue(ask);
        while (await webhooks.PostAsync(ask, _random.Next(), cancellationToken) != HttpStatusCode.OK)
            await Task.Delay(TimeSpan.FromSeconds(1 + (2 * _random.NextDouble())), cancellationToken);
        ask.AcknowledgedAt = StormDiary.Now;
        diary.Write("people", ask.ToString());
        if (_random.Next(10) < 3)
            _again.Add(SendAgainAsync(ask, _random.Next(), TimeSpan.FromSeconds(20 * _random.NextDouble()), cancellationToken));
        return ask;
    }

    public override string ToString() => (isTelegram ? "tg:" : "wa:") + Address;

    private async Task SendAgainAsync(Ask ask, int draw, TimeSpan after, CancellationToken cancellationToken)
    {
        await Task.Delay(after, cancellationToken);
        var status = await webhooks.PostAsync(ask, draw, cancellationToken);
        diary.Write("people", $"redelivered: {status} {ask}");
    }
}
