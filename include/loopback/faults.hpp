#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <vector>

#include "loopback/observe.hpp"

namespace loopback {

/// Makes calls fail or fall short on purpose, and counts them: for tests of code that must
/// survive a bad network, on every platform, without a bad network.
///
///     FaultInjector faults;
///     faults.fail(Operation::accept, 1, std::errc::connection_aborted);  // the first one
///     faults.cut(Operation::send, 1);                                    // a byte at a time
///     Observing observing{faults};
class FaultInjector : public Observer {
public:
    /// The calls of `operation` from the `nth` on (counted from 1, from now), `times` of them,
    /// fail with `condition`. A connect that is interrupted goes on in the background, as a real
    /// one.
    void fail(Operation operation, std::size_t nth, std::errc condition, std::size_t times = 1) {
        const std::lock_guard lock{mutex_};
        const std::size_t first = counted(operation) + nth;
        const std::size_t end = times < SIZE_MAX - first ? first + times : SIZE_MAX;
        rules_.push_back({operation, first, end, Fault::with(condition)});
    }

    /// Every call of `operation` moves at most this many bytes, but one at least.
    void cut(Operation operation, std::size_t at_most) {
        const std::lock_guard lock{mutex_};
        rules_.push_back({operation, 0, SIZE_MAX, Fault{0, at_most != 0 ? at_most : 1}});
    }

    /// How many calls of `operation` there were.
    ///
    ///     FaultInjector counter;  // without rules: it counts
    ///     Observing observing{counter};
    ///     client.send_all("hello\n");
    ///     std::cout << counter.count(Operation::send) << " of " << counter.count() << '\n';
    [[nodiscard]] std::size_t count(Operation operation) const {
        const std::lock_guard lock{mutex_};
        return counts_[static_cast<std::size_t>(operation)];
    }

    /// How many calls there were in all.
    [[nodiscard]] std::size_t count() const {
        const std::lock_guard lock{mutex_};
        std::size_t all = 0;
        for (const std::size_t one : counts_) all += one;
        return all;
    }

    Fault before(const Call& call) noexcept override {
        const std::lock_guard lock{mutex_};
        const std::size_t number = ++counted(call.operation);
        Fault fault;
        for (const Rule& rule : rules_) {
            if (rule.operation != call.operation || number < rule.first || number >= rule.end) {
                continue;
            }
            if (rule.fault.error != 0) fault.error = rule.fault.error;
            if (rule.fault.at_most < fault.at_most) fault.at_most = rule.fault.at_most;
        }
        return fault;
    }

private:
    struct Rule {
        Operation operation;
        std::size_t first;
        std::size_t end;
        Fault fault;
    };

    std::size_t& counted(Operation operation) {
        return counts_[static_cast<std::size_t>(operation)];
    }

    mutable std::mutex mutex_;
    std::vector<Rule> rules_;
    std::array<std::size_t, operation_count> counts_{};
};

}  // namespace loopback
