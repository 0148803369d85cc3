using System.Globalization;
using BitMiracle.LibTiff.Classic;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace GanBench.Imaging.Tiff;

/// <summary>Gives LibTiff a file in memory, and keeps its complaint instead of printing it.</summary>
/// <param name="file">The whole file.</param>
internal sealed class TiffStreamReader(ReadOnlyMemory<byte> file) : TiffStream
{
    private long _position;

    static TiffStreamReader() => _ = LibTiff.SetErrorHandler(new Complaints());

    /// <summary>The first error that LibTiff met; null when there was none.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Opens the file; null when LibTiff refuses it.</summary>
    public LibTiff? Open() => LibTiff.ClientOpen("picture", "r", this, this);

    /// <inheritdoc/>
    public override int Read(object clientData, byte[] buffer, int offset, int count)
    {
        var length = (int)Math.Clamp(file.Length - _position, 0, count);
        if (length > 0)
            file.Span.Slice((int)_position, length).CopyTo(buffer.AsSpan(offset));
        _position += length;
        return length;
    }

    /// <inheritdoc/>
    public override void Write(object clientData, byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(object clientData, long offset, SeekOrigin origin) => _position = Math.Max(0, offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => file.Length,
    });

    /// <inheritdoc/>
    public override void Close(object clientData)
    {
    }

    /// <inheritdoc/>
    public override long Size(object clientData) => file.Length;

    // LibTiff has one handler for the process and prints what nobody takes. Warnings are of fields that do not matter here.
    private sealed class Complaints : TiffErrorHandler
    {
        public override void ErrorHandler(LibTiff tif, string method, string format, params object[] args)
        {
        }

        public override void ErrorHandlerExt(
            LibTiff tif, object clientData, string method, string format, params object[] args)
        {
            if (clientData is TiffStreamReader reader)
                reader.Complaint ??= Text(format, args).TrimEnd('.').ReplaceLineEndings(" ");
        }

        private static string Text(string format, object[] args)
        {
            try
            {
                return string.Format(CultureInfo.InvariantCulture, format, args);
            }
            // Some of its texts have more holes than values.
            catch (FormatException)
            {
                return format;
            }
        }

        public override void WarningHandler(LibTiff tif, string method, string format, params object[] args)
        {
        }

        public override void WarningHandlerExt(
            LibTiff tif, object clientData, string method, string format, params object[] args)
        {
        }
    }
}
