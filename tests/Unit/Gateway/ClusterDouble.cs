using System.Collections.Concurrent;
using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Audit;
using ObsidianVault.Grains.Interfaces.Health;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Unit.Webhooks;

namespace ObsidianVault.Unit.Gateway;

/// <summary>A cluster with one session, whose jobs the test gives.</summary>
internal sealed class ClusterDouble
{
    public const string SessionId = "aaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string Secret = "bbbbbbbbbbbbbbbbbbbbbbbbbb";

    public ClusterDouble() => Client = InterfaceDouble.Of<IClusterClient>((method, args) => method.Name switch
    {
        nameof(IGrainFactory.GetGrain) => Grain(method.GetGenericArguments()[0], (string)args[0]!),
        "get_ServiceProvider" => Services,
        _ => throw new NotSupportedException(method.Name),
    });

    public IClusterClient Client { get; }

    public IServiceProvider? Services { get; set; }

    /// <summary>The jobs of the session, oldest first.</summary>
    public ConcurrentDictionary<string, JobSnapshot> Jobs { get; } = new();

    public List<string> JobIds { get; } = [];

    public ConcurrentQueue<(JobRequest Request, string Key)> Submitted { get; } = [];

    public ConcurrentQueue<string> Deleted { get; } = [];

    /// <summary>What was written down.</summary>
    public ConcurrentQueue<AuditEntry> Audited { get; } = [];

    public UserBudget? Budget { get; private set; }

    /// <summary>If set, thrown by every call.</summary>
    public Exception? Away { get; set; }

    /// <summary>How often a secret was checked.</summary>
    public int Authentications { get; private set; }

    public void Add(JobSnapshot job)
    {
        Jobs[job.JobId] = job;
        if (!JobIds.Contains(job.JobId)) JobIds.Add(job.JobId);
    }

    public static JobSnapshot Job(string id, JobState state = JobState.Queued, long sequence = 1_000, int percent = 0) => new()
    {
        JobId = id,
        SessionId = SessionId,
        State = state,
        Percent = percent,
        Message = state.ToString(),
        Sequence = sequence,
        Code = new string('x', 10_000),
    };

    private object Grain(Type type, string key)
    {
        if (type == typeof(ISessionGrain)) return InterfaceDouble.Of<ISessionGrain>((method, args) =>
            Away is { } away ? Failed(method.ReturnType, away) : Session(method.Name, args, key));
        if (type == typeof(IJobGrain)) return InterfaceDouble.Of<IJobGrain>((method, _) =>
            JobCall(method.Name, key[GrainKeys.JobPrefix.Length..]));
        if (type == typeof(ILedgerGrain)) return InterfaceDouble.Of<ILedgerGrain>((method, args) =>
            method.Name == nameof(ILedgerGrain.SetBudgetAsync) ? SetBudget((UserBudget?)args[0])
                : throw new NotSupportedException(method.Name));
        if (type == typeof(IPulseGrain)) return InterfaceDouble.Of<IPulseGrain>((_, _) =>
            Away is { } away ? Task.FromException(away) : Task.CompletedTask);
        if (type == typeof(IAuditGrain)) return InterfaceDouble.Of<IAuditGrain>((_, args) =>
        {
            Audited.Enqueue((AuditEntry)args[0]!);
            return Task.CompletedTask;
        });
        if (type == typeof(IRendererGrain)) return InterfaceDouble.Of<IRendererGrain>((method, _) =>
            throw new NotSupportedException(method.Name));
        throw new NotSupportedException(type.Name);
    }

    private static object Failed(Type task, Exception error) => task == typeof(Task)
        ? Task.FromException(error)
        : typeof(Task).GetMethods().Single(m =>
            m is { Name: nameof(Task.FromException), IsGenericMethod: true }).MakeGenericMethod(task.GetGenericArguments()).Invoke(null,
                [error])!;

    private object Session(string method, object?[] args, string key)
    {
        switch (method)
        {
            case nameof(ISessionGrain.AuthenticateAsync):
                Authentications++;
                return Task.FromResult(key == GrainKeys.Session(SessionId) && (string)args[0]! == Secret);
            case nameof(ISessionGrain.OpenWebAsync):
                return Task.FromResult(Secret);
            case nameof(ISessionGrain.GetAsync):
                return Task.FromResult(new SessionSnapshot(SessionId, default, default, [.. JobIds], 0, 0, [], false, [], [], null));
            case nameof(ISessionGrain.GetAccountAsync):
                return Task.FromResult<string?>(null);
            case nameof(ISessionGrain.GetChatsAsync):
                return Task.FromResult<ImmutableArray<OpenedChat>>([]);
            case nameof(ISessionGrain.GetKinAsync):
                return Task.FromResult<ImmutableArray<string>>([SessionId]);
            case nameof(ISessionGrain.SubmitJobAsync):
                Submitted.Enqueue(((JobRequest)args[0]!, (string)args[1]!));
                return Task.FromResult(new SubmitResult(Job("new"), Created: true, Conflict: false));
            default:
                throw new NotSupportedException(method);
        }
    }

    private object JobCall(string method, string id)
    {
        switch (method)
        {
            case nameof(IJobGrain.GetAsync):
                return Task.FromResult(Jobs.GetValueOrDefault(id));
            case nameof(IJobGrain.CancelAsync):
                return Task.FromResult(Jobs[id] = Jobs[id] with { State = JobState.Cancelled });
            case nameof(IJobGrain.CreateLinkAsync):
                return Task.FromResult<VideoLink?>(new VideoLink(id, "token", default));
            case nameof(IJobGrain.DeleteAsync):
                Jobs.TryRemove(id, out _);
                Deleted.Enqueue(id);
                return Task.CompletedTask;
            default:
                throw new NotSupportedException(method);
        }
    }

    private Task SetBudget(UserBudget? budget)
    {
        Budget = budget;
        return Task.CompletedTask;
    }
}
