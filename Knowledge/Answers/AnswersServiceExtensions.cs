using Microsoft.Extensions.DependencyInjection.Extensions;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>Registers answers from notes, for whoever asks: a silo's conversations and the HTTP surface.</summary>
public static class AnswersServiceExtensions
{
    public static void AddVaultAnswers(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddVaultOptions<AnswerOptions>(AnswerOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(s => ActivatorUtilities.CreateInstance<FollowUps>(s));
        builder.Services.TryAddSingleton(s => ActivatorUtilities.CreateInstance<Retrieval>(s));
        builder.Services.TryAddSingleton<IAnswers>(s => ActivatorUtilities.CreateInstance<NoteAnswers>(s));
        builder.Services.TryAddSingleton<ISceneNotes>(s => ActivatorUtilities.CreateInstance<SceneNotes>(s));
        builder.Services.TryAddSingleton<IGroundedChat>(s => ActivatorUtilities.CreateInstance<GroundedChat>(s));
    }
}
