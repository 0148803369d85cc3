using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using GanBench.Text;

namespace GanBench.Tests.Text;

public class ParserMessagesTests
{
    private sealed record Inner(int Count);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record Outer
    {
        public required string Name { get; init; }

        public required Inner[] Parts { get; init; }
    }

    [Theory]
    [InlineData("{\n  \"Name\": x }", "line 2, column 11: this is no JSON.")]
    [InlineData("{\n  \"Name\": \"x\",\n", "line 3, column 1: this is no JSON.")]
    [InlineData("{\n  \"Name\": 5 }", "line 2, column 12: Name has a value of another kind than it needs.")]
    [InlineData("{ \"Name\": \"x\", \"Parts\": [{ \"Count\": \"many\" }] }",
        "line 1, column 43: Parts[0].Count has a value of another kind than it needs.")]
    [InlineData("{ \"Name\": \"x\", \"Parts\": [], \"Other\": 1 }", "line 1, column 37: 'Other' is no key of it.")]
    [InlineData("{}", "line 1, column 3: it lacks Name, Parts.")]
    public void Of_Json_NamesLineColumnAndKeyAndNoType(string json, string expected) =>
        Assert.Equal(expected, ParserMessages.Of(Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Outer>(json))));

    [Fact]
    public void Of_OurOwnErrors_KeepsTheirMessages()
    {
        Assert.Equal("it holds no object.", ParserMessages.Of(new JsonException("it holds no object.")));
        Assert.Equal("its checksum is wrong.", ParserMessages.Of(
            Assert.Throws<InvalidDataException>((Action)(() => throw new InvalidDataException("its checksum is wrong.")))));
    }

    [Fact]
    public void Of_TextForAnArchive_SaysThatItIsNone() =>
        Assert.Equal("it is no zip archive, or it is damaged.", ParserMessages.Of(
            Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(new byte[100])))));

    [Theory]
    [InlineData("/plain/path-1.zip", "/plain/path-1.zip")]
    [InlineData("/x/a b", "'/x/a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("", "''")]
    public void Quote_Word_IsWhatAShellTakesBack(string word, string quoted) => Assert.Equal(quoted, ShellWord.Quote(word));
}
