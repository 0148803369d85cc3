using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace GanBench.Survey.Web;

/// <summary>Who may see the administration page: whoever knows the token that was printed at start.</summary>
/// <param name="token">The token.</param>
internal sealed class AdminAccess(string token)
{
    private const string CookieName = "ganbench-admin";
    private readonly string _cookie = RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>Whether a text is the token; takes equally long for every wrong one.</summary>
    public bool IsToken(string text) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(text.Trim())), SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether a request comes from someone who entered the token.</summary>
    public bool Has(HttpContext http) => http.Request.Cookies[CookieName] is { } value
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(value)), SHA256.HashData(Encoding.UTF8.GetBytes(_cookie)));

    /// <summary>Remembers that the token was entered.</summary>
    public void Grant(HttpContext http) => http.Response.Cookies.Append(CookieName, _cookie, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/admin",
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
    });
}
