using Microsoft.Extensions.Options;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Grains.ResumableCompletions;

namespace ObsidianVault.Unit.OpenAi;

/// <summary>One user's resumable answers cannot use up everybody's memory.</summary>
public sealed class CompletionMemoryTests
{
    private const long MiB = 1024 * 1024;

    [Fact]
    public void A_user_has_a_share_and_all_together_have_a_bound()
    {
        var memory = new CompletionMemory(Options.Create(new OpenAiLimits { ResumableMiB = 32 }));
        memory.Take("ada", 5 * MiB);
        (memory.IsFull("ada"), memory.IsFull("bob")).ShouldBe((true, false));
        memory.Return("ada", 2 * MiB);
        memory.IsFull("ada").ShouldBeFalse();

        for (var i = 0; i < 30; i++) memory.Take($"user {i}", MiB);
        memory.IsFull("bob").ShouldBeTrue("all together");
        for (var i = 0; i < 30; i++) memory.Return($"user {i}", MiB);
        memory.IsFull("bob").ShouldBeFalse();
    }
}
