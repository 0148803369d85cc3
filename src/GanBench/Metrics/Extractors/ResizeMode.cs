namespace GanBench.Metrics.Extractors;

/// <summary>How images are brought to Inception's 299×299. The choice alone moves FID by several per cent.</summary>
public enum ResizeMode
{
    /// <summary>
    /// TensorFlow 1's bilinear without half-pixel centres, as in the original FID and torch-fidelity; pixels (x − 128) / 128.
    /// </summary>
    Tf1,

    /// <summary>Bilinear with half-pixel centres and no antialiasing, as in pytorch-fid; pixels 2 · x / 255 − 1.</summary>
    PyTorch,

    /// <summary>Pillow's antialiased bicubic on float32, as in clean-fid; pixels (x − 128) / 128.</summary>
    Clean,
}
