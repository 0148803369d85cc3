namespace GanBench.Engine;

/// <summary>What the numbers of a run may depend on.</summary>
public enum Numerics
{
    /// <summary>As fast as the machine allows; exact on one machine and engine.</summary>
    Native,

    /// <summary>One instruction level (AVX2) and one thread: the same bits on every x86-64-v3 machine with the same libtorch.</summary>
    Portable,
}
