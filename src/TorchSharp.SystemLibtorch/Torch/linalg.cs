namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra on matrices and batches of them (…, rows, columns).</summary>
    public static partial class linalg
    {
        /// <summary>Which factors <see cref="qr"/> returns.</summary>
        public enum QRMode
        {
            Reduced,
            Complete,
            R,
        }

        public static Tensor cholesky(Tensor input) => Op.Call("aten::linalg_cholesky", input);

        public static Tensor det(Tensor input) => Op.Call("aten::linalg_det", input);

        /// <summary>Eigenvalues and eigenvectors of a general matrix, complex.</summary>
        public static (Tensor, Tensor) eig(Tensor input) => Two(Op.CallMany("aten::linalg_eig", input));

        /// <summary>Eigenvalues (ascending) and eigenvectors of a symmetric matrix; UPLO says which triangle is read.</summary>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Two(Op.CallMany("aten::linalg_eigh", input, UPLO.ToString()));

        public static Tensor eigvals(Tensor input) => Op.Call("aten::linalg_eigvals", input);

        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Op.Call("aten::linalg_eigvalsh", input, UPLO.ToString());

        public static Tensor inv(Tensor input) => Op.Call("aten::linalg_inv", input);

        /// <summary>Least-squares solution, residuals, rank and singular values.</summary>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) =>
            Four(Op.CallMany("aten::linalg_lstsq", input, other));

        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other, double rcond) =>
            Four(Op.CallMany("aten::linalg_lstsq", input, other, rcond));

        /// <summary>A matrix norm by name: fro or nuc.</summary>
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            Op.Call("aten::linalg_matrix_norm.str_ord", input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Op.Call("aten::linalg_matrix_norm", input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor matrix_power(Tensor input, int n) => Op.Call("aten::linalg_matrix_power", input, n);

        public static Tensor multi_dot(IList<Tensor> tensors) => Op.Call("aten::linalg_multi_dot", tensors.ToArray());

        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) =>
            Op.Call("aten::linalg_norm.ord_str", input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Op.Call("aten::linalg_norm", input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => norm(input, (double)ord, dims, keepdim);

        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) =>
            Op.Call("aten::linalg_norm", input, Arg.None, dims, keepdim);

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Op.Call("aten::linalg_pinv.atol_rtol_float", input, atol, rtol, hermitian);

        public static Tensor pinv(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) =>
            Op.Call("aten::linalg_pinv.atol_rtol_tensor", input, atol, rtol, hermitian);

        public static (Tensor, Tensor) qr(Tensor input, QRMode mode = QRMode.Reduced) =>
            Two(Op.CallMany("aten::linalg_qr", input, mode == QRMode.R ? "r" : mode == QRMode.Complete ? "complete" : "reduced"));

        public static (Tensor, Tensor) slogdet(Tensor input) => Two(Op.CallMany("aten::linalg_slogdet", input));

        /// <summary>X with A X = B, or X A = B if not left.</summary>
        public static Tensor solve(Tensor A, Tensor B, bool left = true) =>
            Op.Call("aten::linalg_solve", A, B, left);

        /// <summary>U, S (descending) and Vᴴ with input = U · diag(S) · Vᴴ.</summary>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true)
        {
            var results = Op.CallMany("aten::linalg_svd", input, fullMatrices);
            return (results[0], results[1], results[2]);
        }

        public static Tensor svdvals(Tensor input) => Op.Call("aten::linalg_svdvals", input);

        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            Op.Call("aten::linalg_vector_norm", input, ord, dims, keepdim);

        private static (Tensor, Tensor) Two(Tensor[] results) => (results[0], results[1]);

        private static (Tensor, Tensor, Tensor, Tensor) Four(Tensor[] results) => (results[0], results[1], results[2], results[3]);
    }
}
