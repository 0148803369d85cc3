using Microsoft.AspNetCore.Http;

namespace GanBench.Survey.Web;

/// <summary>
/// Headers of every response: nothing from elsewhere is loaded, nothing is framed, nothing is kept in caches unless an endpoint says so.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>The content security policy. Styles and the one script come from this server; there are no inline ones.</summary>
    public const string Policy =
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
        + "'none'";

    /// <summary>Adds them.</summary>
    public static Task AddAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        return next(http);
    }
}
