using Spectre.Console;

namespace GanBench.Cli.Display;

/// <summary>What is under way: on a terminal bars that are redrawn in place, elsewhere a plain line each time.</summary>
/// <param name="writer">Where it goes, usually stderr.</param>
/// <param name="terminal">The terminal behind it; null where there is none.</param>
internal sealed class LiveDisplay(TextWriter writer, IAnsiConsole? terminal) : IDisposable
{
    private const int BarWidth = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProgressTask> _bars = [];
    private Session? _session;

    /// <summary>Shows on the terminal behind a writer, if there is one.</summary>
    /// <param name="writer">Where it goes, usually stderr.</param>
    public LiveDisplay(TextWriter writer) : this(writer, Terminal.Of(writer))
    {
    }

    /// <summary>Whether what is shown can be redrawn.</summary>
    public bool IsTerminal => terminal is not null;

    /// <summary>Shows a text in place of the last one of the same name.</summary>
    /// <param name="text">One line.</param>
    /// <param name="share">How much of it is done, 0 to 1; null when nobody knows.</param>
    /// <param name="name">Tells apart what is under way at the same time.</param>
    public void Update(string text, double? share = null, string name = "")
    {
        text = Printable.Of(text);
        lock (_gate)
        {
            if (terminal is null)
            {
                writer.WriteLine(text);
                return;
            }
            if (_session?.IsOfSize(terminal.Profile.Out) == false)
                Clear();
            _session ??= new Session(terminal);
            if (!_bars.TryGetValue(name, out var bar))
                _bars[name] = bar = _session.Context.AddTask(Markup.Escape(text), maxValue: 1);
            bar.Description = Markup.Escape(text);
            bar.IsIndeterminate = share is null;
            bar.Value = share ?? 0;
            _session.Context.Refresh();
        }
    }

    /// <summary>Shows something no longer.</summary>
    /// <param name="name">Its name.</param>
    public void Remove(string name)
    {
        lock (_gate)
        {
            if (!_bars.Remove(name, out var bar))
                return;
            _session!.Context.RemoveTask(bar);
            _session.Context.Refresh();
        }
    }

    /// <summary>Prints a line that stays, above what is under way.</summary>
    /// <param name="text">One line.</param>
    public void WriteLine(string text)
    {
        text = Printable.Of(text);
        lock (_gate)
        {
            if (_session is null)
                writer.WriteLine(text);
            else
                terminal!.WriteLine(text);
        }
    }

    /// <summary>Shows nothing any more, until the next update.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _session?.End();
            _session = null;
            _bars.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    // Spectre shows progress while a task runs. Here the work reports from outside, so the task is one that ends when the display does.
    private sealed class Session
    {
        private readonly TaskCompletionSource _end = new();
        private readonly Task _shown;
        private readonly (int Width, int Height) _size;

        public Session(IAnsiConsole terminal)
        {
            // Where a terminal has become smaller Spectre wipes all that stands in it. So the size is kept, and another one starts anew.
            _size = (terminal.Profile.Out.Width, terminal.Profile.Out.Height);
            (terminal.Profile.Width, terminal.Profile.Height) = _size;
            var progress = new Progress(terminal) { AutoRefresh = false, AutoClear = true, ExcludeVerticalPadding = true }
                .Columns(new ProgressBarColumn { Width = BarWidth }, new TaskDescriptionColumn { Alignment = Justify.Left, Wrap = true });
            _shown = progress.StartAsync(context =>
            {
                Context = context;
                return _end.Task;
            });
            // A process that dies must not leave a terminal without its cursor.
            terminal.Cursor.Show();
        }

        public ProgressContext Context { get; private set; } = null!;

        public bool IsOfSize(IAnsiConsoleOutput output) => _size == (output.Width, output.Height);

        public void End()
        {
            _end.SetResult();
            _shown.GetAwaiter().GetResult();
        }
    }
}
