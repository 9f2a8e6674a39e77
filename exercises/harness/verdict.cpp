#include "harness/verdict.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "harness/narration.hpp"
#include "harness/platform.hpp"
#include "harness/record.hpp"

namespace harness {
namespace {

std::mutex telling;
std::atomic<int> cases_begun{0};
std::atomic<bool> claimed{false};
std::atomic<bool> is_over{false};
std::atomic<std::thread::id> claimer{};

std::string& proof() {
    static auto& word = *new std::string;  // outlives exit()
    return word;
}

void tell(std::string_view kind, std::string_view first, std::string_view second = "") {
    platform::write_record(record::line(kind, first, second));
}

void tell_in_story(std::string_view kind, std::string_view first, std::string_view second) {
    const std::lock_guard lock{telling};
    const bool mine = claimer.load() == std::this_thread::get_id();
    if (!is_over || mine) tell(kind, first, second);
}

void tell_if_any(std::string_view kind, std::string_view text) {
    if (!text.empty()) tell(kind, text);
}

}  // namespace

std::string_view name(Verdict verdict) noexcept {
    return record::verdicts[static_cast<std::size_t>(verdict)];
}

void tell_begin(std::string_view id, std::string_view title) {
    const std::lock_guard lock{telling};
    ++cases_begun;
    tell(record::begin, id, title);
}

void tell_step(std::string_view action, std::string_view detail) {
    tell_in_story(record::step, action, detail);
}

void tell_right(std::size_t steps) { tell_in_story(record::right, std::to_string(steps), ""); }

void tell_call(std::string_view who, std::string_view words) {
    tell_in_story(record::call, who, words);
}

void tell_what_a_crash_means(std::string_view cause, std::string_view read) {
    const std::lock_guard lock{telling};
    if (!is_over) tell(record::crash, cause, read);
}

void tell_that_it_lives(std::chrono::seconds age) {
    const std::lock_guard lock{telling};
    tell(record::lives, std::to_string(age.count()));
}

bool claim_verdict(Story story) noexcept {
    const std::lock_guard lock{telling};
    if (!claimed) {
        claimed = true;
        claimer = std::this_thread::get_id();
    }
    const bool mine = claimer.load() == std::this_thread::get_id();
    if (mine) is_over = story == Story::is_over;
    return mine;
}

void wait_for_the_end() noexcept {
    static auto& nobody_comes = *new std::condition_variable;  // outlives exit()
    static auto& mutex = *new std::mutex;
    std::unique_lock lock{mutex};
    for (;;) nobody_comes.wait(lock);
}

void prove_verdicts_by(std::string word) { proof() = std::move(word); }

void conclude(Verdict verdict, const Finding& finding, const Step* last_step) {
    end_narration();
    {
        const std::lock_guard lock{telling};
        if (cases_begun != 1) verdict = Verdict::fail;  // nothing passes on absence
        if (last_step != nullptr) tell(record::step, last_step->action, last_step->detail);
        tell_if_any(record::expected, finding.expected);
        tell_if_any(record::seen, finding.seen);
        tell_if_any(record::cause, finding.cause);
        tell_if_any(record::read, finding.read);
        tell(record::verdict, name(verdict), proof());
        tell(record::ran, std::to_string(cases_begun));
    }
    platform::exit_now(verdict == Verdict::pass ? 0 : 1);
}

}  // namespace harness
