using System.ComponentModel;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A libtorch tensor. Freed by <see cref="Dispose()"/>, by the dispose scope that it was made in, or in the end by the garbage
    /// collector. The other parts of this class, by topic, are in the files beside this one.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;

        private IntPtr handle;

        /// <summary>Takes over one reference of a native tensor and registers with this thread's innermost dispose scope.</summary>
        internal Tensor(IntPtr handle)
        {
            this.handle = handle;
            var count = Interlocked.Increment(ref totalCount);
            if (count > Volatile.Read(ref peakCount))
            {
                Volatile.Write(ref peakCount, count);
            }

            OwningDisposeScope = DisposeScopeManager.Register(this);
            if (NativeMethods.gb_allocator_pressed() != 0)
            {
                ForgottenTensors.Collect();
            }
        }

        ~Tensor() => Dispose(false);

        /// <summary>Tensors alive in the process, on all threads.</summary>
        public static long TotalCount => Interlocked.Read(ref totalCount);

        /// <summary>The most tensors that were alive at one time (approximate when several threads make tensors).</summary>
        public static long PeakCount => Volatile.Read(ref peakCount);

        public bool IsInvalid => handle == 0;

        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public IntPtr Handle
        {
            get
            {
                var current = handle;
                ObjectDisposedException.ThrowIf(current == 0, this);
                return current;
            }
        }

        [EditorBrowsable(EditorBrowsableState.Never)]
        internal DisposeScope? OwningDisposeScope { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Hands this tensor's scope membership to the enclosing scope.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of its scope; from now on only <see cref="Dispose()"/> or the collector frees it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>Moves to a scope; null detaches.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner)
            {
                owner.MoveToOther(other, this);
            }
            else
            {
                other?.Attach(this);
            }

            return this;
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing && handle != 0)
            {
                if (OwningDisposeScope is { } scope)
                {
                    scope.MarkAsDisposed(this);
                }
                else
                {
                    DisposeScopeManager.Statistics.TensorStatistics.DisposedOutsideScopeCount++;
                }
            }

            Free();
        }

        /// <summary>Freed by the scope, which has already forgotten and counted it.</summary>
        internal void DisposeFromScope()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        /// <summary>
        /// Gives the native reference away, for a new object (a Parameter) that continues this tensor. This object counts as
        /// disposed afterwards.
        /// </summary>
        internal IntPtr MoveHandle()
        {
            var moved = Handle;
            if (OwningDisposeScope is { } scope)
            {
                scope.MarkAsDisposed(this);
            }
            else
            {
                DisposeScopeManager.Statistics.TensorStatistics.DisposedOutsideScopeCount++;
            }

            handle = 0;
            Interlocked.Decrement(ref totalCount);
            GC.SuppressFinalize(this);
            return moved;
        }

        private void Free()
        {
            var owned = Interlocked.Exchange(ref handle, 0);
            if (owned != 0)
            {
                Interlocked.Decrement(ref totalCount);
                NativeMethods.gb_tensor_free(owned);
            }
        }
    }
}
