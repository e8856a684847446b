using LangSo.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Routes;

/// <summary>Every address of the running server and who may use it, as approved in <c>routes.approved.txt</c>.</summary>
public sealed class RoutesTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private const string None = "NO RIGHT";

    private IEnumerable<RouteEndpoint> Endpoints => demo.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Every_address_names_who_may_use_it() => Assert.DoesNotContain(Endpoints, e => RightOf(e) == None);

    [Fact]
    public void Addresses_and_their_rights_are_those_approved()
    {
        var lines = Endpoints.SelectMany(Lines).Distinct().OrderBy(l => l.Pattern, StringComparer.Ordinal).ThenBy(l => l.Method, StringComparer.Ordinal)
            .Select(l => $"{l.Method,-13} {l.Pattern,-34} {l.Right}");
        Assert.Null(Approved.Difference(string.Join('\n', lines), "routes"));
    }

    private static IEnumerable<(string Method, string Pattern, string Right)> Lines(RouteEndpoint endpoint)
    {
        var right = RightOf(endpoint);
        if (IsFile(endpoint)) return [("GET", "(static files)", right)];
        var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        if (endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page)
            return page.HandlerMethods.Count == 0
                ? [("any", pattern, right)]
                : page.HandlerMethods.Select(h => (h.HttpMethod.ToUpperInvariant() + (h.Name is null ? "" : " " + h.Name), pattern, right));
        return (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any"]).Select(m => (m, pattern, right));
    }

    /// <summary>A shipped file, or the catch-all by which a build that was not published finds such files.</summary>
    private static bool IsFile(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint is RouteEndpoint { RoutePattern.RawText: "{**path:file}" };

    private static string RightOf(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || IsFile(endpoint)) return "anyone";
        var asked = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        if (asked.Count == 0 && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null) return None;
        var policies = asked.Select(a => a.Policy).OfType<string>().Distinct().ToList();
        return policies.Count == 0 ? "signed in" : string.Join(" + ", policies);
    }
}
