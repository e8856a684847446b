using System.Security.Claims;

namespace LangSo.Look;

/// <summary>Whose house this is, for the frame. Implemented by who knows people and units.</summary>
public interface IHomePlace
{
    /// <summary>The unit at the top above where the person works, as it is called on the day that is shown ("Tỉnh Nam Định"); empty when there is none.</summary>
    string NameFor(ClaimsPrincipal user);
}
