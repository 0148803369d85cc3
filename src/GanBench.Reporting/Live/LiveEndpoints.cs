using System.Security.Cryptography;
using System.Text;
using GanBench.Reporting.Html;
using GanBench.Reporting.Live.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GanBench.Reporting.Live;

/// <summary>The page, the part of it that changes, the sample sheets, style sheets and script. Nothing can be sent here.</summary>
internal static class LiveEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app, LiveRuns runs)
    {
        app.MapGet("/", (HttpContext http) => Results.Content(Page(runs, LiveQuery.Of(http.Request)), "text/html; charset=utf-8"));
        app.MapGet("/live", (HttpContext http) =>
        {
            var view = runs.Look(LiveQuery.Of(http.Request));
            http.Response.Headers["X-Has-More"] = view.HasMore ? "1" : "0";
            return Tagged(http, Encoding.UTF8.GetBytes(HtmlRenderer.Render<LiveContent>(new() { ["View"] = view })),
                "text/html; charset=utf-8");
        });
        app.MapGet("/sheet", (HttpContext http, string run, string? step) =>
            step is null ? Sheet(http, runs.ReadSheet(run, null))
            : int.TryParse(step, out var number) ? Sheet(http, runs.ReadSheet(run, number)) : Results.NotFound());
        app.MapGet("/assets/{name}", (HttpContext http, string name) => LiveAssets.Find(name) is { } asset
            ? Tagged(http, asset.Content, asset.Type) : Results.NotFound());
    }

    /// <summary>The page.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="query">What is asked for.</param>
    public static string Page(LiveRuns runs, LiveQuery query) =>
        HtmlRenderer.Render<LivePage>(new() { ["View"] = runs.Look(query) });

    private static IResult Sheet(HttpContext http, byte[]? content) =>
        content is null ? Results.NotFound() : Tagged(http, content, "image/png");

    // Asked again, it is sent again only where it has changed.
    private static IResult Tagged(HttpContext http, byte[] content, string type)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(content, type, entityTag: tag);
    }
}
