namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null) => Op.Call("aten::bernoulli", this, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace("aten::bernoulli_.float", p, generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) => InPlace("aten::bernoulli_.Tensor", p, generator);

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => InPlace("aten::normal_", mean, std, generator);

        /// <summary>Integers from …, up to but without to.</summary>
        public Tensor random_(double from, double to, Generator? generator = null) =>
            InPlace("aten::random_.from", (long)from, (long)to, generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) => InPlace("aten::uniform_", from, to, generator);

        public Tensor exponential_(double lambda = 1, Generator? generator = null) => InPlace("aten::exponential_", lambda, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Op.Call("aten::multinomial", this, num_samples, replacement, generator);
    }
}
