using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GanBench.Survey.Participation;

/// <summary>The secrets of a participant: the session token in the cookie, and the withdrawal code that follows from it.</summary>
internal static class SecretToken
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CodeLength = 16;

    /// <summary>A new session token: 256 random bits in URL-safe base 64.</summary>
    public static string NewSession() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A new participant id, which is no secret and in no relation to the token.</summary>
    public static string NewParticipantId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>What is stored of a secret.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The withdrawal code of a session: 80 bits in Crockford's base 32, in groups of four.</summary>
    /// <param name="session">The session token.</param>
    public static string WithdrawalCode(string session)
    {
        var bytes = HMACSHA256.HashData(Encoding.UTF8.GetBytes(session), "withdrawal"u8);
        var code = new StringBuilder();
        for (var i = 0; i < CodeLength; i++)
        {
            if (i > 0 && i % 4 == 0)
                code.Append('-');
            code.Append(Alphabet[bytes[i] & 31]);
        }
        return code.ToString();
    }

    /// <summary>A code as people type it, in the form it was shown in; null when it cannot be one.</summary>
    /// <param name="typed">Small letters, spaces and missing hyphens are fine; O is read as 0, I and L as 1.</param>
    public static string? NormaliseCode(string? typed)
    {
        var code = new StringBuilder();
        foreach (var c in typed ?? "")
        {
            if (c is '-' or ' ')
                continue;
            var letter = char.ToUpperInvariant(c) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (code.Length == CodeLength + 3 || !Alphabet.Contains(letter))
                return null;
            if (code.Length is 4 or 9 or 14)
                code.Append('-');
            code.Append(letter);
        }
        return code.Length == CodeLength + 3 ? code.ToString() : null;
    }
}
