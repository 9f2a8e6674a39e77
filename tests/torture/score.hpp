#pragma once

// What is counted, by whatever process it happens in, and what is told of a failure.

#include <array>
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "loopback/observe.hpp"

namespace torture {

/// Shared by the process that watches and those that play the scenarios.
struct Score {
    std::atomic<long> steps;  // grows as long as there is life
    std::atomic<long> runs;
    std::atomic<long> failed_calls;
    std::atomic<long> told;
    std::atomic<long> retried;
    std::atomic<long> skipped;
    std::atomic<long> handled;
    std::atomic<long> short_calls;
    std::atomic<long> failed_allocations;
    std::atomic<long> wrong;
    std::atomic<long> leaks;
    // Of the run that is on; here, since a lesson's program is played in a process of its own.
    std::atomic<long> hits;
    std::array<std::atomic<long>, loopback::operation_count> counts;
    char now[300];  // what is being tried
};
extern Score* score;

/// Tells a failure of what is being tried.
void complain(const char* what, const std::string& more);

/// What is done in a process of its own: each scenario, and what is added here.
struct Ordeal {
    std::string name;
    std::function<void()> work;
};
std::vector<Ordeal>& ordeals();

}  // namespace torture
