using System.Buffers.Binary;
using System.IO.Compression;

namespace GanBench.Datasets.Formats;

/// <summary>Reads gzip files, whole or not at all.</summary>
internal static class GZip
{
    /// <summary>The content of a seekable file: decompressed when it starts with gzip's magic number, as it is otherwise.</summary>
    /// <param name="file">At its start.</param>
    public static Stream OpenIfCompressed(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1F && magic[1] == 0x8B ? new WholeGZipStream(file) : file;
    }

    /// <summary>
    /// GZipStream takes a file that was cut inside its last eight bytes (checksum and length) for a complete one. This stream
    /// compares that length at the end, so a file must be read to its end to count as whole.
    /// </summary>
    private sealed class WholeGZipStream(Stream file) : Stream
    {
        private readonly GZipStream _content = new(file, CompressionMode.Decompress, leaveOpen: true);
        private long _length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = _content.Read(buffer);
            _length += read;
            if (read == 0 && buffer.Length > 0)
                CheckLength();
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _content.Dispose();
            base.Dispose(disposing);
        }

        private void CheckLength()
        {
            Span<byte> trailer = stackalloc byte[4];
            file.Seek(-4, SeekOrigin.End);
            file.ReadExactly(trailer);
            if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)_length)
                throw new InvalidDataException("the compressed data ends early, or several gzip files were put together in one.");
        }
    }
}
