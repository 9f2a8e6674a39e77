#include "harness/doors.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"
#include "loopback/detail/seam.hpp"

namespace harness {

using loopback::Call;
using loopback::Endpoint;
using loopback::Fault;
using loopback::NativeHandle;
using loopback::Operation;
using loopback::TcpListener;

namespace {

constexpr std::size_t most_times = 64;     // that one door is asked for
constexpr std::size_t most_refusals = 16;  // when there is no socket to be had

// What this thread is closing. Noted before it happens: right after it, another thread may have
// the handle's number.
thread_local std::optional<Endpoint> closing;

bool is_about(const AskedDoor& door, const Endpoint& where) {
    return !door.error && !door.stopped && (door.where() == where || door.given == where);
}

std::string outcome(const AskedDoor& door) {
    if (door.stopped) return "the check stops that, with " + name_of(door.error);
    if (door.error) return name_of(door.error);
    return "the system gives " + (door.given == door.where() ? "it" : to_string(door.given));
}

}  // namespace

const AskedDoor* DoorsSeen::last() const noexcept {
    return asked.empty() ? nullptr : &asked.back();
}

const AskedDoor* DoorsSeen::kept_listener() const noexcept {
    const AskedDoor* latest = nullptr;
    for (auto one = asked.rbegin(); one != asked.rend(); ++one) {
        if (!one->listens) continue;
        if (!one->closed) return &*one;
        if (latest == nullptr) latest = &*one;
    }
    return latest;
}

bool DoorsSeen::has(const Endpoint& door) const noexcept {
    const auto is_open = [&](const AskedDoor& one) { return !one.closed && is_about(one, door); };
    return std::any_of(asked.begin(), asked.end(), is_open) ||
           std::any_of(earlier.begin(), earlier.end(), is_open);
}

bool DoorsSeen::was_given(const Endpoint& door) const noexcept {
    return std::any_of(asked.begin(), asked.end(),
                       [&](const AskedDoor& one) { return !one.error && one.given == door; });
}

bool DoorsSeen::has_lost(loopback::NativeHandle handle, const Endpoint& door) const noexcept {
    bool lost = false;
    for (const auto* all : {&earlier, &asked}) {
        for (const AskedDoor& one : *all) {
            if (is_about(one, door) && !one.by_udp) lost = one.closed || one.bind.handle != handle;
        }
    }
    return lost;
}

std::size_t DoorsSeen::count() const {
    std::vector<Endpoint> different;
    for (const AskedDoor& one : asked) {
        if (std::find(different.begin(), different.end(), one.where()) == different.end()) {
            different.push_back(one.where());
        }
    }
    return different.size();
}

// An IPv4-mapped address is bound as the IPv4 address that it is.
static bool is_same_door(const Endpoint& one, const Endpoint& other) {
    return one.port == other.port && one.address.unmapped() == other.address.unmapped();
}

SystemAnswer always(std::errc answer) {
    return [answer](const Endpoint&) { return std::optional{answer}; };
}

SystemAnswer at(const Endpoint& door, std::errc answer) {
    return [door, answer](const Endpoint& where) {
        return is_same_door(where, door) ? std::optional{answer} : std::nullopt;
    };
}

DoorRules only(const Endpoint& where, SystemAnswer system) {
    return {.may = [where](const Endpoint& asked) { return is_same_door(asked, where); },
            .expected = "a bind to " + to_string(where),
            .system = std::move(system),
            .wanted = where};
}

DoorRules none(const std::string& expected) {
    return {.may = [](const Endpoint&) { return false; }, .most = 0, .expected = expected};
}

std::string stopped_bind(const SeenCall& bind) {
    return name_of(bind) + " asked for " + to_string(bind.where) +
           "; it was stopped before the kernel heard of it";
}

void Doors::begins(DoorRules rules) {
    const std::lock_guard lock{mutex_};
    rules_ = std::move(rules);
    earlier_ = all_.size();
    knocks_ = 0;
    unready_ = Unready::no;
    made_.clear();
    no_socket_.clear();
    refusals_ = 0;
    tells_ = rules_.is_told;
}

void Doors::note_unready(Unready what) {
    const std::lock_guard lock{mutex_};
    unready_ = what;
}

bool Doors::may_be_asked() const {
    const std::lock_guard lock{mutex_};
    return tells_ && rules_.most > 0;
}

DoorsSeen Doors::seen() const {
    const std::lock_guard lock{mutex_};
    return {{first_asked(), all_.end()},
            {all_.begin(), first_asked()},
            rules_.wanted,
            knocks_,
            rival_was_faster_,
            unready_,
            no_socket_,
            refusals_,
            made_.size()};
}

Fault Doors::before(const Call& call) noexcept {
    platform::enters_the_seam();
    const Fault fault = inner_.before(call);
    if (call.operation == Operation::close) note_closing(call.handle);
    if (harness_label() != nullptr) return fault;
    const std::optional<std::errc> answer = call.operation == Operation::bind ? answer_to(call)
                                            : call.operation == Operation::socket
                                                ? answer_to_socket()
                                                : std::nullopt;
    return answer ? Fault::with(*answer) : fault;
}

void Doors::after(const Call& call) noexcept {
    note(call);
    platform::leaves_the_seam();
}

void Doors::note(const Call& call) {
    inner_.after(call);
    const bool made = call.error == 0;
    if (made && (call.operation == Operation::socket || call.operation == Operation::accept)) {
        const bool is_udp = call.operation == Operation::socket && call.argument == SOCK_DGRAM;
        note_new_handle(static_cast<NativeHandle>(call.result), is_udp);
    }
    if (harness_label() != nullptr) return;
    if (call.operation == Operation::bind) note_bind(call);
    if (call.operation == Operation::listen && made) note_listen(call.handle);
    if (call.operation == Operation::close) note_closed();
    if (call.operation == Operation::connect) note_knock(call);
}

bool Doors::is_one_too_many(const Endpoint& where) const {
    DoorsSeen with_this{.asked = {first_asked(), all_.end()}};
    const auto same = std::count_if(with_this.asked.begin(), with_this.asked.end(),
                                    [&](const AskedDoor& one) { return one.where() == where; });
    if (static_cast<std::size_t>(same) == most_times) return true;
    with_this.asked.push_back({.bind = {.where = where}});
    return with_this.count() > rules_.most;
}

std::optional<std::errc> Doors::answer_to(const Call& bind) {
    const Endpoint where = *bind.endpoint;
    const bool is_private = where.address.is_loopback();
    DoorRules rules;
    {
        const std::lock_guard lock{mutex_};
        rules = rules_;
    }
    const bool may = rules.may ? rules.may(where) : is_private;
    {
        const std::lock_guard lock{mutex_};
        if (may && !is_one_too_many(where)) {
            if (!is_private) return std::errc::permission_denied;
            return rules.system ? rules.system(where) : std::nullopt;
        }
        all_.push_back(
            {.bind = seen_of(bind), .by_udp = udp_.contains(bind.handle), .stopped = true});
    }
    stage_.fails(rules.expected, stopped_bind(seen_of(bind)));
}

std::optional<std::errc> Doors::answer_to_socket() {
    std::optional<std::errc> answer;
    bool is_enough = false;
    std::string expected;
    {
        const std::lock_guard lock{mutex_};
        answer = rules_.no_socket;
        if (!answer) return answer;
        no_socket_ = std::make_error_code(*answer);
        is_enough = ++refusals_ > most_refusals;
        expected = rules_.expected;
    }
    if (is_enough) {
        stage_.fails(expected, "your code asks for a socket again and again: it has been told " +
                                   name_of(no_socket_) + ' ' + count(most_refusals, "time"));
    }
    if (tells_) stage_.step("your code asks for a socket", name_of(no_socket_));
    return answer;
}

// The number of a handle that was closed comes again, perhaps without a close that was seen.
void Doors::note_new_handle(NativeHandle handle, bool is_udp) {
    const std::lock_guard lock{mutex_};
    if (AskedDoor* stale = open_door(handle)) stale->closed = true;
    udp_.erase(handle);
    if (is_udp) udp_.insert(handle);
    made_.erase(handle);
    if (harness_label() == nullptr) made_.insert(handle);
}

AskedDoor* Doors::open_door(NativeHandle handle) {
    for (AskedDoor& one : all_) {
        if (one.bind.handle == handle && !one.error && !one.stopped && !one.closed) return &one;
    }
    return nullptr;
}

void Doors::note_bind(const Call& call) {
    AskedDoor door{.bind = seen_of(call),
                   .stopped = !call.endpoint->address.is_loopback(),
                   .error = call.error_code()};
    if (!door.error) door.given = call.local_endpoint();
    bool was_faster = false;
    {
        const std::lock_guard lock{mutex_};
        door.by_udp = udp_.contains(call.handle);
        all_.push_back(door);
        was_faster = door.error && std::any_of(rivals_.begin(), rivals_.end(), [&](auto& rival) {
                         return rival.local_endpoint() == door.where();
                     });
        rival_was_faster_ = rival_was_faster_ || was_faster;
    }
    if (tells_) stage_.step("your code binds", to_string(door.where()) + ": " + outcome(door));
    if (!was_faster) return;
    stage_.fails("your code keeps a door that it has", "the bind to " + to_string(door.where()) +
                                                           " fails with " + name_of(door.error) +
                                                           ": B was faster");
}

void Doors::note_listen(NativeHandle handle) {
    const std::lock_guard lock{mutex_};
    if (AskedDoor* door = open_door(handle)) door->listens = true;
}

void Doors::note_closing(NativeHandle handle) {
    const std::lock_guard lock{mutex_};
    udp_.erase(handle);
    made_.erase(handle);
    AskedDoor* door = open_door(handle);
    if (door == nullptr) return;
    door->closed = true;
    door->closed_by_unwinding = std::uncaught_exceptions() > 0;
    if (harness_label() == nullptr) closing = door->given;
}

void Doors::note_closed() {
    const std::optional<Endpoint> let_go = std::exchange(closing, std::nullopt);
    if (!let_go || !tells_) return;
    stage_.step("your code closes", to_string(*let_go));
    if (has_rival_) rival_takes(*let_go);
}

void Doors::rival_takes(const Endpoint& door) {
    const HarnessThread mark{"B"};
    std::error_code error;
    TcpListener rival = TcpListener::bind(door, error);
    if (error) return;  // somebody else was faster still
    stage_.step("B takes", to_string(door));
    const std::lock_guard lock{mutex_};
    rivals_.push_back(std::move(rival));
}

void Doors::note_knock(const Call& call) {
    {
        const std::lock_guard lock{mutex_};
        ++knocks_;
    }
    if (!tells_) return;
    const std::error_code error = call.error_code();
    stage_.step("your code knocks",
                to_string(*call.endpoint) + ": " + (error ? name_of(error) : "somebody answers"));
}

}  // namespace harness
