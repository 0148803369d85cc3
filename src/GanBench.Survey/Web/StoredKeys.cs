using System.Xml.Linq;
using GanBench.Survey.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace GanBench.Survey.Web;

/// <summary>
/// Keeps the keys of the anti-forgery tokens in the survey file, so that a page opened before a restart can still be sent after it.
/// </summary>
internal sealed class StoredKeys(SurveyStore store) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.ReadKeys().Select(xml => XElement.Parse(xml))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        store.WriteKeyAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();
}
