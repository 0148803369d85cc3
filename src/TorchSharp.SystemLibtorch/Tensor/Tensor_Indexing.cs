using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Reads or writes what the indices select, by NumPy's rules: numbers, slices, tensors, masks, None and Ellipsis.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => TensorIndexing.Get(this, indices);
            set => TensorIndexing.Set(this, indices, value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => TensorIndexing.Get(this, Array.ConvertAll(indices, TensorIndex.Tensor));
            set => TensorIndexing.Set(this, Array.ConvertAll(indices, TensorIndex.Tensor), value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => TensorIndexing.Set(this, [i1], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => TensorIndexing.Get(this, [i1, i2]);
            set => TensorIndexing.Set(this, [i1, i2], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => TensorIndexing.Get(this, [i1, i2, i3]);
            set => TensorIndexing.Set(this, [i1, i2, i3], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => TensorIndexing.Get(this, [i1, i2, i3, i4]);
            set => TensorIndexing.Set(this, [i1, i2, i3, i4], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => TensorIndexing.Get(this, [i1, i2, i3, i4, i5]);
            set => TensorIndexing.Set(this, [i1, i2, i3, i4, i5], value);
        }

        public Tensor index(params TensorIndex[] indices) => TensorIndexing.Get(this, indices);

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            TensorIndexing.Set(this, indices, value);
            return this;
        }

        public Tensor index_select(long dim, Tensor index) => Op.Call("aten::index_select", this, dim, index);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            Op.CallVoid("aten::index_add_", this, dim, index, source, alpha);
            return this;
        }

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace("aten::index_copy_", dim, index, source);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => InPlace("aten::index_fill_.int_Scalar", dim, index, value);

        public Tensor select(long dim, long index) => Op.Call("aten::select.int", this, dim, index);

        public Tensor narrow(long dim, long start, long length) => Op.Call("aten::narrow", this, dim, start, length);

        public Tensor slice(long dim, long start, long finish, long step) => Op.Call("aten::slice.Tensor", this, dim, start, finish, step);

        public Tensor gather(long dim, Tensor index) => Op.Call("aten::gather", this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Op.Call("aten::scatter.src", this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace("aten::scatter_.src", dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace("aten::scatter_add_", dim, index, src);

        public Tensor take(Tensor index) => Op.Call("aten::take", this, index);

        public Tensor nonzero() => Op.Call("aten::nonzero", this);
    }
}
