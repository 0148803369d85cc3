using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Tensorboard;
using TorchSharp;
using TorchSharp.Modules;

namespace GanBench.Training.TensorBoard;

/// <summary>
/// A TensorBoard event file. TorchSharp's writer makes it, and writes pictures and text. It opens the file anew for each single number, and
/// knows neither restarts nor hyperparameters, so these events are appended here, in the same format.
/// </summary>
internal sealed class EventFile
{
    private const string Pattern = "events.out.tfevents.*";

    private readonly SummaryWriter _writer;
    private readonly string _file;

    /// <summary>Begins a file.</summary>
    /// <param name="folder">Its folder, which is made when it is missing.</param>
    public EventFile(string folder)
    {
        // The writer does not tell the name of its file, only ends it as it is told.
        var suffix = "ganbench-" + Guid.NewGuid().ToString("N")[..8];
        _writer = torch.utils.tensorboard.SummaryWriter(folder, suffix);
        _file = Directory.EnumerateFiles(folder, Pattern + suffix).Single();
    }

    private static double Now => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>Whether a folder has event files.</summary>
    public static bool AnyIn(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, Pattern).Any();

    /// <summary>Takes back what earlier files of the folder say of a step and of those after it.</summary>
    /// <param name="step">The step.</param>
    public void Restart(int step) => Append(
        new Event { Step = step, WallTime = Now, SessionLog = new SessionLog { Status = SessionLog.Types.SessionStatus.Start } });

    /// <summary>Writes the numbers of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="values">Tags and numbers.</param>
    public void AddScalars(int step, IEnumerable<(string Tag, double Value)> values)
    {
        var summary = new Summary();
        summary.Value.AddRange(values.Select(v => new Summary.Types.Value { Tag = v.Tag, SimpleValue = (float)v.Value }));
        if (summary.Value.Count > 0)
            Append(new Event { Step = step, WallTime = Now, Summary = summary });
    }

    /// <summary>Writes a picture.</summary>
    /// <param name="step">The step.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="file">The picture's file.</param>
    public void AddPicture(int step, string tag, string file) => _writer.add_img(tag, file, step);

    /// <summary>Writes text.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="text">The text, as Markdown.</param>
    public void AddText(string tag, string text) => _writer.add_text(tag, text, 0);

    /// <summary>Writes how a run is set, for the HParams page. TensorBoard finds the columns by itself.</summary>
    /// <param name="settings">Names and values.</param>
    public void AddHyperparameters(IEnumerable<(string Key, Value Value)> settings)
    {
        // On the wire, SessionStartInfo begins as a Struct does: field 1 is a map of names to values. Field 5 is the time of the start.
        var values = new Struct();
        foreach (var (key, value) in settings)
            values.Fields[key] = value;
        AddSession("session_start_info", 3, output =>
        {
            values.WriteTo(output);
            output.WriteTag(5, WireFormat.WireType.Fixed64);
            output.WriteDouble(Now);
        });
    }

    /// <summary>Writes that a run is over, for the HParams page.</summary>
    /// <param name="succeeded">Whether it came to its end.</param>
    public void AddEnd(bool succeeded) => AddSession("session_end_info", 4, output =>
    {
        output.WriteTag(1, WireFormat.WireType.Varint);
        output.WriteEnum(succeeded ? 1 : 2);
        output.WriteTag(2, WireFormat.WireType.Fixed64);
        output.WriteDouble(Now);
    });

    // A message HParamsPluginData with one field, in the metadata of a summary (tensorboard/plugins/hparams/plugin_data.proto).
    private void AddSession(string tag, int field, Action<CodedOutputStream> write)
    {
        var plugin = Message(output =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(Message(write));
        });
        var summary = new Summary();
        summary.Value.Add(new Summary.Types.Value
        {
            Tag = "_hparams_/" + tag,
            Metadata = new SummaryMetadata
            {
                PluginData = new SummaryMetadata.Types.PluginData { PluginName = "hparams", Content = plugin },
            },
        });
        Append(new Event { WallTime = Now, Summary = summary });
    }

    private static ByteString Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
            write(output);
        return ByteString.CopyFrom(bytes.ToArray());
    }

    // A record: length, checksum of the length, content, checksum of the content.
    private void Append(Event entry)
    {
        var content = entry.ToByteArray();
        var record = new byte[content.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(record, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(record.AsSpan(0, 8)));
        content.CopyTo(record, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + content.Length), Checksum(content));
        using var stream = new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        stream.Write(record);
    }

    // CRC-32C, masked as the format wants it.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
            sum = BitOperations.Crc32C(sum, one);
        return unchecked(BitOperations.RotateRight(~sum, 15) + 0xa282ead8);
    }
}
