using ObsidianVault.Grains.Sessions.Commands;

namespace ObsidianVault.Unit.Sessions;

public sealed class ChatCommandTests
{
    [Theory]
    [InlineData("/video Explain derivative", ChatCommandKind.Video, "Explain derivative")]
    [InlineData("/VIDEO@vault_bot  Explain\nderivative ", ChatCommandKind.Video, "Explain\nderivative")]
    [InlineData("/video", ChatCommandKind.Video, "")]
    [InlineData("/start ref_1", ChatCommandKind.Start, "ref_1")]
    [InlineData("/help", ChatCommandKind.Help, "")]
    [InlineData("/status abc", ChatCommandKind.Status, "abc")]
    [InlineData("/cancel", ChatCommandKind.Cancel, "")]
    [InlineData("/nonsense now", ChatCommandKind.Unknown, "nonsense")]
    [InlineData("what is a limit?", ChatCommandKind.Chat, "what is a limit?")]
    [InlineData("tell me about from manim import", ChatCommandKind.Chat, "tell me about from manim import")]
    [InlineData("from manim import *\nclass A(Scene): pass", ChatCommandKind.Code, "from manim import *\nclass A(Scene): pass")]
    [InlineData("here:\n```python\nfrom manim import *\nx = 1\n```\nthanks", ChatCommandKind.Code, "from manim import *\nx = 1")]
    [InlineData("from manim import *\nx = 1", ChatCommandKind.Code, "from manim import *\nx = 1")]
    public void Reads_what_a_message_asks_for(string text, ChatCommandKind kind, string argument) =>
        ChatCommand.Parse(text).ShouldBe(new ChatCommand(kind, argument));
}
