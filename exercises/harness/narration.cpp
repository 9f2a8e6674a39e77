#include "harness/narration.hpp"

#include <map>
#include <mutex>
#include <string>

#include "harness/options.hpp"
#include "harness/thread.hpp"
#include "loopback/narrate.hpp"

namespace harness {
namespace {

// One for each label, made once.
loopback::Narrator& narrator() {
    static std::mutex mutex;
    static auto& all = *new std::map<std::string, loopback::Narrator>;  // outlives exit()
    constexpr std::size_t width = 11;
    const char* label = harness_label();
    std::string name = label != nullptr ? label : "your code";
    if (name.size() < width) name.resize(width, ' ');
    const std::lock_guard lock{mutex};
    return all.try_emplace(name, stderr, name).first->second;
}

}  // namespace

void narrate_before(const loopback::Call& call) noexcept {
    if (options().trace) (void)narrator().before(call);
}

void narrate_after(const loopback::Call& call) noexcept {
    if (options().trace) narrator().after(call);
}

}  // namespace harness
