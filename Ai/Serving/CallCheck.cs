using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Serving;

/// <summary>Validates a call before any provider is called.</summary>
internal static class CallCheck
{
    private const int MaxMessages = 10_000;
    private const int MaxInputs = 2_048;

    public static void Check(AiCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Identity(call.User, call.RequestId);
        if (call.Messages.Count == 0) throw Invalid("The call has no message.");
        if (call.Messages.Count > MaxMessages) throw Invalid($"The call has more than {MaxMessages} messages.");
        Deadline(call.Deadline);
        Deadline(call.BeginDeadline);
    }

    public static void Check(AiEmbedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Identity(call.User, call.RequestId);
        if (call.Inputs.Count is 0 or > MaxInputs) throw Invalid($"Give 1 to {MaxInputs} inputs.");
        if (call.Inputs.Any(string.IsNullOrEmpty)) throw Invalid("An input is empty.");
        Deadline(call.Deadline);
    }

    private static void Identity(string user, string requestId)
    {
        if (string.IsNullOrWhiteSpace(user) || user.Length > 256) throw Invalid("The user must have 1 to 256 characters.");
        if (string.IsNullOrWhiteSpace(requestId) || requestId.Length > 200) throw Invalid("The request id must have 1 to 200 characters.");
    }

    private static void Deadline(TimeSpan? deadline)
    {
        if (deadline <= TimeSpan.Zero || deadline > TimeSpan.FromHours(1))
            throw Invalid("The deadline must be more than zero and at most an hour.");
    }

    private static AiException Invalid(string message) => new(AiCause.CallerInvalidRequest, message);
}
