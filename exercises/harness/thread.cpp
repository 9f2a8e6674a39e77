#include "harness/thread.hpp"

#include <map>
#include <mutex>
#include <string_view>
#include <utility>

namespace harness {
namespace {

thread_local const char* current_label = nullptr;

using Place = std::pair<std::string_view, unsigned>;

std::mutex noting;
std::map<Place, const char*>& labels() {
    static auto& all = *new std::map<Place, const char*>;  // outlives exit()
    return all;
}

}  // namespace

HarnessThread::HarnessThread(const char* label) noexcept
    : before_(std::exchange(current_label, label)) {}

HarnessThread::~HarnessThread() { current_label = before_; }

const char* harness_label() noexcept { return current_label; }

void note_harness_call(const loopback::Caller& caller) {
    const std::lock_guard lock{noting};
    labels().try_emplace({caller.file, caller.line}, current_label);
}

const char* label_of_calls_from(const loopback::Caller& caller) {
    const std::lock_guard lock{noting};
    const auto found = labels().find({caller.file, caller.line});
    return found != labels().end() ? found->second : nullptr;
}

}  // namespace harness
