using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The memory behind a CPU tensor as a flat list of elements.</summary>
    public sealed class Storage<T> : IEnumerable<T>
        where T : unmanaged
    {
        private readonly Tensor tensor;

        internal Storage(Tensor tensor) => this.tensor = tensor;

        public int Count => Span.Length;

        private unsafe Span<T> Span
        {
            get
            {
                tensor.DataPointer();
                void* address;
                long count;
                NativeError.Check(NativeMethods.gb_tensor_storage(tensor.Handle, &address, &count));
                return new Span<T>(address, checked((int)(count / sizeof(T))));
            }
        }

        public T this[int index]
        {
            get => Span[index];
            set => Span[index] = value;
        }

        public T[] ToArray() => Span.ToArray();

        public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
