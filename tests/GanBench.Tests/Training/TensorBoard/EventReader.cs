using System.Buffers.Binary;
using Tensorboard;

namespace GanBench.Tests.Training.TensorBoard;

/// <summary>
/// Reads event files as TensorBoard does: records with checksums, in the order of the files' names, and a start of a session takes back
/// what was said of its step and of those after it (tensorboard/backend/event_processing/plugin_event_accumulator.py).
/// </summary>
internal static class EventReader
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 8)
        .Aggregate((uint)i, (value, _) => (value & 1) != 0 ? (value >> 1) ^ 0x82F63B78 : value >> 1))];

    public static List<Event> Read(string folder)
    {
        var kept = new List<Event>();
        foreach (var file in Directory.EnumerateFiles(folder, "*tfevents*").Order(StringComparer.Ordinal))
        {
            var events = ReadFile(file);
            Assert.Equal("brain.Event:2", events[0].FileVersion);
            foreach (var one in events.Skip(1))
            {
                if (one.SessionLog?.Status == SessionLog.Types.SessionStatus.Start)
                    kept.RemoveAll(earlier => earlier.Step >= one.Step && earlier.Summary?.Value.Any(v => v.Metadata is null) == true);
                kept.Add(one);
            }
        }
        return kept;
    }

    public static IEnumerable<(long Step, string Tag, float Value)> Scalars(IEnumerable<Event> events) =>
        from one in events
        where one.Summary is not null
        from value in one.Summary.Value
        where value.ValueCase == Summary.Types.Value.ValueOneofCase.SimpleValue
        select (one.Step, value.Tag, value.SimpleValue);

    public static IEnumerable<(long Step, byte[] Png)> Pictures(IEnumerable<Event> events) =>
        from one in events
        where one.Summary is not null
        from value in one.Summary.Value
        where value.ValueCase == Summary.Types.Value.ValueOneofCase.Image
        select (one.Step, value.Image.EncodedImageString.ToByteArray());

    public static Dictionary<string, byte[]> PluginData(IEnumerable<Event> events, string plugin) =>
        (from one in events
         where one.Summary is not null
         from value in one.Summary.Value
         where value.Metadata?.PluginData?.PluginName == plugin
         select value).ToDictionary(value => value.Tag, value => value.Metadata.PluginData.Content.ToByteArray());

    private static List<Event> ReadFile(string file)
    {
        var events = new List<Event>();
        ReadOnlySpan<byte> rest = File.ReadAllBytes(file);
        while (rest.Length > 0)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(rest);
            Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]), Masked(rest[..8]));
            var content = rest.Slice(12, length);
            Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]), Masked(content));
            events.Add(Event.Parser.ParseFrom(content.ToArray()));
            rest = rest[(16 + length)..];
        }
        return events;
    }

    // CRC-32C by its table, rotated and shifted as the format of records has it (tensorflow/core/lib/hash/crc32c.h).
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
            sum = Table[(sum ^ one) & 0xFF] ^ (sum >> 8);
        sum = ~sum;
        return unchecked(((sum >> 15) | (sum << 17)) + 0xA282EAD8u);
    }
}
