using System.Text;

namespace GanBench.Cli.Display;

/// <summary>
/// What becomes of output that cannot be written, because a disk is full or a terminal has gone away: talk on standard error is dropped,
/// and the work goes on; a result on standard output is an error (exit code 1), since nobody would get it.
/// </summary>
internal static class OutputChannels
{
    /// <summary>Guards both streams of the console.</summary>
    /// <returns>Gives the console its streams back when disposed.</returns>
    public static IDisposable Guard()
    {
        var (output, error) = (Console.Out, Console.Error);
        Console.SetOut(new Guarded(output, e => throw new RunFailedException($"Cannot write to standard output: {e.Message}", e)));
        Console.SetError(new Guarded(error, _ => { }));
        return new Streams(output, error);
    }

    private sealed record Streams(TextWriter Output, TextWriter Error) : IDisposable
    {
        public void Dispose()
        {
            Console.SetOut(Output);
            Console.SetError(Error);
        }
    }

    private sealed class Guarded : TextWriter
    {
        private readonly TextWriter _inner;
        private readonly Action<Exception> _failed;
        private bool _isBroken;

        public Guarded(TextWriter inner, Action<Exception> failed)
            : base(inner.FormatProvider)
        {
            (_inner, _failed) = (inner, failed);
            CoreNewLine = inner.NewLine.ToCharArray();
        }

        public override Encoding Encoding => _inner.Encoding;

        public override void Write(char value) => Try(() => _inner.Write(value));

        public override void Write(string? value) => Try(() => _inner.Write(value));

        public override void Write(char[] buffer, int index, int count) => Try(() => _inner.Write(buffer, index, count));

        public override void WriteLine(string? value) => Try(() => _inner.WriteLine(value));

        public override void Flush() => Try(_inner.Flush);

        private void Try(Action write)
        {
            if (_isBroken)
                return;
            try
            {
                write();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                _isBroken = true;
                _failed(e);
            }
        }
    }
}
