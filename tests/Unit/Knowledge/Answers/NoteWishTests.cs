using ObsidianVault.Grains.Sessions.Commands;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Unit.Knowledge.Answers;

/// <summary>What a request for a video says of notes, as people write it.</summary>
public sealed class NoteWishTests
{
    [Theory]
    [InlineData("explain [[Chain rule]]", "explain Chain rule", "Chain rule", null)]
    [InlineData("explain [[Calculus/Chain rule#Proof|the proof]]!", "explain the proof!", "Calculus/Chain rule#Proof", null)]
    [InlineData("[[A]] and [[B]] and [[A]]", "A and B and A", "A;B", null)]
    [InlineData("the matrix [[1, 2], [3, 4]]", "the matrix [[1, 2], [3, 4]]", "", null)]
    [InlineData("the matrix [[5]]", "the matrix [[5]]", "", null)]
    [InlineData("explain the [[", "explain the [[", "", null)]
    [InlineData("make a video of my notes on Fourier", "make a video of my notes on Fourier", "", "Fourier")]
    [InlineData("A video about our own notes about eigenvalues, please.", "A video about our own notes about eigenvalues, please.", "",
        "eigenvalues, please")]
    [InlineData("fais une vidéo d'après mes notes sur la série de Fourier", "fais une vidéo d'après mes notes sur la série de Fourier", "",
        "la série de Fourier")]
    [InlineData("haz un vídeo de mis apuntes sobre derivadas", "haz un vídeo de mis apuntes sobre derivadas", "", "derivadas")]
    [InlineData("ein Video von meinen Notizen über Primzahlen", "ein Video von meinen Notizen über Primzahlen", "", "Primzahlen")]
    [InlineData("اصنع فيديو من ملاحظاتي عن المشتقات", "اصنع فيديو من ملاحظاتي عن المشتقات", "", "المشتقات")]
    [InlineData("explain musical notes on a staff", "explain musical notes on a staff", "", null)]
    public void It_is_read(string prompt, string plain, string links, string? topic)
    {
        var wish = NoteWish.Of(prompt);
        (wish.Prompt, string.Join(';', wish.Links), wish.Topic).ShouldBe((plain, links, topic));
    }

    [Theory]
    [InlineData("make a video of my notes on Fourier", ChatCommandKind.Video)]
    [InlineData("Fais-moi une vidéo de mes notes sur Fourier", ChatCommandKind.Video)]
    [InlineData("اصنع فيديو من ملاحظاتي عن المشتقات", ChatCommandKind.Video)]
    [InlineData("what do my notes on Fourier say?", ChatCommandKind.Chat)]
    [InlineData("explain [[Chain rule]]", ChatCommandKind.Chat)]
    public void A_plain_message_that_asks_for_a_video_of_notes_is_one(string text, ChatCommandKind kind) =>
        ChatCommand.Parse(text).Kind.ShouldBe(kind);
}
