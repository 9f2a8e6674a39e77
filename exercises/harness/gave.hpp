#pragma once

#include <exception>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "harness/not_written.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "loopback/error.hpp"

namespace harness {

/// What a function of the learner's gave: a value, or what it threw.
template <class T>
struct Gave {
    std::optional<T> value;
    std::error_code code;  ///< of the SocketError, or the std::system_error, that it threw
    std::string type;      ///< of what it threw: `std::runtime_error`
    std::string what;      ///< what() of what it threw

    [[nodiscard]] bool threw() const noexcept { return !type.empty(); }
    /// `throws address_in_use`, `throws std::out_of_range (stoi)`
    [[nodiscard]] std::string thrown_in_words() const {
        return "throws " + (code ? name_of(code) : type + " (" + what + ')');
    }
    friend bool operator==(const Gave& a, const Gave& b) {
        return a.value == b.value && a.code == b.code;
    }
};

/// Calls `function`, one of the learner's. What it throws is an answer too, unless it says that it
/// is not written yet: that ends the check.
template <class Function, class T = std::invoke_result_t<Function>>
[[nodiscard]] Gave<T> gave(Function function) {
    Gave<T> result;
    try {
        result.value.emplace(function());
    } catch (const stub::NotWritten&) {
        throw;
    } catch (const loopback::SocketError& failure) {
        result.code = failure.code();
        result.type = "SocketError";
        result.what = failure.what();
    } catch (const std::system_error& failure) {
        result.code = failure.code();
        result.type = platform::name_of(typeid(failure));
        result.what = failure.what();
    } catch (const std::exception& failure) {
        result.type = platform::name_of(typeid(failure));
        result.what = failure.what();
    } catch (...) {
        result.type = result.what = "something that is no std::exception";
    }
    return result;
}

/// The same, on a thread of its own. That it returns is for the check to tell.
template <class Function>
[[nodiscard]] auto gave(Stage& stage, const char* name, Function function) {
    decltype(gave(function)) result;
    stage.tells_returns_itself();
    stage.runs(name, [&] { result = gave(function); });
    stage.waits_until_returned();
    return result;
}

}  // namespace harness
