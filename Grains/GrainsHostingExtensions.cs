using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Audit;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces.Audit;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Jobs;
using ObsidianVault.Grains.Knowledge;
using ObsidianVault.Grains.Ledger;
using ObsidianVault.Grains.ResumableCompletions;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions;
using ObsidianVault.Grains.WebChat;
using ObsidianVault.Grains.Work;
using ObsidianVault.Grains.Writing;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Grains;

/// <summary>Registers what the general grains need.</summary>
public static class GrainsHostingExtensions
{
    public static IHostApplicationBuilder AddVaultGrains(this IHostApplicationBuilder builder)
    {
        builder
            .AddVaultOptions<LifetimeOptions>(LifetimeOptions.Section)
            .AddVaultOptions<ExpiryOptions>(ExpiryOptions.Section)
            .AddVaultOptions<SessionOptions>(SessionOptions.Section)
            .AddVaultOptions<JobOptions>(JobOptions.Section)
            .AddVaultOptions<LedgerOptions>(LedgerOptions.Section)
            .AddVaultOptions<OpenAiLimits>(OpenAiLimits.Section)
            .AddVaultOptions<AuditOptions>(AuditOptions.Section)
            .AddVaultOptions<KnowledgeOptions>(KnowledgeOptions.Section)
            .AddVaultPatience();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<WakeSlots>();
        builder.Services.TryAddSingleton<AnswerStarts>();
        builder.Services.TryAddSingleton<CompletionMemory>();
        builder.Services.TryAddSingleton<MessageMetrics>();
        builder.Services.TryAddSingleton<SessionServices>();
        builder.Services.TryAddSingleton<FinishingSteps>();
        builder.Services.TryAddSingleton<LateReceipts>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelSender, WebSender>());
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(s => s.GetRequiredService<FinishingSteps>());
        builder.Services
            .AddSingleton<JobRules>()
            .AddSingleton<JobCharges>()
            .AddSingleton<JobQueue>()
            .AddSingleton<JobFiles>()
            .AddSingleton<WriterSignal>()
            .AddSingleton<WritingStep>()
            .AddSingleton<SceneWriter>()
            .AddSingleton<DocumentIndexing>()
            .AddSingleton<AuditRetention>()
            .AddHostedService(s => s.GetRequiredService<AuditRetention>())
            .AddSingleton<LedgerRetention>()
            .AddHostedService(s => s.GetRequiredService<LedgerRetention>())
            .AddHostedService<FormerRenderQueue>()
            .AddHostedService<WriterPool>()
            .AddHostedService<WatchedFolders>()
            .AddHostedService<EmbeddingStartup>()
            .AddHostedService<ExpiryStartup>();
        builder.AddVaultAnswers();
        return builder;
    }
}
