#include "harness/crash.hpp"

#include "harness/not_written.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "loopback/error.hpp"

namespace harness {
namespace {

// The check's own echo and the like: their lines would tell the learner nothing.
bool is_supplied(const loopback::Caller& caller) {
    const std::string place = place_of(caller);
    return place.starts_with("checks.cpp:") || place.starts_with("serving.hpp:");
}

std::string leaving(const char* function) {
    return function != nullptr ? std::string("left ") + function + "()"
                               : std::string("left a thread of your code");
}

[[noreturn]] void on_terminate() {
    Stage* stage = current_stage();
    if (stage == nullptr) std::abort();
    stage->crashes(std::current_exception(), nullptr);
}

}  // namespace

void name_crashes() noexcept { platform::let_crashes_end(on_terminate); }

Thrown describe(const std::exception_ptr& error, const char* function,
                const std::string& supplied) {
    if (!error) {
        return {
            "std::terminate was called without an exception: usually a std::thread that was "
            "neither joined nor detached",
            {},
            nullptr};
    }
    try {
        std::rethrow_exception(error);
    } catch (const stub::NotWritten& missing) {
        return {std::string(missing.function()) + "() is not written yet", {}, missing.function()};
    } catch (const loopback::SocketError& failure) {
        const std::string what = "SocketError " + name_of(failure.code()) + " left ";
        const std::string from =
            is_supplied(failure.caller())
                ? supplied
                : std::string(failure.operation()) + "() in " + place_of(failure.caller());
        return {what + from + " and nobody caught it", failure.code(), nullptr};
    } catch (const std::exception& failure) {
        return {platform::name_of(typeid(failure)) + " (" + failure.what() + ") " +
                    leaving(function) + " and nobody caught it",
                {},
                nullptr};
    } catch (...) {
        return {
            "something that is no std::exception " + leaving(function) + " and nobody caught it",
            {},
            nullptr};
    }
}

}  // namespace harness
