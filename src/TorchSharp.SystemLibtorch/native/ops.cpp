// One entry point calls every operator, boxed, through the dispatcher. What the caller passes is converted to the types that the
// operator's schema declares, so the managed side needs no knowledge of libtorch versions.
#include <ATen/ScalarOps.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "shim.h"

namespace {

enum class Kind { Tensor, Int, Float, Bool, Number, String, Device, Generator, TensorList, OptionalTensorList, IntList, FloatList, BoolList, Other };

struct Parameter {
    Kind kind = Kind::Other;
    int32_t length = 0;  // of a fixed-size list such as int[2]; 0: any
    bool optional = false;
    bool has_default = false;
    c10::IValue default_value;
    std::string name;
};

Kind kind_of(c10::TypePtr type) {
    if (auto optional = type->cast<c10::OptionalType>()) {
        type = optional->getElementType();
    }
    switch (type->kind()) {
        case c10::TypeKind::TensorType: return Kind::Tensor;
        case c10::TypeKind::IntType: return Kind::Int;
        case c10::TypeKind::SymIntType: return Kind::Int;
        case c10::TypeKind::FloatType: return Kind::Float;
        case c10::TypeKind::BoolType: return Kind::Bool;
        case c10::TypeKind::NumberType: return Kind::Number;
        case c10::TypeKind::StringType: return Kind::String;
        case c10::TypeKind::DeviceObjType: return Kind::Device;
        case c10::TypeKind::GeneratorType: return Kind::Generator;
        case c10::TypeKind::ListType: {
            auto element = type->castRaw<c10::ListType>()->getElementType();
            switch (element->kind()) {
                case c10::TypeKind::TensorType: return Kind::TensorList;
                case c10::TypeKind::OptionalType: return Kind::OptionalTensorList;
                case c10::TypeKind::IntType: return Kind::IntList;
                case c10::TypeKind::SymIntType: return Kind::IntList;
                case c10::TypeKind::FloatType: return Kind::FloatList;
                case c10::TypeKind::BoolType: return Kind::BoolList;
                default: return Kind::Other;
            }
        }
        default: return Kind::Other;
    }
}

}  // namespace

struct gb_op {
    c10::OperatorHandle handle;
    std::string name;
    std::vector<Parameter> parameters;
};

namespace {

[[noreturn]] void mismatch(const Parameter& parameter, const gb_value& value) {
    static const char* names[] = {
        "None", "Tensor", "int", "double", "bool", "complex", "int list", "double list", "Tensor list", "device", "string", "generator"};
    throw std::invalid_argument("argument '" + parameter.name + "' does not take a " + names[value.tag]);
}

c10::Scalar to_scalar(const Parameter& parameter, const gb_value& value) {
    switch (value.tag) {
        case GB_INT: return c10::Scalar(value.i);
        case GB_DOUBLE: return c10::Scalar(value.d);
        case GB_BOOL: return c10::Scalar(value.i != 0);
        case GB_COMPLEX: return c10::Scalar(c10::complex<double>(static_cast<double*>(value.p)[0], static_cast<double*>(value.p)[1]));
        default: mismatch(parameter, value);
    }
}

// A number where a tensor is expected takes part in type promotion as a number does.
at::Tensor to_tensor(const Parameter& parameter, const gb_value& value) {
    if (value.tag == GB_TENSOR) {
        return gb::borrow(value.p);
    }
    auto tensor = c10::scalar_to_tensor(to_scalar(parameter, value));
    tensor.unsafeGetTensorImpl()->set_wrapped_number(true);
    return tensor;
}

double to_double(const Parameter& parameter, const gb_value& value) {
    switch (value.tag) {
        case GB_INT:
        case GB_BOOL: return static_cast<double>(value.i);
        case GB_DOUBLE: return value.d;
        default: mismatch(parameter, value);
    }
}

// The elements of a list argument; one number fills a list of fixed length, as in Python.
template <class T, class F>
c10::List<T> to_list(const Parameter& parameter, const gb_value& value, F&& convert) {
    c10::List<T> list;
    if (value.tag == GB_INT_LIST || value.tag == GB_DOUBLE_LIST) {
        list.reserve(value.count);
        for (int32_t k = 0; k < value.count; k++) {
            gb_value element{};
            element.tag = value.tag == GB_INT_LIST ? GB_INT : GB_DOUBLE;
            element.i = static_cast<int64_t*>(value.p)[k];
            list.push_back(convert(element));
        }
        if (value.count == 1 && parameter.length > 1) {
            T only = list.get(0);
            list.resize(parameter.length, only);
        }
    } else {
        auto length = parameter.length > 0 ? parameter.length : 1;
        list.resize(length, convert(value));
    }
    return list;
}

template <class T>
c10::List<T> to_tensor_list(const Parameter& parameter, const gb_value& value) {
    c10::List<T> list;
    if (value.tag == GB_TENSOR) {
        list.push_back(gb::borrow(value.p));
        return list;
    }
    if (value.tag != GB_TENSOR_LIST) {
        mismatch(parameter, value);
    }
    list.reserve(value.count);
    for (int32_t k = 0; k < value.count; k++) {
        list.push_back(gb::borrow(static_cast<void**>(value.p)[k]));
    }
    return list;
}

// Undefined entries of an optional list (Tensor?[]) are None.
c10::List<gb::optional<at::Tensor>> to_optional_tensor_list(const Parameter& parameter, const gb_value& value) {
    if (value.tag != GB_TENSOR_LIST) {
        mismatch(parameter, value);
    }
    c10::List<gb::optional<at::Tensor>> list;
    list.reserve(value.count);
    for (int32_t k = 0; k < value.count; k++) {
        auto* handle = static_cast<void**>(value.p)[k];
        list.push_back(handle == nullptr ? gb::optional<at::Tensor>() : gb::optional<at::Tensor>(gb::borrow(handle)));
    }
    return list;
}

c10::IValue to_ivalue(const Parameter& parameter, const gb_value& value) {
    if (value.tag == GB_NONE) {
        if (!parameter.optional) {
            mismatch(parameter, value);
        }
        return {};
    }
    auto as_int = [&](const gb_value& v) -> int64_t {
        if (v.tag != GB_INT && v.tag != GB_BOOL) {
            mismatch(parameter, v);
        }
        return v.i;
    };
    switch (parameter.kind) {
        case Kind::Tensor: return to_tensor(parameter, value);
        case Kind::Int: return as_int(value);
        case Kind::Float: return to_double(parameter, value);
        case Kind::Bool: return as_int(value) != 0;
        case Kind::Number: return to_scalar(parameter, value);
        case Kind::TensorList: return to_tensor_list<at::Tensor>(parameter, value);
        case Kind::OptionalTensorList: return to_optional_tensor_list(parameter, value);
        case Kind::IntList: return to_list<int64_t>(parameter, value, as_int);
        case Kind::FloatList: return to_list<double>(parameter, value, [&](const gb_value& v) { return to_double(parameter, v); });
        case Kind::BoolList: return to_list<bool>(parameter, value, [&](const gb_value& v) { return as_int(v) != 0; });
        case Kind::String:
            if (value.tag != GB_STRING) {
                mismatch(parameter, value);
            }
            return std::string(static_cast<const char*>(value.p), value.count);
        case Kind::Device:
            if (value.tag != GB_DEVICE) {
                mismatch(parameter, value);
            }
            return gb::unpack_device(value.i);
        case Kind::Generator:
            if (value.tag != GB_GENERATOR) {
                mismatch(parameter, value);
            }
            return gb::borrow_generator(value.p);
        default: mismatch(parameter, value);
    }
}

gb_value tensor_value(at::Tensor tensor) {
    gb_value value{};
    value.p = gb::release(std::move(tensor));
    value.tag = value.p == nullptr ? GB_NONE : GB_TENSOR;
    return value;
}

void append(std::vector<gb_value>& results, c10::IValue&& returned) {
    gb_value value{};
    if (returned.isTensor()) {
        value = tensor_value(std::move(returned).toTensor());
    } else if (returned.isTensorList()) {
        for (auto& tensor : returned.toTensorVector()) {
            results.push_back(tensor_value(std::move(tensor)));
        }
        return;
    } else if (returned.isInt()) {
        value.tag = GB_INT;
        value.i = returned.toInt();
    } else if (returned.isBool()) {
        value.tag = GB_BOOL;
        value.i = returned.toBool() ? 1 : 0;
    } else if (returned.isDouble()) {
        value.tag = GB_DOUBLE;
        value.d = returned.toDouble();
    } else if (returned.isComplexDouble()) {
        auto number = returned.toComplexDouble();
        value.tag = GB_COMPLEX;
        value.d = number.real();
        value.extra = number.imag();
    } else if (!returned.isNone()) {
        throw std::runtime_error("returns a " + returned.tagKind() + ", which has no managed form");
    }
    results.push_back(value);
}

thread_local std::vector<gb_value> pending;

void drop_pending() {
    for (auto& value : pending) {
        if (value.tag == GB_TENSOR) {
            c10::raw::intrusive_ptr::decref(static_cast<c10::TensorImpl*>(value.p));
        }
    }
    pending.clear();
}

}  // namespace

// Looks an operator up by "aten::name" or "aten::name.overload"; equal names give the same handle.
GB_API void* gb_find_op(const char* name) {
    return gb::guarded(name, static_cast<void*>(nullptr), [&]() -> void* {
        static std::mutex mutex;
        static std::unordered_map<std::string, std::unique_ptr<gb_op>> known;
        std::lock_guard<std::mutex> lock(mutex);
        auto& slot = known[name];
        if (slot == nullptr) {
            std::string base(name);
            std::string overload;
            auto dot = base.find('.', base.find("::") == std::string::npos ? 0 : base.find("::"));
            if (dot != std::string::npos) {
                overload = base.substr(dot + 1);
                base.resize(dot);
            }
            auto found = c10::Dispatcher::singleton().findSchema({base, overload});
            if (!found.has_value()) {
                throw std::invalid_argument(std::string("libtorch ") + TORCH_VERSION + " has no such operator");
            }
            auto op = std::make_unique<gb_op>(gb_op{*found, name, {}});
            for (const auto& argument : found->schema().arguments()) {
                Parameter parameter;
                parameter.kind = kind_of(argument.type());
                parameter.optional = argument.type()->kind() == c10::TypeKind::OptionalType;
                parameter.length = argument.N().has_value() ? *argument.N() : 0;
                parameter.has_default = argument.default_value().has_value();
                parameter.name = argument.name();
                if (parameter.has_default) {
                    parameter.default_value = *argument.default_value();
                }
                op->parameters.push_back(std::move(parameter));
            }
            slot = std::move(op);
        }
        return slot.get();
    });
}

// Calls an operator. Up to capacity results are written; all of them, lists flattened, are counted in what is returned. More than
// fit: none is written, gb_take_results has them. Capacity 0 drops the results.
GB_API int32_t gb_call(void* handle, const gb_value* arguments, int32_t count, gb_value* results, int32_t capacity) {
    auto& op = *static_cast<gb_op*>(handle);
    return gb::guarded(op.name.c_str(), int32_t{-1}, [&]() -> int32_t {
        if (static_cast<size_t>(count) > op.parameters.size()) {
            throw std::invalid_argument(
                "takes " + std::to_string(op.parameters.size()) + " arguments, " + std::to_string(count) + " were given");
        }
        torch::jit::Stack stack;
        stack.reserve(op.parameters.size());
        for (int32_t k = 0; k < count; k++) {
            stack.push_back(to_ivalue(op.parameters[k], arguments[k]));
        }
        for (size_t k = count; k < op.parameters.size(); k++) {
            if (!op.parameters[k].has_default) {
                throw std::invalid_argument("argument '" + op.parameters[k].name + "' is missing and has no default");
            }
            stack.push_back(op.parameters[k].default_value);
        }
        op.handle.callBoxed(&stack);
        if (capacity == 0) {
            return 0;
        }
        if (stack.size() == 1 && stack[0].isTensor()) {
            results[0] = tensor_value(std::move(stack[0]).toTensor());
            return 1;
        }
        drop_pending();
        for (auto& returned : stack) {
            append(pending, std::move(returned));
        }
        auto total = static_cast<int32_t>(pending.size());
        if (total <= capacity) {
            std::copy(pending.begin(), pending.end(), results);
            pending.clear();
        }
        return total;
    });
}

// Hands over the results of this thread's last call that did not fit.
GB_API void gb_take_results(gb_value* results, int32_t count) {
    std::copy_n(pending.begin(), std::min<size_t>(count, pending.size()), results);
    pending.clear();
}
