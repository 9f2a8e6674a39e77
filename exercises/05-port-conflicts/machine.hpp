#pragma once

// The machine on which the learner's functions ask for doors: who has which one, what the system
// says to whom, and what the functions have asked for. Real sockets, but for what no system can be
// made to do everywhere (reserved ports, foreign addresses): that is answered in its place.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "exercise.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"

namespace causes {

using harness::SeenCall;
using harness::Stage;

/// A bind of the learner's, and what the system said.
struct Asked {
    Endpoint where;
    std::error_code error;
    bool stopped = false;  ///< it was one too many, and the system was not asked
    bool by_udp = false;   ///< the socket was one for datagrams
};

inline Endpoint next_of(const Endpoint& door, int steps = 1) {
    return {door.address, Port(static_cast<std::uint16_t>(door.port.number() + steps))};
}

/// Who else wants a door.
enum class Rival { none, takes_what_is_let_go };

class Machine : public Observer {
public:
    /// What the system says to a bind of the learner's; nothing: it is really asked.
    using Rule = std::function<std::optional<std::errc>(const Endpoint&)>;

    /// Begins to look, behind the stage's own observer.
    void open(Stage& stage, Rival rival = Rival::none) {
        stage_ = &stage;
        rival_ = rival;
        inner_ = install(this);
    }

    /// From here on a new call, which may ask for `most` doors; `expected` is what should come of
    /// it instead of more. What was asked before is forgotten.
    void begins(Rule rule, std::size_t most, std::string expected) {
        const std::lock_guard lock{mutex_};
        expected_ = std::move(expected);
        rule_ = std::move(rule);
        most_ = most;
        asked_before_ = asked_before_ || !asked_.empty();
        asked_.clear();
        knocks_ = 0;
    }

    Fault before(const Call& call) noexcept override {
        note_exposure(call);
        Fault fault = inner_->before(call);
        if (harness::harness_label() != nullptr) return fault;
        if (call.operation == Operation::connect) {
            const std::lock_guard lock{mutex_};
            ++knocks_;
        }
        if (call.operation != Operation::bind) return fault;
        const Endpoint where = *call.endpoint;
        std::string limit;
        std::optional<std::errc> answer;
        {
            const std::lock_guard lock{mutex_};
            limit = limit_reached(where);
            if (!limit.empty()) asked_.push_back({where, {}, true, is_udp(call.handle)});
            if (rule_) answer = rule_(where);
        }
        if (!limit.empty()) {
            stage_->fails(limit, "bind() in " + harness::place_of(call.caller) + " asks for " +
                                     to_string(where));
        }
        return answer ? Fault::with(*answer) : fault;
    }

    void after(const Call& call) noexcept override {
        inner_->after(call);
        if (harness::harness_label() != nullptr) return;
        if (call.operation == Operation::connect) {
            stage_->step("your code knocks", to_string(*call.endpoint) + ": " +
                                                 outcome(call.error_code(), "somebody answers"));
        }
        if (call.operation == Operation::socket) note_socket(call);
        if (call.operation == Operation::bind) note_bind(call);
        if (call.operation == Operation::close) note_closed(call.handle);
    }

    [[nodiscard]] std::vector<Asked> asked() const {
        const std::lock_guard lock{mutex_};
        return asked_;
    }
    /// The last bind since `begins`.
    [[nodiscard]] std::optional<Asked> last() const {
        const std::lock_guard lock{mutex_};
        return asked_.empty() ? std::nullopt : std::optional{asked_.back()};
    }
    /// Whether an earlier call asked the system for anything.
    [[nodiscard]] bool asked_before() const {
        const std::lock_guard lock{mutex_};
        return asked_before_;
    }
    [[nodiscard]] std::size_t knocks() const {
        const std::lock_guard lock{mutex_};
        return knocks_;
    }
    [[nodiscard]] bool rival_was_faster() const {
        const std::lock_guard lock{mutex_};
        return rival_was_faster_;
    }
    /// Whether the learner's code still has `door` open.
    [[nodiscard]] bool is_kept(const Endpoint& door) const {
        const std::lock_guard lock{mutex_};
        for (const Bound& one : bound_) {
            if (one.where == door) return true;
        }
        return false;
    }
    /// What was returned is the check's from now on.
    void takes_over(const TcpListener& listener) {
        const std::lock_guard lock{mutex_};
        std::erase_if(bound_,
                      [&](const Bound& one) { return one.handle == listener.native_handle(); });
    }

private:
    struct Bound {
        NativeHandle handle;
        Endpoint where;
    };

    static std::string outcome(const std::error_code& error, const char* good) {
        return error ? harness::name_of(error) : good;
    }

    // What is expected instead of a bind to `where`; empty if it may be asked for.
    std::string limit_reached(const Endpoint& where) const {
        if (where.port == 0) return "no bind to port 0";
        if (asked_.size() == most_binds) return expected_;
        std::vector<Endpoint> doors{where};
        for (const Asked& one : asked_) {
            if (std::find(doors.begin(), doors.end(), one.where) == doors.end()) {
                doors.push_back(one.where);
            }
        }
        return doors.size() <= most_ ? "" : expected_;
    }

    // The stage stops a bind beyond loopback, and the check with it.
    void note_exposure(const Call& call) {
        if (call.operation != Operation::bind || harness::harness_label() != nullptr) return;
        if (call.endpoint->address.is_loopback()) return;
        const std::lock_guard lock{mutex_};
        asked_.push_back({*call.endpoint, {}, true, is_udp(call.handle)});
    }

    // A number comes again with another type.
    void note_socket(const Call& call) {
        if (call.error != 0) return;
        const auto handle = static_cast<NativeHandle>(call.result);
        const std::lock_guard lock{mutex_};
        if (call.argument == SOCK_DGRAM) {
            udp_.insert(handle);
        } else {
            udp_.erase(handle);
        }
    }
    [[nodiscard]] bool is_udp(NativeHandle handle) const { return udp_.count(handle) != 0; }

    void note_bind(const Call& call) {
        Asked asked{*call.endpoint, call.error_code()};
        {
            const std::lock_guard lock{mutex_};
            asked.by_udp = is_udp(call.handle);
            asked_.push_back(asked);
            if (!asked.error) bound_.push_back({call.handle, asked.where});
            for (const TcpListener& one : rivals_) {
                if (asked.error && one.local_endpoint() == asked.where) rival_was_faster_ = true;
            }
        }
        stage_->step("your code binds",
                     to_string(asked.where) + ": " + outcome(asked.error, "the system gives it"));
    }

    void note_closed(NativeHandle handle) {
        std::optional<Endpoint> let_go;
        {
            const std::lock_guard lock{mutex_};
            for (const Bound& one : bound_) {
                if (one.handle == handle) let_go = one.where;
            }
            std::erase_if(bound_, [&](const Bound& one) { return one.handle == handle; });
        }
        if (!let_go) return;
        stage_->step("your code closes", to_string(*let_go));
        if (rival_ == Rival::none) return;
        const harness::HarnessThread mark{"B"};
        std::error_code error;
        TcpListener rival = TcpListener::bind(*let_go, error);
        if (error) return;  // somebody else was faster still
        stage_->step("B takes", to_string(*let_go));
        const std::lock_guard lock{mutex_};
        rivals_.push_back(std::move(rival));
    }

    static constexpr std::size_t most_binds = 64;

    Stage* stage_ = nullptr;
    Observer* inner_ = nullptr;
    Rival rival_ = Rival::none;
    mutable std::mutex mutex_;
    Rule rule_;
    std::size_t most_ = 1;
    std::string expected_;
    std::vector<Asked> asked_;
    std::set<NativeHandle> udp_;
    std::vector<Bound> bound_;
    std::vector<TcpListener> rivals_;
    bool asked_before_ = false;
    bool rival_was_faster_ = false;
    std::size_t knocks_ = 0;
};

inline Machine machine;

/// Takes `count` doors on 127.0.0.1 whose ports follow each other. They lie below those that
/// systems hand out by themselves: once let go, they are given to nobody.
inline std::vector<TcpListener> take_doors(std::size_t count) {
    std::mt19937 random{std::random_device{}()};
    for (int tries = 0; tries < 1000; ++tries) {
        const Endpoint first{loopback_v4,
                             Port(static_cast<std::uint16_t>(20'000 + random() % 12'000))};
        std::vector<TcpListener> doors;
        std::error_code error;
        while (doors.size() < count && !error) {
            auto door = TcpListener::bind(next_of(first, static_cast<int>(doors.size())), error);
            if (!error) doors.push_back(std::move(door));
        }
        if (!error) return doors;
    }
    throw std::runtime_error("no port is free");
}

/// A door of 127.0.0.1 with an owner who does not listen, as that of a client, or of a server that
/// is about to.
inline Socket take_without_listening() {
    const detail::Result bound =
        detail::open_bound({loopback_v4, 0}, SOCK_STREAM, false, {"bind", Caller::here()},
                           [](NativeHandle) { return 0; });
    if (bound.error != 0) throw std::system_error(detail::platform_error(bound.error));
    return Socket::adopt(static_cast<NativeHandle>(bound.value));
}

}  // namespace causes
