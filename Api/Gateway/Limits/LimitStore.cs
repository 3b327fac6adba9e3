namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>Whose requests are counted together.</summary>
/// <param name="IsAddress">Whether <paramref name="Id"/> is an address; else it is a principal.</param>
internal readonly record struct LimitSubject(LimitClass Class, bool IsAddress, string Id);

/// <summary>Which of the limits of a class was reached.</summary>
internal enum LimitKind
{
    Minute,
    Hour,
    AtOnce,
}

/// <summary>What is left of one window.</summary>
/// <param name="Remaining">Requests.</param>
/// <param name="Reset">When the next request is given back that was taken.</param>
internal readonly record struct WindowState(int Remaining, TimeSpan Reset);

/// <summary>Whether a request may pass.</summary>
/// <param name="Refused">The limit that was reached, or null.</param>
/// <param name="ByAddress">Whether it was the address's.</param>
/// <param name="Wait">With a refusal: after how long the next attempt may pass.</param>
/// <param name="Minute">Of the first subject.</param>
/// <param name="Hour">Of the first subject.</param>
/// <param name="Place">The request's place among those that run at once; disposed of at its end.</param>
internal readonly record struct LimitVerdict(
    LimitKind? Refused, bool ByAddress, TimeSpan Wait, WindowState Minute, WindowState Hour, IDisposable? Place);

/// <summary>Counts requests.</summary>
internal interface ILimitStore
{
    /// <summary>Counts a request for both subjects if both have room, and otherwise for neither.</summary>
    /// <param name="second">Its <see cref="LimitSubject.Id"/> is null where there is only one.</param>
    ValueTask<LimitVerdict> TakeAsync(LimitSubject first, ClassLimit limit, LimitSubject second, ClassLimit secondLimit);
}
