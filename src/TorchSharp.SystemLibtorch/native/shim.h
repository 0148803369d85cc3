// The C ABI between the managed code and libtorch: fixed-width integers, opaque handles, no exceptions.
//
// Handles: a tensor is an owned c10::TensorImpl*, a generator an owned c10::GeneratorImpl*, an operator a gb_op* that lives as
// long as the process. Entry points return a negative status or a null handle on failure and leave a one-line message in
// gb_last_error, which is per thread.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "compat.h"

#define GB_API extern "C" __attribute__((visibility("default")))

// The numbers are those of ArgTag in Native/Arg.cs.
enum gb_tag : int32_t {
    GB_NONE = 0,
    GB_TENSOR = 1,
    GB_INT = 2,
    GB_DOUBLE = 3,
    GB_BOOL = 4,
    GB_COMPLEX = 5,
    GB_INT_LIST = 6,
    GB_DOUBLE_LIST = 7,
    GB_TENSOR_LIST = 8,
    GB_DEVICE = 9,
    GB_STRING = 10,
    GB_GENERATOR = 11,
};

struct gb_value {
    int32_t tag;
    int32_t count;
    union {
        int64_t i;
        double d;
        void* p;
    };
    double extra;
};

namespace gb {

void set_error(const char* where, const std::string& what);

// Runs body; any exception becomes this thread's error and the given failure value.
template <class T, class F>
T guarded(const char* where, T failure, F&& body) noexcept {
    try {
        return body();
    } catch (const c10::Error& e) {
        set_error(where, e.what_without_backtrace());
    } catch (const std::exception& e) {
        set_error(where, e.what());
    } catch (...) {
        set_error(where, "unknown C++ exception");
    }
    return failure;
}

// Status form: 0 is success.
template <class F>
int32_t guarded(const char* where, F&& body) noexcept {
    return guarded(where, int32_t{-1}, [&] {
        body();
        return int32_t{0};
    });
}

// A tensor that shares the handle's object; the handle keeps its own reference.
inline at::Tensor borrow(void* handle) {
    if (handle == nullptr) {
        return {};
    }
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(static_cast<c10::TensorImpl*>(handle)));
}

// The reference that t holds, as a handle; null for an undefined tensor.
inline void* release(at::Tensor t) {
    return t.defined() ? t.unsafeReleaseTensorImpl() : nullptr;
}

inline at::Generator borrow_generator(void* handle) {
    if (handle == nullptr) {
        return {};
    }
    return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(handle)));
}

// A device from its packed form: the type in the low half, the index (-1: current) in the high half.
inline c10::Device unpack_device(int64_t packed) {
    return c10::Device(
        static_cast<c10::DeviceType>(static_cast<int32_t>(packed & 0xffffffff)), static_cast<c10::DeviceIndex>(packed >> 32));
}

}  // namespace gb
