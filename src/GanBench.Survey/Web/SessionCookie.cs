using Microsoft.AspNetCore.Http;

namespace GanBench.Survey.Web;

/// <summary>The cookie that holds a participant's session token, out of reach of scripts and of other sites' forms.</summary>
internal static class SessionCookie
{
    private const string Name = "ganbench-survey";
    private const int TokenLength = 43;

    // Lax, not Strict: who follows the survey's link again must come back to the own questionnaire and not start a second one.
    // Forms are protected by the anti-forgery token.
    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(1),
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    };

    /// <summary>The token that was sent, or null; anything that cannot be a token counts as none.</summary>
    public static string? Read(HttpContext http) =>
        http.Request.Cookies[Name] is { Length: TokenLength } token && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? token : null;

    /// <summary>Sets it.</summary>
    public static void Write(HttpContext http, string token) => http.Response.Cookies.Append(Name, token, Options(http));

    /// <summary>Takes it away.</summary>
    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http));
}
