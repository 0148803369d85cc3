using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GanBench.Survey.Web;

/// <summary>What goes wrong becomes a page in the participant's language, without technical detail.</summary>
internal static class ErrorPages
{
    /// <summary>Turns exceptions and empty error responses into pages.</summary>
    public static async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            if (http.Response is { StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed, HasStarted: false })
                await WriteAsync(http, http.Response.StatusCode, "NotFound.Title", "NotFound.Text");
        }
        catch (AntiforgeryValidationException)
        {
            await WriteAsync(http, StatusCodes.Status400BadRequest, "Expired.Title", "Expired.Text");
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await WriteAsync(http, e.StatusCode, "TooLarge.Title", "Expired.Text");
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            await WriteAsync(http, StatusCodes.Status400BadRequest, "Expired.Title", "Expired.Text");
        }
        catch (EnvironmentException e)
        {
            http.RequestServices.GetRequiredService<FailureLog>().Say(e.Message);
            http.Response.Headers.RetryAfter = "5";
            await WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "Busy.Title", "Busy.Text");
        }
    }

    /// <summary>Writes a page that says what happened and leads back to the survey.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">Status code.</param>
    /// <param name="title">Key of its title.</param>
    /// <param name="text">Key of its text.</param>
    public static Task WriteAsync(HttpContext http, int status, string title, string text) =>
        http.RequestServices.GetRequiredService<SurveyPages>().Message(http, title, text, status).ExecuteAsync(http);
}
