using Microsoft.AspNetCore.Http;

namespace GanBench.Survey.Web;

/// <summary>
/// Refuses requests for hosts of which no address can be made, such as none: pages are made for an address, and would fail with an error
/// of the server's and a stack trace in its log.
/// </summary>
internal static class RequestAddress
{
    /// <summary>Passes on what asks for an address.</summary>
    public static Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (Uri.TryCreate($"{http.Request.Scheme}://{http.Request.Host.Value}/", UriKind.Absolute, out _))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
