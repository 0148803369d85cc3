using System.Net.Sockets;
using GanBench.Survey.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GanBench.Reporting.Live;

/// <summary>
/// Serves one page that shows the runs of a folder while they are under way. It only reads, and serves nothing but that page and the sample
/// sheets of these runs.
/// </summary>
public sealed class LiveServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <summary>Serves until cancelled.</summary>
    /// <param name="options">What is served and how.</param>
    /// <param name="started">Told where the page is once it can be reached.</param>
    /// <param name="cancellationToken">Ends serving.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="EnvironmentException">The port is in use, or the address is none of this machine.</exception>
    public static async Task RunAsync(
        LiveServerOptions options, Action<LiveServer>? started = null, CancellationToken cancellationToken = default)
    {
        await using var server = await StartAsync(options, cancellationToken);
        started?.Invoke(server);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The usual way to end.
        }
    }

    /// <summary>Starts serving; ends when disposed.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<LiveServer> StartAsync(LiveServerOptions options, CancellationToken cancellationToken = default)
    {
        options.Validate();
        var app = Build(options);
        try
        {
            await app.StartAsync(cancellationToken);
            return new LiveServer(app);
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            if (e is IOException or SocketException)
            {
                var why = (e.InnerException ?? e) is AddressInUseException ? "the port is in use by another program."
                    : e.Message.TrimEnd('.') + ".";
                throw new EnvironmentException($"Cannot listen on {options.Address}:{options.Port}: {why} Choose another with --port.", e);
            }
            throw;
        }
    }

    /// <summary>Finishes requests under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(LiveServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Use(SecurityHeaders.AddAsync);
        app.Use((http, next) =>
        {
            // The page asks this server for its news.
            http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.Policy + "; connect-src 'self'";
            return next(http);
        });
        app.Use(new OwnHosts(options.Address).CheckAsync);
        app.UseRouting();
        LiveEndpoints.Map(app, new LiveRuns(options.RunsFolder, options.Plan));
        // The first page that anybody asks for would wait for the compiler: a page for nobody is made first.
        _ = Task.Run(() => LiveEndpoints.Page(new LiveRuns(options.RunsFolder, null), new LiveQuery([], "")));
        return app;
    }
}
