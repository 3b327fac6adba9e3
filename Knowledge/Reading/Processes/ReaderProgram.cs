using ObsidianVault.Knowledge.Reading.Formats;

namespace ObsidianVault.Knowledge.Reading.Processes;

/// <summary>
/// The process that reads documents for another: one after another from standard input, each answered on standard output, until
/// the input ends. It is started by <see cref="ReaderProcess"/>, with limits, and without the settings of its parent.
/// </summary>
internal static class ReaderProgram
{
    /// <summary>Deep documents are read recursively; what is deeper than this holds ends the process, and only this document.</summary>
    private const int StackSize = 64 * 1024 * 1024;

    public static int Main()
    {
        var thread = new Thread(Serve, StackSize);
        thread.Start();
        thread.Join();
        return 0;
    }

    private static void Serve()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        while (ReaderFrames.ReadRequest(input) is { } request)
        {
            ReaderFrames.WriteAnswer(output, Answer(request));
            output.Flush();
        }
    }

    private static ReaderAnswer Answer(ReaderRequest request)
    {
        try
        {
            return new(DocumentKinds.Read(request.Path, request.Content), null);
        }
        catch (DocumentRefusedException refusal)
        {
            return new(null, refusal.Message);
        }
        catch (OutOfMemoryException)
        {
            return new(null, ReaderAnswer.TooLarge);
        }
        catch (Exception fault) when (fault is not StackOverflowException)
        {
            // Libraries throw what they meet in broken documents; whatever it is, this document is not read.
            return new(null, "The document is damaged and could not be read.");
        }
    }
}
