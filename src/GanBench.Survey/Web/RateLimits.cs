using System.Threading.RateLimiting;
using GanBench.Survey.Participation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GanBench.Survey.Web;

/// <summary>How often what may be done. Counters live in memory for a minute and are never written anywhere.</summary>
internal static class RateLimits
{
    /// <summary>Starting as a participant, per network address.</summary>
    public const string Start = "start";

    /// <summary>Sending answers, per session.</summary>
    public const string Answer = "answer";

    /// <summary>Entering withdrawal codes and administration tokens, per network address.</summary>
    public const string Secret = "secret";

    private const int AnswersPerMinute = 240;
    private const int SecretsPerMinute = 20;

    /// <summary>Adds the limits.</summary>
    public static void Add(IServiceCollection services, SurveyServerOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(Start, http => PerMinute(Address(http), options.StartsPerMinute));
        limiter.AddPolicy(Secret, http => PerMinute(Address(http), SecretsPerMinute));
        limiter.AddPolicy(Answer, http => PerMinute(
            SessionCookie.Read(http) is { } session ? Convert.ToHexString(SecretToken.Hash(session)) : Address(http), AnswersPerMinute));
        limiter.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "60";
            await ErrorPages.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "TooMany.Title", "TooMany.Text");
        };
    });

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static RateLimitPartition<string> PerMinute(string key, int permits) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });
}
