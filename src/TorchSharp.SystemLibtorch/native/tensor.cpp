// A tensor's description, its memory, and its way to and from bytes.
#include <torch/csrc/jit/serialization/pickle.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <vector>

#include "shim.h"

struct gb_tensor_info {
    int64_t numel;
    int64_t dimensions;
    int64_t device;  // packed as in unpack_device
    int32_t dtype;
    int32_t element_size;
};

GB_API void gb_tensor_free(void* tensor) {
    if (tensor != nullptr) {
        c10::raw::intrusive_ptr::decref(static_cast<c10::TensorImpl*>(tensor));
    }
}

// Another handle on the same tensor object.
GB_API void* gb_tensor_share(void* tensor) { return gb::release(gb::borrow(tensor)); }

GB_API int32_t gb_tensor_describe(void* tensor, gb_tensor_info* info) {
    return gb::guarded("describe", [&] {
        auto self = gb::borrow(tensor);
        auto device = self.device();
        info->numel = self.numel();
        info->dimensions = self.dim();
        info->device = static_cast<int64_t>(static_cast<uint32_t>(device.type())) | static_cast<int64_t>(device.index()) << 32;
        info->dtype = static_cast<int32_t>(self.scalar_type());
        info->element_size = static_cast<int32_t>(self.element_size());
    });
}

GB_API int32_t gb_tensor_sizes(void* tensor, int64_t* sizes, int32_t capacity) {
    return gb::guarded("size", [&] {
        auto self = gb::borrow(tensor);
        std::copy_n(self.sizes().begin(), std::min<size_t>(capacity, self.sizes().size()), sizes);
    });
}

GB_API int32_t gb_tensor_strides(void* tensor, int64_t* strides, int32_t capacity) {
    return gb::guarded("stride", [&] {
        auto self = gb::borrow(tensor);
        std::copy_n(self.strides().begin(), std::min<size_t>(capacity, self.strides().size()), strides);
    });
}

GB_API int32_t gb_tensor_is_contiguous(void* tensor) {
    return gb::guarded("is_contiguous", int32_t{-1}, [&]() -> int32_t { return gb::borrow(tensor).is_contiguous() ? 1 : 0; });
}

// Address of the first element; null for a tensor without elements.
GB_API int32_t gb_tensor_data(void* tensor, void** data) {
    return gb::guarded("data", [&] { *data = gb::borrow(tensor).data_ptr(); });
}

// Whole storage behind a tensor, which views share.
GB_API int32_t gb_tensor_storage(void* tensor, void** data, int64_t* bytes) {
    return gb::guarded("storage", [&] {
        auto self = gb::borrow(tensor);
        *data = const_cast<void*>(static_cast<const void*>(self.storage().data()));
        *bytes = static_cast<int64_t>(self.storage().nbytes());
    });
}

// A new CPU tensor that owns a copy of the bytes, which are numel elements in row-major order.
GB_API void* gb_tensor_from_bytes(const void* bytes, int64_t byte_count, int32_t dtype, const int64_t* sizes, int32_t dimensions) {
    return gb::guarded("tensor", static_cast<void*>(nullptr), [&]() -> void* {
        auto tensor = at::empty(
            c10::IntArrayRef(sizes, dimensions), at::TensorOptions().device(at::kCPU).dtype(static_cast<at::ScalarType>(dtype)));
        if (static_cast<int64_t>(tensor.nbytes()) != byte_count) {
            throw std::invalid_argument(
                "the shape takes " + std::to_string(tensor.nbytes()) + " bytes, " + std::to_string(byte_count) + " were given");
        }
        if (byte_count > 0) {
            std::memcpy(tensor.data_ptr(), bytes, byte_count);
        }
        return gb::release(tensor);
    });
}

// A CPU tensor over memory of the caller, who keeps it alive and is told through deleter(context) when it is no longer read.
GB_API void* gb_tensor_from_memory(
    void* memory, int32_t dtype, const int64_t* sizes, int32_t dimensions, void (*deleter)(void*), void* context) {
    return gb::guarded("from_blob", static_cast<void*>(nullptr), [&]() -> void* {
        auto tensor = at::from_blob(
            memory, c10::IntArrayRef(sizes, dimensions), [deleter, context](void*) { deleter(context); },
            at::TensorOptions().device(at::kCPU).dtype(static_cast<at::ScalarType>(dtype)));
        return gb::release(tensor);
    });
}

// libtorch's zipped pickle, the format of torch.save in Python.
GB_API int32_t gb_tensor_save(void* tensor, const char* path) {
    return gb::guarded("save", [&] {
        auto bytes = torch::jit::pickle_save(gb::borrow(tensor));
        std::ofstream file(path, std::ios::binary | std::ios::trunc);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        file.close();
        if (!file) {
            throw std::runtime_error(std::string("cannot write ") + path);
        }
    });
}

GB_API void* gb_tensor_load(const char* path) {
    return gb::guarded("load", static_cast<void*>(nullptr), [&]() -> void* {
        std::ifstream file(path, std::ios::binary);
        if (!file) {
            throw std::runtime_error(std::string("cannot read ") + path);
        }
        std::vector<char> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        auto value = torch::jit::pickle_load(bytes);
        if (!value.isTensor()) {
            throw std::runtime_error(std::string(path) + " holds a " + value.tagKind() + ", not a tensor");
        }
        return gb::release(value.toTensor());
    });
}
