using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Commands;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>What the entities of a text say reaches the reader of commands and the model.</summary>
public sealed class TelegramEntityTests
{
    // The text with its entities in ⟨type:argument|words⟩.
    [Theory]
    [InlineData("run ⟨pre:python|x = 1⟩ now", "run \n```python\nx = 1\n```\n now")]
    [InlineData("a\n⟨pre|x = 1\ny = 2⟩\nb", "a\n```\nx = 1\ny = 2\n```\nb")]
    [InlineData("⟨pre:python|x = 1\ny⟩", "```python\nx = 1\ny\n```")]
    [InlineData("⟨pre:py thon|x ``` 1\n⟩b", "````\nx ``` 1\n````\nb")]
    [InlineData("what is ⟨code|x_1⟩?", "what is `x_1`?")]
    [InlineData("what is ⟨code|x`y⟩?", "what is ``x`y``?")]
    [InlineData("⟨code|/help⟩", "/help")]
    [InlineData("⟨code|a\nb⟩ c", "```\na\nb\n```\n c")]
    [InlineData("see ⟨text_link:https://e.org/a|this⟩.", "see [this](https://e.org/a).")]
    [InlineData("see ⟨text_link:https://e.org|https://e.org⟩.", "see https://e.org.")]
    [InlineData("⟨blockquote|one\ntwo⟩\nwhy?", "> one\n> two\n\nwhy?")]
    [InlineData("so: ⟨expandable_blockquote|one⟩ why?", "so: \n> one\n\n why?")]
    [InlineData("⟨bold|a⟩ ⟨italic|b⟩ ⟨spoiler|c⟩", "a b c")]
    [InlineData("👩‍👩‍👧 ⟨code|x⟩", "👩‍👩‍👧 `x`")]
    [InlineData("⟨mention|@foo_bot⟩ explain ⟨code|x⟩ to ⟨mention|@foo_bot⟩", "explain `x` to")]
    public void An_entity_becomes_its_marks(string typed, string read) => TextOf(typed).ShouldBe(read);

    [Fact]
    public void Code_among_words_is_that_code_alone()
    {
        const string code = "from manim import *\n\nclass Sum(Scene):\n    def construct(self):\n        self.wait()";
        var text = TextOf($"Please render this for my class:\n⟨pre:python|{code}⟩\nThanks a lot! Don't forget the subtitle.");
        ChatCommand.Parse(text!).ShouldBe(new ChatCommand(ChatCommandKind.Code, code));
    }

    [Fact]
    public void Marks_that_the_app_took_for_styles_come_back_in_code() =>
        TextOf("from manim import *\nclass A(Scene):\n    def ⟨italic|init⟩(self, ⟨bold|kw): f(⟩kw)")
            .ShouldBe("from manim import *\nclass A(Scene):\n    def __init__(self, **kw): f(**kw)");

    [Theory]
    [InlineData("{\"type\":\"code\",\"offset\":-1,\"length\":2}")]
    [InlineData("{\"type\":\"code\",\"offset\":1,\"length\":99}")]
    [InlineData("{\"type\":\"pre\",\"offset\":9,\"length\":1}")]
    [InlineData("{\"type\":7,\"offset\":0,\"length\":1}")]
    [InlineData("{\"type\":\"text_link\",\"offset\":0,\"length\":1}")]
    [InlineData("null")]
    public void An_entity_that_is_none_changes_nothing(string entity) =>
        Read($"\"text\":\"hello\",\"entities\":[{entity}]").ShouldBe("hello");

    [Fact]
    public void A_caption_has_its_own() =>
        Read("\"photo\":[{\"file_id\":\"p\",\"width\":1,\"height\":1}],\"caption\":\"see x\",\"caption_entities\":"
            + "[{\"type\":\"code\",\"offset\":4,\"length\":1}]").ShouldBe("see `x`");

    [Fact]
    public void A_rich_message_keeps_its_code_and_its_links() =>
        Read("""
            "rich_message":{"blocks":[{"type":"paragraph","text":["see ",{"type":"url","url":"https://e.org","text":"this"}]},
              {"type":"pre","language":"python","text":"x = 1\ny = 2"}]}
            """).ShouldBe("see this (https://e.org)\n```python\nx = 1\ny = 2\n```");

    private static string? TextOf(string typed)
    {
        var (text, entities) = ("", new List<object>());
        for (var at = 0; at < typed.Length;)
        {
            if (typed[at] != '⟨')
            {
                text += typed[at++];
                continue;
            }

            var close = typed.IndexOf('⟩', at);
            var parts = typed[(at + 1)..close].Split('|', 2);
            var (type, argument) = (parts[0].Split(':', 2)[0], parts[0].Contains(':') ? parts[0].Split(':', 2)[1] : null);
            entities.Add(new { type, offset = text.Length, length = parts[1].Length, language = argument, url = argument });
            text += parts[1];
            at = close + 1;
        }

        return Read($"\"text\":{JsonSerializer.Serialize(text)},\"entities\":{JsonSerializer.Serialize(entities)}");
    }

    private static string? Read(string content) => ((InboundMessage)TelegramUpdates.Read($$"""
        {"update_id":7,"message":{"message_id":12,"date":1699999999,"chat":{"id":42,"type":"private"},
          "from":{"id":42,"is_bot":false,"first_name":"Ann"},{{content}} } }
        """).Events.Single()).Text;
}
