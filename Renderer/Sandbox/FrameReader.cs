using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>Reads a sandbox's output: lines of JSON, with files between them.</summary>
/// <param name="maxLine">The longest accepted line, in bytes.</param>
internal sealed class FrameReader(Stream output, int maxLine = 512 * 1024)
{
    private static readonly JsonSerializerOptions s_json = JsonSerializerOptions.Web;
    private readonly PipeReader _reader = PipeReader.Create(output, new StreamPipeReaderOptions(bufferSize: 128 * 1024));

    /// <summary>The next frame, or null if the sandbox has ended or broke the protocol.</summary>
    public Task<SandboxFrame?> ReadAsync() => ReadAsync<SandboxFrame>();

    /// <summary>The next line, parsed as the given type; null as above.</summary>
    public async Task<T?> ReadAsync<T>()
        where T : class
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line.Length == 0) continue;
            try
            {
                return JsonSerializer.Deserialize<T>(line, s_json);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Copies the file that follows to <paramref name="target"/>; false if the sandbox ended before.</summary>
    public async Task<bool> ReceiveAsync(long size, Stream target)
    {
        while (size > 0)
        {
            var result = await _reader.ReadAsync();
            var part = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, size));
            foreach (var memory in part) await target.WriteAsync(memory);
            size -= part.Length;
            _reader.AdvanceTo(part.End);
            if (size > 0 && result.IsCompleted) return false;
        }

        return true;
    }

    /// <summary>
    /// Skips everything up to this exact line, which a scene cannot know; half a file may precede it. False if the sandbox
    /// ended.
    /// </summary>
    public async Task<bool> SkipToAsync(byte[] line)
    {
        while (true)
        {
            var result = await _reader.ReadAsync();
            var reader = new SequenceReader<byte>(result.Buffer);
            if (reader.TryReadTo(out ReadOnlySequence<byte> _, line))
            {
                _reader.AdvanceTo(reader.Position);
                return true;
            }

            var keep = Math.Min(result.Buffer.Length, line.Length - 1);
            _reader.AdvanceTo(result.Buffer.GetPosition(result.Buffer.Length - keep), result.Buffer.End);
            if (result.IsCompleted) return false;
        }
    }

    private async Task<byte[]?> ReadLineAsync()
    {
        while (true)
        {
            var result = await _reader.ReadAsync();
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = result.Buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted || result.Buffer.Length > maxLine) return null;
        }
    }
}
