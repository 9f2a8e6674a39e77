#include "harness/crash.hpp"

#include "harness/not_written.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"
#include "loopback/error.hpp"

namespace harness {
namespace {

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

Thrown describe(const std::exception_ptr& error, const char* function) {
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
        const char* supplied = label_of_calls_from(failure.caller());
        const std::string from = supplied != nullptr ? supplied
                                                     : std::string(failure.operation()) + "() in " +
                                                           place_of(failure.caller());
        return {what + from + " and nobody caught it", failure.code(), nullptr};
    } catch (const std::exception& failure) {
        const auto* coded = dynamic_cast<const std::system_error*>(&failure);
        return {platform::name_of(typeid(failure)) + " (" + failure.what() + ") " +
                    leaving(function) + " and nobody caught it",
                coded != nullptr ? coded->code() : std::error_code{}, nullptr};
    } catch (...) {
        return {
            "something that is no std::exception " + leaving(function) + " and nobody caught it",
            {},
            nullptr};
    }
}

}  // namespace harness
