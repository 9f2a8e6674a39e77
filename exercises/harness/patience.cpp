#include "harness/patience.hpp"

#include <algorithm>

namespace harness {
namespace {

constexpr Clock::duration on_time = 2 * time_between_looks;

// The later the watchdog comes, the less its look says about the others.
Clock::duration as_the_watchdog_could(Clock::duration elapsed) noexcept {
    if (elapsed <= on_time) return elapsed;
    const double share = std::chrono::duration<double>(on_time) / elapsed;
    return std::chrono::duration_cast<Clock::duration>(share * on_time);
}

}  // namespace

Clock::duration usable(const Look& look) noexcept {
    const Clock::duration most = as_the_watchdog_could(look.elapsed);
    if (!look.computes()) return most;
    return std::min(most, std::chrono::duration_cast<Clock::duration>(4 * look.processor));
}

Hang Patience::after(const Look& look) noexcept {
    const Clock::duration time = usable(look);
    wall_ += std::min<Clock::duration>(look.elapsed, latest_look);
    processor_ += look.processor;
    since_the_script_moved_ += time;
    since_anything_moved_ += time;
    ++silent_looks_;
    computing_looks_ += look.computes() ? 1 : 0;
    if (look.moved == Moved::the_script) since_the_script_moved_ = {};
    if (look.moved != Moved::nothing) {
        since_anything_moved_ = {};
        silent_looks_ = computing_looks_ = 0;
    }
    if (since_anything_moved_ >= scale_ * silence_limit) return in_silence();
    const bool too_much = since_the_script_moved_ >= scale_ * aimless_limit ||
                          processor_ >= scale_ * processor_limit || wall_ >= scale_ * wall_limit;
    return too_much ? Hang::aimless : Hang::none;
}

Hang Patience::in_silence() const noexcept {
    return 2 * computing_looks_ > silent_looks_ ? Hang::busy : Hang::silent;
}

}  // namespace harness
