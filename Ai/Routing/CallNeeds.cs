using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Routing;

/// <summary>What of a call not every provider has, and without which the answer would be another.</summary>
internal static class CallNeeds
{
    /// <summary>The targets that have all of it.</summary>
    /// <exception cref="AiException">None has; the message names the first member that is missing.</exception>
    public static List<AiTarget> Narrow(List<AiTarget> targets, AiCall call, string name)
    {
        foreach (var (member, param) in Of(call))
        {
            var having = targets.Where(t => t.Provider.Dialect.Has.Contains(member)).ToList();
            if (having.Count == 0)
            {
                throw new AiException(
                    AiCause.CallerInvalidRequest,
                    $"'{param}' is not supported: no provider of '{name}' has it, and leaving it out would change the answer.")
                {
                    Param = param,
                };
            }

            targets = having;
        }

        return targets;
    }

    private static IEnumerable<(string Member, string Param)> Of(AiCall call)
    {
        if (call.Options is { } options)
        {
            foreach (var member in options.AdditionalProperties?.Keys.Where(RequestMembers.Needed.Contains) ?? [])
                yield return (member, member);
            if (options.Tools?.Any(t => t is CustomTool) == true) yield return (RequestMembers.CustomTools, "tools");
        }

        for (var i = 0; i < call.Messages.Count; i++)
        {
            foreach (var content in call.Messages[i].Contents.OfType<DataContent>().Where(c => !c.HasTopLevelMediaType("image")))
            {
                var member = content.HasTopLevelMediaType("audio") ? RequestMembers.AudioParts : RequestMembers.FileParts;
                yield return (member, $"messages[{i}].content");
            }
        }
    }
}
