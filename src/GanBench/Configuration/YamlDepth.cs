using YamlDotNet.Core;

namespace GanBench.Configuration;

/// <summary>
/// Bounds how deep YAML nests. Its nodes are made by recursion, and a file of nothing but brackets would end the process.
/// </summary>
internal static class YamlDepth
{
    private const int Deepest = 100;

    /// <summary>Throws where text nests deeper than any configuration does. Text that is no YAML is left to the loader.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Name for messages.</param>
    /// <exception cref="UsageException">It does.</exception>
    public static void Check(string text, string file)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; MoveNext(parser); depth += parser.Current!.NestingIncrease)
        {
            if (depth > Deepest && parser.Current!.Start is var mark)
                throw new UsageException(
                    FormattableString.Invariant($"{file}:{mark.Line}:{mark.Column}: nested more than {Deepest} deep."));
        }
    }

    private static bool MoveNext(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (YamlMistake.IsOfTheParser(e))
        {
            return false;
        }
    }
}
