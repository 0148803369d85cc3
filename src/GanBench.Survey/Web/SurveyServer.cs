using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GanBench.Survey.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GanBench.Survey.Web;

/// <summary>
/// Serves a survey over HTTP. Pages are made on the server and need no scripts; answers are on the disk before they are acknowledged.
/// </summary>
public sealed class SurveyServer : IAsyncDisposable
{
    private const int MaximumBody = 16 * 1024;

    private readonly WebApplication _app;
    private readonly SurveyStore _store;

    private SurveyServer(WebApplication app, SurveyStore store, string adminToken)
    {
        (_app, _store, AdminToken) = (app, store, adminToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = new Uri(address);
    }

    /// <summary>Where the survey is.</summary>
    public Uri Address { get; }

    /// <summary>Whether the survey was closed: it then takes withdrawals only.</summary>
    public bool IsClosed => _store.ReadStatus().ClosedAt is not null;

    /// <summary>Opens the pages under <c>/admin</c>; new at every start.</summary>
    public string AdminToken { get; }

    /// <summary>Serves until cancelled.</summary>
    /// <param name="options">How it is served.</param>
    /// <param name="started">Told where the survey is once it can be reached.</param>
    /// <param name="cancellationToken">Ends serving; requests under way are finished first.</param>
    /// <exception cref="UsageException">An option is out of range, or the survey does not say who asks.</exception>
    /// <exception cref="DataException">The survey is missing, damaged or of another version, or the certificate cannot be read.</exception>
    /// <exception cref="EnvironmentException">The survey is locked or read-only, or the port is in use.</exception>
    public static async Task RunAsync(
        SurveyServerOptions options, Action<SurveyServer>? started = null, CancellationToken cancellationToken = default)
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
    public static async Task<SurveyServer> StartAsync(SurveyServerOptions options, CancellationToken cancellationToken = default)
    {
        options.Validate();
        if (options.Contact is { } contact)
            await SurveyStore.SetContactAsync(options.Survey, contact);
        var store = SurveyStore.Open(options.Survey);
        WebApplication? app = null;
        try
        {
            // Nobody can consent without knowing whom to ask or to complain to.
            if (string.IsNullOrWhiteSpace(store.Definition.Organiser))
                throw new UsageException(
                    $"{options.Survey} does not say who is responsible and how to reach them, which people are told before they agree: "
                    + $"add --contact \"NAME, ADDRESS\" to 'ganbench survey serve', once.");
            await store.MarkServedAsync(options.Clock.GetUtcNow());
            var adminToken = RandomNumberGenerator.GetHexString(32, lowercase: true);
            app = Build(options, store, adminToken);
            await app.StartAsync(cancellationToken);
            return new SurveyServer(app, store, adminToken);
        }
        catch (Exception e)
        {
            if (app is not null)
                await app.DisposeAsync();
            store.Dispose();
            if (e is IOException or SocketException)
                throw new EnvironmentException(
                    $"Cannot listen on {options.Address}:{options.Port}: {Why(e)} Choose another with --port.", e);
            throw;
        }
    }

    /// <summary>Finishes requests under way and closes the survey file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _store.Dispose();
    }

    private static WebApplication Build(SurveyServerOptions options, SurveyStore store, string adminToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // Warnings only: request lines would put network addresses and visited pages on the disk.
        // What a category left out here has to say becomes an exception or a page.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        var services = builder.Services;
        services.AddRoutingCore();
        services.AddRazorComponents();
        services.AddSingleton(store).AddSingleton(options).AddSingleton(options.Clock).AddSingleton(new AdminAccess(adminToken));
        services.AddSingleton<SurveyAssets>().AddSingleton<SurveyPages>().AddSingleton<FailureLog>();
        services.Configure<FormOptions>(form => (form.ValueCountLimit, form.KeyLengthLimit, form.ValueLengthLimit) = (16, 64, 1024));
        services.AddDataProtection().SetApplicationName("ganbench-survey");
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new StoredKeys(store));
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "ganbench-form";
            forgery.Cookie.SameSite = SameSiteMode.Strict;
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forgery.FormFieldName = SurveyPages.TokenField;
            forgery.SuppressXFrameOptionsHeader = true;
        });
        RateLimits.Add(services, options);
        var app = builder.Build();
        if (options.BehindProxy)
        {
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto };
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            app.UseForwardedHeaders(forwarded);
        }
        app.Use(SecurityHeaders.AddAsync);
        app.Use(RequestAddress.CheckAsync);
        app.Use(ErrorPages.HandleAsync);
        app.UseRouting();
        app.UseRateLimiter();
        ParticipantEndpoints.Map(app);
        AdminEndpoints.Map(app);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, SurveyServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaximumBody;
        kestrel.Listen(options.Address, options.Port, endpoint =>
        {
            if (options.Certificate is not null)
                endpoint.UseHttps(ReadCertificate(options.Certificate));
        });
    }

    private static X509Certificate2 ReadCertificate(string path)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(path);
        }
        catch (CryptographicException e)
        {
            throw new DataException($"Cannot read a certificate with its private key from {path}: {e.Message}", e);
        }
    }

    private static string Why(Exception e) =>
        (e.InnerException ?? e) is Microsoft.AspNetCore.Connections.AddressInUseException ? "the port is in use by another program."
            : e.Message.TrimEnd('.') + ".";
}
