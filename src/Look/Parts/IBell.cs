using System.Security.Claims;

namespace LangSo.Look;

/// <summary>What the bell of the frame counts. Implemented by who keeps the notices.</summary>
public interface IBell
{
    /// <summary>How many notices the person has not read yet.</summary>
    ValueTask<int> CountAsync(ClaimsPrincipal user, CancellationToken cancel);
}
