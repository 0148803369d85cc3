using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace GanBench.Engine;

/// <summary>What libtorch says when it fails: one line that matters, then the addresses of its own functions.</summary>
public static partial class NativeFailure
{
    private const string Frames = "\nException raised from ";

    /// <summary>
    /// An error's message, without libtorch's list of functions; where a GPU's memory ran out, what to do; of a mistake in a program with
    /// what it is and where.
    /// </summary>
    /// <param name="error">Any error.</param>
    public static string Summary(Exception error)
    {
        var message = error.Message;
        if (error is GanBenchException or IOException or UnauthorizedAccessException)
            return message;
        if (error is not ExternalException)
            return $"{error.GetType().Name}{Place(error)}: {message}";
        if (OutOfMemory().Match(message) is { Success: true } shortage)
            return $"The GPU has no memory left for this run ({shortage.Value.TrimEnd('.')}): put fewer on it (--runs-per-device, --jobs), "
                + "or take smaller batches or networks.";
        var end = message.IndexOf(Frames, StringComparison.Ordinal);
        return end < 0 ? message : $"libtorch: {message[..end].Trim()}";
    }

    // Where a mistake in a program is, often that of a part from another program: its message alone says little.
    private static string Place(Exception error) =>
        new StackTrace(error).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(IsOfAProgram) is { } method
            ? $" in {method.DeclaringType!.FullName}.{method.Name}" : "";

    private static bool IsOfAProgram(MethodBase? method) =>
        method?.DeclaringType?.Namespace?.StartsWith("System", StringComparison.Ordinal) == false;

    // libtorch goes on about its allocator's settings.
    [GeneratedRegex(@"CUDA (error: )?out of memory(\. Tried to allocate [\d.]+ \w+)?", RegexOptions.CultureInvariant)]
    private static partial Regex OutOfMemory();
}
