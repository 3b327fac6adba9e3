using System.Security.Cryptography;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Delivery;

public sealed class GraphClientMediaTests : IAsyncLifetime
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];
    private static readonly string s_sha256 = Convert.ToHexStringLower(SHA256.HashData(s_content));

    private WhatsAppGraph _graph = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _graph = await WhatsAppGraph.StartAsync();

    public ValueTask DisposeAsync() => _graph.DisposeAsync();

    [Theory]
    [InlineData("Image", "image/png")]
    [InlineData("Audio", "audio/ogg; codecs=opus")]
    [InlineData("Video", "video/mp4")]
    [InlineData("Document", "application/pdf")]
    [InlineData("Sticker", "image/webp")]
    public async Task A_file_of_any_kind_is_uploaded(string kind, string contentType)
    {
        using var content = new MemoryStream([1, 2, 3]);

        var id = await _graph.Client.UploadAsync(
            WhatsAppGraph.Number, new WhatsAppUpload(Enum.Parse<WhatsAppMediaKind>(kind), contentType, "a name.bin", content, 3), Cancel);

        var upload = _graph.Server.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<GraphUpload>();
        (upload.MediaId, upload.Product, upload.ContentType, upload.FileName).ShouldBe((id, "whatsapp", contentType, "a name.bin"));
        upload.Content.ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData("Image", "image/webp", 1)]
    [InlineData("Image", "image/png", 5 * 1024 * 1024 + 1)]
    [InlineData("Audio", "audio/wav", 1)]
    [InlineData("Audio", "audio/aac", 16 * 1024 * 1024 + 1)]
    [InlineData("Video", "video/webm", 1)]
    [InlineData("Video", "video/mp4", 16 * 1024 * 1024 + 1)]
    [InlineData("Document", "nonsense", 1)]
    [InlineData("Document", "a/b/c", 1)]
    [InlineData("Document", "text/plain", 100 * 1024 * 1024 + 1)]
    [InlineData("Sticker", "image/png", 1)]
    [InlineData("Sticker", "image/webp", 500 * 1024 + 1)]
    [InlineData("Image", "image/png", 0)]
    public async Task A_file_that_Meta_would_not_take_is_not_uploaded(string kind, string contentType, long size)
    {
        var upload = new WhatsAppUpload(Enum.Parse<WhatsAppMediaKind>(kind), contentType, "x", Stream.Null, size);

        var refused = await Should.ThrowAsync<GraphRefusedException>(() => _graph.Client.UploadAsync(WhatsAppGraph.Number, upload, Cancel));

        refused.Result.Outcome.ShouldBe(SendOutcome.Rejected);
        _graph.Server.Requests.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_is_downloaded_in_two_steps_with_the_token_on_both(bool chunked)
    {
        _graph.Server.Media["m1"] = new GraphMedia(s_content, "image/jpeg") { Chunked = chunked };

        await using var file = await DownloadAsync();

        (file.ContentType, file.Sha256, file.Size).ShouldBe(("image/jpeg", s_sha256, (long)s_content.Length));
        using var copy = new MemoryStream();
        await file.Content.CopyToAsync(copy, Cancel);
        copy.ToArray().ShouldBe(s_content);
        _graph.Server.Requests.Items.ShouldBe(
            [
                new GraphMediaLookup("v26.0", WhatsAppGraph.Number, "Bearer not-a-real-token", "m1"),
                new GraphMediaFetch("v26.0", "", "Bearer not-a-real-token", "m1"),
            ]);
    }

    [Fact]
    public async Task The_temporary_file_goes_with_the_download()
    {
        _graph.Server.Media["m1"] = new GraphMedia(s_content, "image/jpeg");

        var file = await DownloadAsync();
        var path = file.Content.ShouldBeOfType<FileStream>().Name;
        File.Exists(path).ShouldBeTrue();
        await file.DisposeAsync();

        File.Exists(path).ShouldBeFalse();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task An_expired_link_is_asked_for_again(int status)
    {
        _graph.Server.Media["m1"] = new GraphMedia(s_content, "image/jpeg") { FetchAnswers = new([status]) };

        await using var file = await DownloadAsync();

        file.Sha256.ShouldBe(s_sha256);
        _graph.Server.Requests.Of<GraphMediaLookup>().Count.ShouldBe(2);
        _graph.Server.Requests.Of<GraphMediaFetch>().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_link_that_expires_twice_is_given_up()
    {
        _graph.Server.Media["m1"] = new GraphMedia(s_content, "image/jpeg") { FetchAnswers = new([404, 404]) };

        (await FaultAsync()).ShouldBe(WhatsAppMediaFault.Unavailable);
        _graph.Server.Requests.Items.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Another_error_of_the_fetch_is_not_asked_again()
    {
        _graph.Server.Media["m1"] = new GraphMedia(s_content, "image/jpeg") { FetchAnswers = new([503]) };

        var refused = await Should.ThrowAsync<GraphRefusedException>(DownloadAsync);

        refused.Fault.Remedy.ShouldBe(WhatsAppRemedy.Unavailable);
        _graph.Server.Requests.Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_Meta_has_no_more_is_dead()
    {
        var refused = await Should.ThrowAsync<GraphRefusedException>(DownloadAsync);

        (refused.Fault.Remedy, refused.Fault.Code).ShouldBe((WhatsAppRemedy.DeadLetter, 100));
    }

    [Fact]
    public async Task Other_bytes_than_announced_are_not_handed_over()
    {
        _graph.Server.Media["m1"] = new GraphMedia(s_content, "image/jpeg") { Sha256 = new string('0', 64) };

        (await FaultAsync()).ShouldBe(WhatsAppMediaFault.Corrupt);
    }

    [Fact]
    public async Task The_digest_may_be_base64_and_the_webhooks_serves_where_there_is_none()
    {
        _graph.Server.Media["m1"] = new GraphMedia(s_content, "image/jpeg") { Sha256 = Convert.ToBase64String(SHA256.HashData(s_content)) };
        await using (var file = await DownloadAsync()) file.Sha256.ShouldBe(s_sha256);

        _graph.Server.Media["m1"] = new GraphMedia(s_content, "image/jpeg") { Sha256 = null };
        await using (var file = await DownloadAsync(expected: s_sha256)) file.Sha256.ShouldBe(s_sha256);
        (await FaultAsync(expected: new string('a', 64))).ShouldBe(WhatsAppMediaFault.Corrupt);
    }

    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(false, false, 2)]
    [InlineData(false, true, 2)]
    public async Task A_file_larger_than_its_kind_is_not_taken_whether_announced_or_not(bool announced, bool chunked, int requests)
    {
        var content = new byte[500 * 1024 + 1];
        _graph.Server.Media["m1"] =
            new GraphMedia(content, "image/webp") { FileSize = announced ? content.Length : null, Chunked = chunked };

        (await FaultAsync(WhatsAppMediaKind.Sticker)).ShouldBe(WhatsAppMediaFault.TooLarge);
        _graph.Server.Requests.Items.Count.ShouldBe(requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/x")]
    [InlineData("/relative")]
    public async Task The_token_goes_to_web_addresses_only(string url)
    {
        _graph.Server.Media["m1"] = new GraphMedia(s_content, "image/jpeg") { Url = url };

        (await FaultAsync()).ShouldBe(WhatsAppMediaFault.Unavailable);
        _graph.Server.Requests.Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_lookup_that_makes_no_sense_gives_no_file()
    {
        _graph.Server.Fail(new Fault.Page(200, "<html>"));

        (await FaultAsync()).ShouldBe(WhatsAppMediaFault.Unavailable);
    }

    [Theory]
    [InlineData(MessageKinds.Voice, "Audio")]
    [InlineData(MessageKinds.Audio, "Audio")]
    [InlineData(MessageKinds.Image, "Image")]
    [InlineData(MessageKinds.Video, "Video")]
    [InlineData(MessageKinds.Sticker, "Sticker")]
    [InlineData("hologram", "Document")]
    public void What_people_send_has_a_kind(string attachment, string kind) => WhatsAppMediaRules.Of(attachment).ToString().ShouldBe(kind);

    private Task<WhatsAppFile> DownloadAsync() => DownloadAsync(null);

    private Task<WhatsAppFile> DownloadAsync(string? expected, WhatsAppMediaKind kind = WhatsAppMediaKind.Image) =>
        _graph.Client.DownloadAsync(WhatsAppGraph.Number, "m1", kind, expected, Cancel);

    private async Task<WhatsAppMediaFault> FaultAsync(WhatsAppMediaKind kind = WhatsAppMediaKind.Image, string? expected = null) =>
        (await Should.ThrowAsync<WhatsAppMediaException>(() => DownloadAsync(expected, kind))).Fault;
}
