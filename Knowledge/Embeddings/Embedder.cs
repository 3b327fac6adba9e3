using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Embeddings;

/// <summary>Asks the AI service for embeddings, and takes only what can be compared: of length 1, all of one dimension.</summary>
internal sealed class Embedder(IAiService? ai, IOptions<EmbeddingOptions> options)
{
    private readonly Lazy<string?> _model = new(() => ModelOf(ai, options.Value));

    /// <summary>The model, and the number of dimensions if it is asked for one; null where nothing is embedded.</summary>
    public string? Model => _model.Value;

    /// <param name="user">Who pays.</param>
    /// <returns>One for each text, in the same order.</returns>
    /// <exception cref="AiException">There are none.</exception>
    public async Task<IReadOnlyList<float[]>> EmbedAsync(
        string user, IReadOnlyList<string> texts, TimeSpan deadline, string? channel, CancellationToken cancellationToken)
    {
        var dimensions = options.Value.Dimensions;
        var answer = await ai!.EmbedAsync(
            new AiEmbedCall
            {
                User = user,
                RequestId = GrainKeys.NewId(),
                Model = options.Value.Model,
                Inputs = texts,
                Dimensions = dimensions > 0 ? dimensions : null,
                Deadline = deadline,
                Channel = channel,
            },
            cancellationToken).ConfigureAwait(false);
        var vectors = answer.Vectors.Select(vector => vector.ToArray()).ToList();
        var length = vectors[0].Length;
        if (length > EmbeddingOptions.MaxDimensions || (dimensions > 0 && length != dimensions))
        {
            var possible = dimensions > 0 ? dimensions : EmbeddingOptions.MaxDimensions;
            throw Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Model} answered with {length} dimensions; {(dimensions > 0 ? "asked for were" : "possible are")} {possible}."));
        }

        foreach (var vector in vectors)
        {
            var norm = TensorPrimitives.Norm<float>(vector);
            if (!float.IsFinite(norm) || norm <= 0) throw Invalid($"{answer.Model} answered with a vector that has no direction.");
            TensorPrimitives.Divide(vector, norm, vector);
        }

        return vectors;
    }

    private static AiException Invalid(string message) => new(AiCause.ProviderAnswerInvalid, message);

    private static string? ModelOf(IAiService? ai, EmbeddingOptions options)
    {
        if (ai is null || options.Model.Length == 0 || ai.FindEmbeddingModel(options.Model) is not { } model) return null;
        return options.Dimensions > 0 ? string.Create(CultureInfo.InvariantCulture, $"{model}@{options.Dimensions}") : model;
    }
}
