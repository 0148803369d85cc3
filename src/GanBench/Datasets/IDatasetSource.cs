using GanBench.Imaging;

namespace GanBench.Datasets;

/// <summary>One dataset: what is known about it, and how its samples are made from its files.</summary>
public interface IDatasetSource
{
    /// <summary>What is known without opening it.</summary>
    public DatasetInfo Info { get; }

    /// <summary>
    /// Shape of the samples that a request gives, without decoding them: of pictures in a folder, what the first one shows.
    /// </summary>
    /// <param name="request">Which samples, and where to look for them.</param>
    /// <returns>Null where there is nothing yet to look at.</returns>
    public SampleShape? ShapeOf(DatasetRequest request);

    /// <summary>Opens a split; decodes it on first use and maps the decoded file afterwards.</summary>
    /// <param name="request">Which samples, and where to look for them.</param>
    /// <param name="progress">Told about fetching and decoding.</param>
    /// <param name="cancellationToken">Stops the work; nothing half made is kept under a final name.</param>
    /// <exception cref="UsageException">The dataset has no such split or size.</exception>
    /// <exception cref="DataException">Files are missing or damaged.</exception>
    public Dataset Open(
        DatasetRequest request, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default);
}
