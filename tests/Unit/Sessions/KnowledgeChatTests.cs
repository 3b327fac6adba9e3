using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Wording;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Unit.Sessions;

/// <summary>What a chat shows of notes.</summary>
public sealed class KnowledgeChatTests
{
    private static readonly Citation Cited = new()
    {
        Number = 1,
        CollectionId = "c",
        CollectionName = "Analysis",
        DocumentId = "d",
        Path = "Rules/Chain rule.md",
        Title = "Chain rule",
        Headings = ["Chain rule", "Proof"],
        FirstLine = 5,
        LastLine = 9,
        NoteHash = "h",
        PassageHash = "p",
        Quote = "q",
        Link = "obsidian://open",
    };

    [Fact]
    public void Sources_are_one_line_each_and_say_what_changed() => NoteChat.Shown(
        new KnowledgeAnswer
        {
            Kind = AnswerKind.Written,
            Text = "So it is. [1] And so. [2] [1] Not so. [?]",
            Asked = "?",
            Citations =
            [
                Cited,
                Cited with { Number = 2, Title = "[x](http://evil) *b*\n2", Headings = [], LastLine = 5, Changed = true },
                Cited,
            ],
            Unverified = 1,
        },
        "fr").ShouldBe("""
        So it is. [1] And so. [2] [1] Not so. [?]

        [1] Chain rule › Proof, 5-9 · Analysis
        [2] x(http://evil) b 2, 5 · Analysis (modifiée depuis)
        [?] Je n'ai pas trouvé cela dans les notes.
        """);

    [Fact]
    public void Every_language_of_the_chat_has_its_words_about_notes()
    {
        foreach (var language in Texts.All.Keys)
        {
            KnowledgeTexts.Languages.ShouldContain(language);
            if (language != "en") AnswerWords.Of(language).ShouldNotBe(AnswerWords.Of("en"), language);
            foreach (var command in new[] { "/ask", "/search", "/kb", "/learn" }) Texts.All[language].Help.ShouldContain(command);
        }
    }

    [Fact]
    public void A_job_is_the_same_although_its_notes_changed()
    {
        var note = new NoteSource("c", "C", "d", "a.md", "A", "h");
        var request = new JobRequest { Prompt = "explain A", Notes = "old", Sources = [note] };
        request.IsSame(request with { Notes = "new", Sources = ImmutableArray.Create(note with { Hash = "i" }) }).ShouldBeTrue();
        request.IsSame(request with { Prompt = "explain B" }).ShouldBeFalse();
    }
}
