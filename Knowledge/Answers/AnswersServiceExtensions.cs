using Microsoft.Extensions.DependencyInjection.Extensions;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Knowledge.Answers;

internal static class AnswersServiceExtensions
{
    public static void AddVaultAnswers(this IHostApplicationBuilder builder)
    {
        builder.AddVaultOptions<AnswerOptions>(AnswerOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<FollowUps>();
        builder.Services.TryAddSingleton<Retrieval>();
        builder.Services.TryAddSingleton<IAnswers, NoteAnswers>();
        builder.Services.TryAddSingleton<ISceneNotes, SceneNotes>();
        builder.Services.TryAddSingleton<IGroundedChat, GroundedChat>();
    }
}
