#pragma once

// What claim_free() is judged by: a ledger of the ports that it has bound and let go, a rival who
// takes what is let go, and what a failure means.

#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "causes.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"

namespace claiming {

using namespace causes;
using harness::SeenCall;
using harness::Stage;

/// A listener of the learner's.
struct Opened {
    NativeHandle handle = no_handle;
    Port asked;  ///< 0: the system was to choose
    Port given;
    bool closed = false;
    bool closed_by_unwinding = false;  ///< while an exception was on its way out
};

/// Who else wants a port.
enum class Rival { none, takes_what_is_let_go };

/// Notes what the learner's code opens and closes, and may have a rival called B take each port at
/// the very moment when it is let go.
class Ledger : public Observer {
public:
    /// Begins to look, behind the stage's own observer.
    void open(Stage& stage, Rival rival) {
        stage_ = &stage;
        rival_ = rival;
        stage.may_bind([this](const SeenCall& bind) { return allows(bind); });
        inner_ = install(this);
    }

    Fault before(const Call& call) noexcept override { return inner_->before(call); }

    void after(const Call& call) noexcept override {
        inner_->after(call);
        if (harness::harness_label() != nullptr) return;
        if (call.operation == Operation::listen && call.error == 0) note_opened(call);
        if (call.operation == Operation::close) note_closed(call.handle);
        if (call.operation == Operation::bind && call.error != 0) note_refused(call);
    }

    /// The bind that was stopped, or the last one.
    [[nodiscard]] std::optional<SeenCall> last_bind() const {
        const std::lock_guard lock{mutex_};
        return bind_;
    }
    /// The listener that the learner's code has kept, else the one that it opened last.
    [[nodiscard]] std::optional<Opened> kept() const {
        const std::lock_guard lock{mutex_};
        for (auto one = opened_.rbegin(); one != opened_.rend(); ++one) {
            if (!one->closed) return *one;
        }
        return opened_.empty() ? std::nullopt : std::optional{opened_.back()};
    }
    [[nodiscard]] bool rival_was_faster() const {
        const std::lock_guard lock{mutex_};
        return rival_was_faster_;
    }

private:
    bool was_given(Port port) const {
        for (const Opened& one : opened_) {
            if (one.given == port) return true;
        }
        return false;
    }

    bool allows(const SeenCall& bind) {
        bool chosen_by_the_system = false;
        {
            const std::lock_guard lock{mutex_};
            bind_ = bind;
            chosen_by_the_system = bind.where.port == 0 || was_given(bind.where.port);
        }
        if (bind.where.address != loopback_v4 || !chosen_by_the_system) {
            stage_->fails("a bind to 127.0.0.1:0", harness::stopped_bind(bind));
        }
        stage_->step("your code binds", to_string(bind.where));
        return true;
    }

    void note_opened(const Call& call) {
        const Port given = call.local_endpoint().port;
        {
            const std::lock_guard lock{mutex_};
            opened_.push_back({call.handle, bind_ ? bind_->where.port : Port{0}, given});
        }
        stage_->step("the system gives", to_string(Endpoint{loopback_v4, given}));
    }

    void note_closed(NativeHandle handle) {
        Port let_go;
        {
            const std::lock_guard lock{mutex_};
            for (Opened& one : opened_) {
                if (one.handle == handle && !one.closed) {
                    one.closed = true;
                    one.closed_by_unwinding = std::uncaught_exceptions() > 0;
                    let_go = one.given;
                }
            }
        }
        if (let_go == 0) return;
        const Endpoint door{loopback_v4, let_go};
        stage_->step("your code lets go", to_string(door));
        if (rival_ == Rival::none) return;
        const harness::HarnessThread mark{"B"};
        std::error_code error;
        TcpListener rival = TcpListener::bind(door, error);
        if (error) return;  // somebody else was faster still
        stage_->step("B takes", to_string(door));
        const std::lock_guard lock{mutex_};
        rivals_.push_back(std::move(rival));
    }

    // Your code comes back for a port that B has by now.
    void note_refused(const Call& call) {
        if (call.endpoint == nullptr || call.endpoint->port == 0) return;
        {
            const std::lock_guard lock{mutex_};
            rival_was_faster_ = true;
        }
        const harness::HarnessThread mark;
        stage_->fails("the port that the system gave is kept",
                      "the bind to " + to_string(*call.endpoint) + " fails with " +
                          harness::name_of(call.error_code()) + ": B was faster");
    }

    Stage* stage_ = nullptr;
    Observer* inner_ = nullptr;
    Rival rival_ = Rival::none;
    mutable std::mutex mutex_;
    std::vector<Opened> opened_;
    std::vector<TcpListener> rivals_;
    std::optional<SeenCall> bind_;
    bool rival_was_faster_ = false;
};

inline Ledger ledger;

/// Both 3.4 and 3.5. `claimed` is the port that claim_free() returned, if it did.
inline Advice why(const Failure& failure, const std::optional<Port>& claimed) {
    const std::optional<SeenCall> bind = ledger.last_bind();
    const std::optional<Opened> kept = ledger.kept();
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.error == Errc::not_loopback || (bind && !bind->where.address.is_loopback())) {
        return {
            "0.0.0.0 and :: are every address that this machine has. A port of your own is one on "
            "127.0.0.1: loopback_v4.",
            system_chooses};
    }
    if (bind && bind->where.address != loopback_v4) {
        return {to_string(bind->where.address) +
                    " is private too, but another address: the port of 127.0.0.1 with the same "
                    "number is somebody else's.",
                system_chooses};
    }
    if (!bind) {
        return {failure.verdict == Verdict::fail
                    ? "your code never called bind(): nobody has asked the system for a port."
                    : "",
                system_chooses};
    }
    if (!kept && bind->where.port != 0) {
        return {"your code chose the number " + to_string(bind->where.port) +
                    " itself, and cannot know whether it is free. Port 0 asks the system to "
                    "choose one that is.",
                system_chooses};
    }
    if (ledger.rival_was_faster()) {
        return {
            "your code lets the port go and comes back for it. In between it belongs to nobody, "
            "and whoever asks first gets it. Keep the first listener and return it.",
            no_claim};
    }
    const bool asked_no_socket =
        failure.error == std::errc::bad_file_descriptor || failure.error == std::errc::not_a_socket;
    if (asked_no_socket && kept && kept->closed_by_unwinding) {
        return {
            "your code asks a listener that it has just moved from: the one that has the port is "
            "another object by then, and this one has none. Ask for local_endpoint() first, and "
            "move it afterwards.",
            system_chooses};
    }
    if (failure.verdict != Verdict::fail || !kept || !claimed) return {"", system_chooses};
    if (kept->closed) {
        return {
            "the listener is closed: what your code returns is a number, and the number belongs "
            "to anyone. The listener is the claim; move it into what you return.",
            no_claim};
    }
    if (*claimed == 0) {
        return {
            "0 is what was asked for: \"you choose\". Which port it became, only the socket can "
            "tell: local_endpoint().",
            system_chooses};
    }
    if (*claimed != kept->given) {
        return {to_string(*claimed) + " is not the port of the listener that you return.",
                system_chooses};
    }
    return {"", no_claim};
}

}  // namespace claiming
