using System.Text.Json;
using GanBench.Runs;

namespace GanBench.Tests.Runs;

public class ProgressRecordTests
{
    // Lines that earlier versions wrote.
    public static TheoryData<string> Lines =>
    [
        """{"step":1,"epoch":0.0032,"lossD":0.519184410572052,"lossDReal":0.25151917338371277,"lossDFake":0.7868496775627136"""
        + ""","lossG":0.6128693222999573,"scoreReal":0.780336320400238,"scoreFake":0.5436335206031799,"accuracyReal":1"""
        + ""","accuracyFake":0.09375"""
        + ""","precision":0.5245901639344263,"recall":1,"f1":0.6881720430107526,"jsEstimate":0.1739627550867321"""
        + ""","weightReal":0.22590960089644951,"weightFake":0.1602814470928535,"seconds":0.271,"imagesPerSecond":236.6}""",
        """{"step":5,"epoch":0.08,"lossD":1.3E-05,"lossDReal":-3.1,"lossDFake":2E-07,"lossG":0,"penalty":7.25"""
        + ""","wassersteinEstimate":3.0999998,"seconds":12,"imagesPerSecond":100}""",
        """{"step":7,"epoch":1,"lossD":"NaN","lossDReal":"Infinity","lossDFake":"-Infinity","lossG":1,"seconds":0,"imagesPerSecond":0}""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Line_OfAnEarlierVersion_ComesBackByteForByte(string line) =>
        Assert.Equal(line, JsonSerializer.Serialize(JsonSerializer.Deserialize<ProgressRecord>(line, RunJson.Line), RunJson.Line));

    [Fact]
    public void Read_Line_HasItsValuesByKey()
    {
        const string Line = """{"step":3,"epoch":0.5,"lossD":"NaN","penalty":null,"note":"x","of":{"a":[1]},"own":2,"seconds":4}""";

        var record = JsonSerializer.Deserialize<ProgressRecord>(Line, RunJson.Line)!;

        Assert.Equal((3, 0.5, 4.0, 0.0), (record.Step, record.Epoch, record.Seconds, record.ImagesPerSecond));
        Assert.Equal([new("lossD", double.NaN), new("own", 2)], record.Values);
        Assert.Null(record["penalty"]);
        Assert.Equal(2, record["own"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"lossD\":1}")]
    [InlineData("{\"step\":\"1\"}")]
    [InlineData("{\"step\":1,\"lossD\":0.")]
    public void Read_WhatIsNoLine_IsRefused(string line) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<ProgressRecord>(line, RunJson.Line));
}
