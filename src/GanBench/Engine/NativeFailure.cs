using System.Runtime.InteropServices;

namespace GanBench.Engine;

/// <summary>What libtorch says when it fails: one line that matters, then the addresses of its own functions.</summary>
public static class NativeFailure
{
    private const string Frames = "\nException raised from ";

    /// <summary>An error's message, without libtorch's list of functions.</summary>
    /// <param name="error">Any error.</param>
    public static string Summary(Exception error)
    {
        var message = error.Message;
        var end = error is ExternalException ? message.IndexOf(Frames, StringComparison.Ordinal) : -1;
        return end < 0 ? message : $"libtorch: {message[..end].Trim()}";
    }
}
