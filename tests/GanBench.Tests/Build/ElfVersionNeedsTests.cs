using System.Buffers.Binary;
using GanBench.Engine;

namespace GanBench.Tests.Build;

public sealed class ElfVersionNeedsTests
{
    private const byte Weak = 0x2;

    [Theory]
    [InlineData(SmallElf.Version, SmallElf.FlagsOfFirst)]
    [InlineData(SmallElf.Prefix, SmallElf.FlagsOfSecond)]
    public void Weaken_TwoVersionsNeeded_MarksTheNamedOneOnly(string version, int flags)
    {
        var file = SmallElf.Bytes();
        var expected = SmallElf.Bytes();
        expected[flags] |= Weak;

        var before = ElfVersionNeeds.Weaken(file, version);

        Assert.Equal(VersionNeed.Strong, before);
        Assert.Equal(expected, file);
        Assert.Equal(VersionNeed.Weak, ElfVersionNeeds.Find(file, version));
    }

    [Fact]
    public void Weaken_AlreadyWeak_ChangesNothing()
    {
        var file = SmallElf.Bytes();
        file[SmallElf.FlagsOfFirst] = Weak;
        var expected = file.ToArray();

        var before = ElfVersionNeeds.Weaken(file, SmallElf.Version);

        Assert.Equal(VersionNeed.Weak, before);
        Assert.Equal(expected, file);
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.33")]
    [InlineData("GLIBCXX")]
    [InlineData("3.4.32")]
    [InlineData("GLIBCXX_3.4.32 and a name that is longer than all the names there are")]
    public void Weaken_VersionNotNeeded_ChangesNothing(string version)
    {
        var file = SmallElf.Bytes();

        var before = ElfVersionNeeds.Weaken(file, version);

        Assert.Equal(VersionNeed.None, before);
        Assert.Equal(SmallElf.Bytes(), file);
    }

    [Fact]
    public void Weaken_LibraryThatNeedsNoVersions_ChangesNothing()
    {
        var file = SmallElf.Bytes();
        file[SmallElf.NeedsHeader + 4] = 0;
        var expected = file.ToArray();

        var before = ElfVersionNeeds.Weaken(file, SmallElf.Version);

        Assert.Equal(VersionNeed.None, before);
        Assert.Equal(expected, file);
    }

    [Fact]
    public void Weaken_CutOffAtAnyByte_IsRefused()
    {
        for (var length = 0; length < SmallElf.Length; length++)
        {
            var file = SmallElf.Bytes()[..length];
            Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.Weaken(file, SmallElf.Version));
            Assert.Equal(SmallElf.Bytes()[..length], file);
        }
    }

    // A field's position and size, and what it says instead.
    [Theory]
    [InlineData(0, 1, 0x7e, "not an ELF file")]
    [InlineData(4, 1, 1, "not of 64 bits, little-endian")]
    [InlineData(5, 1, 2, "not of 64 bits, little-endian")]
    [InlineData(0x28, 8, -1, "section headers lie beyond its end")]
    [InlineData(0x28, 8, SmallElf.Length - 64, "section headers lie beyond its end")]
    [InlineData(0x3a, 2, 40, "without section headers")]
    [InlineData(0x3c, 2, 0, "without section headers")]
    [InlineData(0x3c, 2, 4, "section headers lie beyond its end")]
    [InlineData(SmallElf.NeedsHeader + 24, 8, long.MaxValue, "version needs lie beyond its end")]
    [InlineData(SmallElf.NeedsHeader + 32, 8, -1, "version needs lie beyond its end")]
    [InlineData(SmallElf.NeedsHeader + 32, 8, 0, "lead out of their section")]
    [InlineData(SmallElf.NeedsHeader + 40, 4, 3, "no string table")]
    [InlineData(SmallElf.NeedsHeader + 40, 4, -1, "no string table")]
    [InlineData(SmallElf.NeedsHeader + 40, 4, 1, "no string table")]
    [InlineData(SmallElf.NeedsHeader + 44, 4, -1, "lead out of their section")]
    [InlineData(SmallElf.NamesHeader + 24, 8, -8, "names lie beyond its end")]
    [InlineData(SmallElf.NamesHeader + 32, 8, 4, "names outside their string table")]
    [InlineData(SmallElf.Library, 2, 2, "unknown kind")]
    [InlineData(SmallElf.Library + 2, 2, 3, "lead out of their section")]
    [InlineData(SmallElf.Library + 8, 4, 0, "lead out of their section")]
    [InlineData(SmallElf.Library + 8, 4, 33, "lead out of their section")]
    [InlineData(SmallElf.First + 8, 4, -1, "names outside their string table")]
    [InlineData(SmallElf.First + 12, 4, 0, "lead out of their section")]
    [InlineData(SmallElf.First + 12, 4, -16, "lead out of their section")]
    public void Weaken_FieldThatCannotBe_IsRefused(int position, int size, long value, string message)
    {
        var file = SmallElf.Bytes();
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        bytes[..size].CopyTo(file.AsSpan(position));
        var expected = file.ToArray();

        var refusal = Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.Weaken(file, SmallElf.Version));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(expected, file);
    }

    [Fact]
    public void Weaken_AnyByteReplaced_ChangesFlagsAtMost()
    {
        for (var position = 0; position < SmallElf.Length; position++)
        {
            foreach (byte value in new byte[] { 0, 1, 2, 3, 16, 17, 32, (byte)'2', 64, 128, 255 })
            {
                var file = SmallElf.Bytes();
                file[position] = value;
                var before = file.ToArray();
                try
                {
                    ElfVersionNeeds.Weaken(file, SmallElf.Version);
                }
                catch (InvalidDataException)
                {
                    Assert.Equal(before, file);
                }
                // Both flags where the byte makes both names the same.
                var changed = Enumerable.Range(0, file.Length).Where(i => file[i] != before[i]).ToList();
                Assert.True(changed.Count <= 2 && changed.All(i => file[i] == (before[i] | Weak)), $"byte {position} = {value}");
            }
        }
    }
}
