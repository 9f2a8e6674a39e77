#include "harness/fair_time.hpp"

#include <atomic>

#include "harness/options.hpp"

namespace harness {
namespace {

std::atomic<Clock::rep> usable_until_now{0};

}  // namespace

Clock::duration fair_time() noexcept { return Clock::duration{usable_until_now}; }

void add_to_fair_time(Clock::duration time) noexcept { usable_until_now += time.count(); }

FairLimit::FairLimit(std::chrono::milliseconds limit) noexcept
    : end_(fair_time() + scaled(limit)) {}

}  // namespace harness
