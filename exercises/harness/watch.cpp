#include "harness/watch.hpp"

#include <algorithm>

#include "harness/narration.hpp"
#include "harness/options.hpp"
#include "harness/thread.hpp"
#include "loopback/detail/seam.hpp"

namespace harness {

using loopback::Call;
using loopback::Endpoint;
using loopback::Fault;
using loopback::NativeHandle;
using loopback::Operation;

namespace {

thread_local ThreadSeen* my_thread = nullptr;

std::size_t index(Operation operation) { return static_cast<std::size_t>(operation); }

bool moves_bytes(Operation operation) {
    return operation == Operation::send || operation == Operation::recv;
}

bool moves_something(const Call& call) {
    switch (call.operation) {
        case Operation::send:
        case Operation::recv: return call.error == 0 && call.result > 0;
        case Operation::bind:
        case Operation::listen:
        case Operation::accept:
        case Operation::connect:
        case Operation::shutdown:
        case Operation::close: return call.error == 0;
        default: return false;
    }
}

// Failures that only say "not now".
bool is_only_too_early(int error) {
    const std::error_code code = loopback::detail::platform_error(error);
    return code == std::errc::operation_would_block || code == std::errc::interrupted ||
           code == std::errc::resource_unavailable_try_again;
}

bool is_time_up(int error) {
    return loopback::detail::platform_error(error) == std::errc::timed_out;
}

// A recv that has one does not wait: it looks, and a `wait` follows. (Where `shutdown` wakes
// nobody, that holds for all of them.) Observers are shown Requests, whose flags say it.
bool has_a_limit(const Call& call) {
    if (!loopback::detail::native::shutdown_wakes) return true;
    const auto& request = static_cast<const loopback::detail::Request&>(call);
    return (request.flags & loopback::detail::native::dont_wait) != 0;
}

bool is_sleep(const SeenCall& seen) {
    if (seen.operation == Operation::wait) return seen.argument != 0;
    return may_wait_long(seen.operation) && !seen.returns_at_once;
}

}  // namespace

bool may_wait_long(Operation operation) noexcept {
    return operation == Operation::recv || operation == Operation::accept ||
           operation == Operation::wait;
}

bool can_be_outlasted(int milliseconds) noexcept {
    return milliseconds > 0 && milliseconds <= scaled(silence_limit).count() * 3 / 4;
}

Watch::Watch(Hooks hooks) : hooks_(std::move(hooks)), last_progress_(0) { progress(); }

// A thread that has called through the seam by itself is the learner's, even while it is in a
// function that the check supplies: what it does there, again and again perhaps, brings the script
// no further.
void Watch::progress() noexcept {
    const bool by_the_script = harness_label() != nullptr && my_thread == nullptr;
    ++(by_the_script ? moves_of_the_script_ : moves_);
    last_progress_ = Clock::now().time_since_epoch().count();
}

void Watch::script_progress() noexcept {
    ++moves_of_the_script_;
    progress();
}

Moves Watch::moves() const noexcept { return {calls_, moves_, moves_of_the_script_}; }

Clock::time_point Watch::last_progress() const noexcept {
    return Clock::time_point{Clock::duration{last_progress_}};
}

Fault Watch::before(const Call& call) noexcept {
    narrate_before(call);
    const std::optional<Conversation> parting =
        call.operation == Operation::close ? note_close(call) : std::nullopt;
    if (harness_label() != nullptr) {
        note_harness_call(call.caller);
        return {};
    }
    if (parting && hooks_.closes) hooks_.closes(*parting);
    ++calls_;
    SeenCall seen;
    bool cut = false;
    {
        const std::lock_guard lock{mutex_};
        seen = seen_of(call);
        cut = cutting_ && is_to_be_cut(seen);
        note_before(seen, call);
    }
    if (may_wait_long(call.operation) && hooks_.stirs) hooks_.stirs();
    if (cut) return {0, std::min<std::size_t>(1000, call.size / 2)};
    if (is_to_pass(seen)) {
        if (hooks_.passes) hooks_.passes(seen);
        return Fault::with(std::errc::timed_out);
    }
    return {};
}

void Watch::after(const Call& call) noexcept {
    narrate_after(call);
    const bool moved = moves_something(call);
    if (harness_label() != nullptr) {
        if (moved) progress();
        const std::lock_guard lock{mutex_};
        if (call.operation == Operation::accept && call.error == 0) note_accepted(call);
        // Bytes that a peer gets may have been sent by a call that is not seen here.
        if (moved) {
            for (ThreadSeen& one : threads_) one.wakes_in_vain = 0;
        }
        return;
    }
    std::size_t in_vain = 0;
    SeenCall seen;
    {
        const std::lock_guard lock{mutex_};
        seen = seen_of(call);
        note_after(seen, call);
        in_vain = note_streak(seen, moved);
        ThreadSeen& mine = this_thread();
        mine.calls_in_vain = moved ? 0 : mine.calls_in_vain + 1;
        note_wait(mine, seen);
        note_looks(mine, seen, moved && call.operation != Operation::shutdown);
    }
    if (moved) progress();
    if (moved && std::string_view(call.function) == "peek" && hooks_.peeks) hooks_.peeks();
    if (!may_wait_long(call.operation) && hooks_.stirs) hooks_.stirs();
    constexpr std::size_t too_often = 100;
    if (in_vain >= too_often && hooks_.spins) hooks_.spins(seen, in_vain);
}

SeenCall seen_of(const Call& call) {
    SeenCall seen;
    seen.operation = call.operation;
    seen.function = call.function;
    seen.caller = call.caller;
    seen.handle = call.handle;
    seen.size = call.size;
    seen.data = call.operation == Operation::send ? call.bytes.data() : nullptr;
    seen.done = call.done;
    seen.total = call.total;
    seen.since = Clock::now();
    if (call.operation == Operation::wait) seen.argument = call.argument;
    const bool asks = call.operation == Operation::bind || call.operation == Operation::connect;
    if (asks && call.endpoint != nullptr) seen.where = *call.endpoint;
    return seen;
}

SeenCall Watch::seen_of(const Call& call) const {
    SeenCall seen = harness::seen_of(call);
    const bool asks_once = call.operation == Operation::recv || call.operation == Operation::accept;
    seen.returns_at_once = asks_once && (waitless_.contains(call.handle) || has_a_limit(call));
    return seen;
}

ThreadSeen& Watch::this_thread() {
    if (my_thread == nullptr) my_thread = &threads_.emplace_back();
    return *my_thread;
}

// The connection that a call is about; one that the harness opened is met here for the first time.
Conversation* Watch::conversation(const Call& call) {
    if (const auto known = open_.find(call.handle); known != open_.end()) return known->second;
    const bool about_a_connection =
        harness_label() == nullptr &&
        (moves_bytes(call.operation) || call.operation == Operation::shutdown ||
         call.operation == Operation::close);
    if (!about_a_connection || call.handle == loopback::no_handle) return nullptr;
    const Endpoint peer = call.peer_endpoint();
    if (peer == Endpoint{}) return nullptr;
    Conversation& made = conversations_.emplace_back();
    made.peer = peer;
    made.local = call.local_endpoint();
    return open_[call.handle] = &made;
}

// A send takes a part of what it is given, and so does the one that goes on with the rest; the
// third one takes all.
bool Watch::is_to_be_cut(const SeenCall& seen) {
    if (seen.operation != Operation::send || seen.size < 2) return false;
    const auto found = open_.find(seen.handle);
    if (found == open_.end()) return true;
    Conversation& on = *found->second;
    const bool is_the_rest = on.last_send &&
                             on.last_send->size - on.last_send->moved() == seen.size &&
                             (!on.last_recv || on.last_recv->since < on.last_send->since);
    on.cuts_in_a_row = is_the_rest ? on.cuts_in_a_row + 1 : 1;
    return on.cuts_in_a_row % 3 != 0;
}

bool Watch::is_to_pass(const SeenCall& seen) noexcept {
    const bool has_long_limit = seen.operation == Operation::wait && seen.argument > 0 &&
                                !can_be_outlasted(seen.argument) &&
                                std::string_view(seen.function) != "wait";
    return has_long_limit && limits_to_pass_ > 0 && limits_to_pass_-- > 0;
}

void Watch::note_before(const SeenCall& seen, const Call& call) {
    ++begun_[index(seen.operation)];
    last_call_ = seen;
    if (seen.operation == Operation::connect) last_connect_ = seen;
    ThreadSeen& mine = this_thread();
    const bool goes_on = mine.call.caller.line == seen.caller.line &&
                         std::string_view(mine.call.function) == seen.function &&
                         seen.operation == Operation::wait;
    if (is_sleep(seen)) mine.looks_in_vain = 0;
    if (may_wait_long(seen.operation) && !goes_on) mine.time_was_up.reset();
    if (seen.operation == Operation::wait && seen.argument > 0 && !waiting_.limited) {
        waiting_.limited = seen;
    }
    mine.in_call = true;
    mine.call = seen;
    if (!goes_on) {  // a wait belongs to the call that waits: it keeps that one's count
        mine.done = seen.done;
        mine.total = seen.total;
    }
    if (seen.operation == Operation::close) return;  // see note_close
    if (Conversation* on = conversation(call)) note_beginning(*on, seen);
}

void Watch::note_wait(ThreadSeen& mine, const SeenCall& seen) {
    const bool by_time = seen.operation == Operation::wait && seen.argument > 0 &&
                         seen.result <= 0 && (seen.error == 0 || is_time_up(seen.error));
    if (seen.operation == Operation::wait && !by_time) mine.time_was_up.reset();
    if (!by_time) return;
    ++waiting_.times_up;
    // What is left of a limit, rounded, may be waited for by a second call.
    if (!mine.time_was_up) mine.time_was_up = seen;
}

void Watch::note_looks(ThreadSeen& mine, const SeenCall& seen, bool moved) {
    const bool in_vain = seen.operation == Operation::wait ? seen.argument == 0 && seen.result == 0
                                                           : is_only_too_early(seen.error);
    if (moved) mine.looks_in_vain = mine.wakes_in_vain = 0;
    const bool woken = seen.operation == Operation::wait && seen.argument < 0 && seen.result > 0;
    if (woken) waiting_.wakes = std::max(waiting_.wakes, ++mine.wakes_in_vain);
    if (!in_vain) return;
    ++mine.looks_in_vain;
    if (mine.looks_in_vain <= waiting_.looks) return;
    waiting_.looks = mine.looks_in_vain;
    waiting_.look = seen;
}

void Watch::note_look(const Call& look, bool was_there) {
    if (harness_label() != nullptr) return;
    {
        const std::lock_guard lock{mutex_};
        ThreadSeen& mine = this_thread();
        SeenCall seen;
        seen.operation = Operation::wait;  // with a limit of nothing
        seen.function = look.function;
        seen.caller = look.caller;
        seen.result = was_there ? 1 : 0;
        note_looks(mine, seen, was_there);
        if (was_there) return;
    }
    if (hooks_.stirs) hooks_.stirs();
}

void Watch::note_beginning(Conversation& on, const SeenCall& seen) {
    const bool may_send_the_rest =
        seen.operation == Operation::send || seen.operation == Operation::wait;
    if (!may_send_the_rest) note_lost_rest(on);
    const bool after_a_short_send = on.last_send && on.last_send->moved() < on.last_send->size &&
                                    (!on.last_recv || on.last_recv->since < on.last_send->since);
    if (seen.operation == Operation::send && after_a_short_send &&
        seen.data == on.last_send->data && seen.size == on.last_send->size) {
        on.sent_again = on.last_send;
    }
    const bool after_a_short_recv =
        on.last_recv && on.last_recv->moved() > 0 && on.last_recv->moved() < on.last_recv->size;
    if (seen.operation == Operation::recv && after_a_short_recv) on.went_on_after_short = true;
}

void Watch::note_lost_rest(Conversation& on) {
    const bool took_less = on.last_send && on.last_send->moved() < on.last_send->size &&
                           (on.last_send->error == 0 || is_only_too_early(on.last_send->error));
    if (took_less && !on.lost_rest) on.lost_rest = on.last_send;
}

void Watch::note_after(SeenCall& seen, const Call& call) {
    seen.result = call.result;
    seen.error = call.error;
    if (call.error == 0) ++succeeded_[index(call.operation)];
    ThreadSeen& mine = this_thread();
    mine.in_call = false;
    mine.call.result = call.result;
    mine.call.error = call.error;
    if (seen.total != 0) mine.done = seen.done + seen.moved();
    last_call_ = seen;
    if (call.operation == Operation::accept && call.error == 0) note_accepted(call);
    if (call.operation == Operation::set_mode && call.argument != 0) waitless_.insert(call.handle);
    if (call.operation == Operation::set_mode && call.argument == 0) waitless_.erase(call.handle);
    if (call.operation == Operation::close) return;
    Conversation* on = conversation(call);
    if (on == nullptr) return;
    if (moves_bytes(call.operation)) note_transfer(*on, seen);
    if (call.operation == Operation::shutdown && !on->saw_the_end) on->shut_down_early = true;
    if (call.operation == Operation::set_option && call.argument == SO_LINGER) on->broke_off = true;
}

// Noted before it happens: right after it, another thread may have the handle's number.
std::optional<Conversation> Watch::note_close(const Call& call) {
    const std::lock_guard lock{mutex_};
    waitless_.erase(call.handle);
    Conversation* on = conversation(call);
    if (on == nullptr) return std::nullopt;
    note_lost_rest(*on);
    on->closed = true;
    open_.erase(call.handle);
    return *on;
}

void Watch::note_transfer(Conversation& on, const SeenCall& seen) {
    if (seen.error != 0 && !is_only_too_early(seen.error) && !on.was_lost) {
        on.was_lost = true;
        on.lost_by = loopback::detail::platform_error(seen.error);
    }
    if (std::string_view(seen.function) == "peek") {
        on.peeked = true;
        on.saw_the_end = on.saw_the_end || (seen.error == 0 && seen.result == 0);
        return;
    }
    if (seen.operation == Operation::recv) {
        on.last_recv = seen;
        on.received += seen.moved();
        on.recvs += seen.moved() > 0 ? 1 : 0;
        on.saw_the_end = on.saw_the_end || (seen.error == 0 && seen.result == 0);
        return;
    }
    if (on.sent + seen.size > on.received) on.oversent = seen.size;
    on.has_many_senders = on.has_many_senders || (on.sender != nullptr && on.sender != my_thread);
    on.sender = my_thread;
    on.last_send = seen;
    on.sent += seen.moved();
    on.sends += seen.moved() > 0 ? 1 : 0;
}

// How many times in a row this has come to the same nothing.
// What comes between, a send of nothing say, is no reason to begin anew.
std::size_t Watch::note_streak(const SeenCall& seen, bool moved) {
    const bool nothing = seen.error != 0 || (seen.operation == Operation::recv && seen.result == 0);
    const bool may_come_again = moves_bytes(seen.operation) || seen.operation == Operation::accept;
    if (!may_come_again) return 0;
    if (moved || is_only_too_early(seen.error)) streaks_.clear();
    if (!nothing || is_only_too_early(seen.error)) return 0;
    Streak& streak = streaks_[seen.operation];
    const bool same = streak.handle == seen.handle && streak.error == seen.error;
    streak = {seen.handle, seen.error, same ? streak.times + 1 : 1};
    return streak.times;
}

void Watch::note_accepted(const Call& call) {
    Conversation& made = conversations_.emplace_back();
    made.peer = *call.endpoint;
    open_[static_cast<NativeHandle>(call.result)] = &made;
}

std::optional<Conversation> Watch::with(const Endpoint& peer) const {
    if (peer == Endpoint{}) return std::nullopt;  // nobody yet
    const std::lock_guard lock{mutex_};
    for (auto one = conversations_.rbegin(); one != conversations_.rend(); ++one) {
        if (one->peer == peer || one->local == peer) return *one;
    }
    return std::nullopt;
}

std::size_t Watch::begun(Operation operation) const {
    const std::lock_guard lock{mutex_};
    return begun_[index(operation)];
}

std::size_t Watch::succeeded(Operation operation) const {
    const std::lock_guard lock{mutex_};
    return succeeded_[index(operation)];
}

std::vector<ThreadSeen> Watch::threads() const {
    const std::lock_guard lock{mutex_};
    return {threads_.begin(), threads_.end()};
}

bool Watch::is_in_call(const loopback::Socket& socket) const {
    const std::lock_guard lock{mutex_};
    return std::any_of(threads_.begin(), threads_.end(), [&](const ThreadSeen& thread) {
        return thread.in_call && thread.call.handle == socket.native_handle();
    });
}

Waiting Watch::waiting() const {
    const std::lock_guard lock{mutex_};
    return waiting_;
}

std::optional<SeenCall> Watch::time_was_up() const {
    const std::lock_guard lock{mutex_};
    for (const ThreadSeen& thread : threads_) {
        if (!thread.in_call && thread.time_was_up) return thread.time_was_up;
    }
    return std::nullopt;
}

Endpoint Watch::peer_of(NativeHandle handle) const {
    const std::lock_guard lock{mutex_};
    const auto found = open_.find(handle);
    return found != open_.end() ? found->second->peer : Endpoint{};
}

std::optional<SeenCall> Watch::last_call() const {
    const std::lock_guard lock{mutex_};
    return last_call_;
}

std::optional<SeenCall> Watch::last_connect() const {
    const std::lock_guard lock{mutex_};
    return last_connect_;
}

}  // namespace harness
