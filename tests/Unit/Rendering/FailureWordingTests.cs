using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Renderer.Settings;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Unit.Rendering;

public sealed class FailureWordingTests
{
    [Fact]
    public void A_video_that_is_too_large_is_told_the_limit_of_its_own_channel()
    {
        var error = new SandboxFrame.ErrorPart("output", 0, "");
        FailureWording.Of(error, new RendererOptions(), WhatsAppSender.MaxInlineVideo).Message.ShouldContain("16 MB");
        FailureWording.Of(error, new RendererOptions(), 50 * 1024 * 1024).Message.ShouldContain("50 MB");
    }
}
