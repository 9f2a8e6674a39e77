#include "harness/peer.hpp"

#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include "harness/fair_time.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"
#include "loopback/poll.hpp"

namespace harness {

using namespace std::chrono_literals;

std::string all_kinds_of_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t state = 1;
    for (char& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

PeerSeen Counterpart::seen() const {
    const std::lock_guard lock{mutex_};
    return seen_;
}

void Counterpart::say(const char* what, const std::string& detail) {
    wait_for("");
    if (is_told_) stage_.step(seen_.name + ' ' + what, detail);
}

void Counterpart::wait_for(std::string what) {
    const std::lock_guard lock{mutex_};
    seen_.waiting_for = std::move(what);
}

void Counterpart::expect(std::string_view bytes) {
    const std::lock_guard lock{mutex_};
    seen_.expected += bytes;
}

void Counterpart::is_at(const loopback::Endpoint& mine) {
    const std::lock_guard lock{mutex_};
    seen_.endpoint = mine;
}

void Counterpart::note_sent(std::string_view bytes) {
    const std::lock_guard lock{mutex_};
    seen_.sent += bytes;
}

Peer& Peer::connects(const loopback::Endpoint& server) {
    const HarnessThread mark{seen_.name.c_str()};
    wait_for("a connection to " + to_string(server));
    std::error_code error;
    stream_ = loopback::TcpStream::connect(server, error);
    if (error) {
        stage_.fails("a connection to " + to_string(server), "connect: " + error.message(), this);
    }
    stream_.set_no_delay(true);
    const loopback::Endpoint mine = stream_.local_endpoint();
    is_at(mine);
    say("connects", to_string(mine) + " -> " + to_string(server));
    return *this;
}

Peer& Peer::accepts(loopback::TcpListener& door) {
    const HarnessThread mark{seen_.name.c_str()};
    const loopback::Endpoint mine = door.local_endpoint();
    wait_for("your code to connect to " + to_string(mine));
    std::error_code error;
    loopback::Accepted accepted = door.accept(error);
    if (error) stage_.fails("a connection", "accept: " + error.message(), this);
    stream_ = std::move(accepted.stream);
    stream_.set_no_delay(true);
    is_at(mine);
    say("accepts", to_string(accepted.peer) + " -> " + to_string(mine));
    return *this;
}

Peer& Peer::sends(std::string_view bytes) {
    say("sends", show(bytes));
    send_now(bytes);
    return *this;
}

Peer& Peer::drips(std::string_view bytes) {
    say("sends", show(bytes) + ", a byte at a time");
    for (const char& byte : bytes) {
        send_now({&byte, 1});
        stage_.waits_until_taken(endpoint(), seen().sent.size());
        const auto talk = stage_.watch().with(endpoint());
        if (!talk || talk->received < seen().sent.size()) break;
    }
    return *this;
}

Peer& Peer::exchanges_with_more(std::string_view bytes, std::string_view more) {
    std::atomic<bool> has_sent_more{false};
    stage_.once_it_peeks([&, more] {
        const HarnessThread mark{seen_.name.c_str()};
        stage_.step(seen_.name + " sends", show(more) + ", after your code has peeked");
        std::error_code error;
        note_sent(more.substr(0, stream_.send_all(more, error)));
        has_sent_more = true;
    });
    sends(bytes).receives(bytes);
    stage_.once_it_peeks(nullptr);
    if (has_sent_more) receives(more);
    return *this;
}

// That your code takes no more is told by no event.
Peer& Peer::floods(std::string_view bytes) {
    const HarnessThread mark{seen_.name.c_str()};
    say("sends", show(bytes) + ", and reads nothing");
    loopback::Poller poller;
    poller.add(stream_, loopback::Interest::send, 0);
    std::array<loopback::Ready, 1> ready;
    const auto taken_by_you = [this] {
        const auto talk = stage_.watch().with(endpoint());
        return talk ? talk->received : 0;
    };
    for (std::string_view rest = bytes; !rest.empty();) {
        wait_for("your code to take the " + count(rest.size(), "byte") + " that are left");
        std::error_code error;
        const std::size_t taken = stream_.send(rest, error, 0s);
        note_sent(rest.substr(0, taken));
        rest.remove_prefix(taken);
        if (!error) continue;
        if (error != std::errc::operation_would_block) break;
        const std::size_t before = taken_by_you();
        stage_.settles();
        const bool has_room = tries_fairly(
            300ms, [&](loopback::Timeout step) { return !poller.wait(ready, step).empty(); });
        if (!has_room && taken_by_you() == before) break;
    }
    wait_for("");
    return *this;
}

// That your code waits in send() is told by no event.
Peer& Peer::crams(std::string_view bytes) {
    const HarnessThread mark{seen_.name.c_str()};
    say("sends", show(bytes) + ", reads nothing, and finishes sending");
    stream_.set_recv_buffer(4096);
    loopback::Poller poller;
    poller.add(stream_, loopback::Interest::send, 0);
    std::array<loopback::Ready, 1> ready;
    std::error_code error;
    for (std::string_view rest = bytes; !rest.empty();) {
        const std::size_t taken = stream_.send(rest, error, 0s);
        note_sent(rest.substr(0, taken));
        rest.remove_prefix(taken);
        const bool has_room = !error || tries_fairly(100ms, [&](loopback::Timeout step) {
            return !poller.wait(ready, step).empty();
        });
        if (!has_room) break;
    }
    stream_.shutdown_send(error);
    std::mutex mutex;
    std::condition_variable nobody;
    std::unique_lock lock{mutex};
    (void)waits_fairly(nobody, lock, 200ms, [&] {
        for (const ThreadSeen& thread : stage_.watch().threads()) {
            const bool sends = thread.in_call && thread.call.operation == loopback::Operation::send;
            if (sends && Clock::now() - thread.call.since > time_between_looks) return true;
        }
        return false;
    });
    return *this;
}

Peer& Peer::receives(std::string_view bytes) {
    expect(bytes);
    receive_all_expected();
    say("receives", show(bytes));
    return *this;
}

Peer& Peer::exchanges_byte_by_byte(std::string_view bytes) {
    say("sends", show(bytes) + ", a byte at a time");
    for (const char& byte : bytes) {
        send_now({&byte, 1});
        expect({&byte, 1});
        receive_all_expected();
    }
    say("receives", show(bytes) + ", a byte at a time");
    return *this;
}

Peer& Peer::sends_but_reads_late(std::string_view bytes) {
    const HarnessThread mark{seen_.name.c_str()};
    say("sends", show(bytes) + ", and reads only when it can send no more");
    expect(bytes);
    loopback::Poller poller;
    poller.add(stream_, loopback::Interest::both, 0);
    std::array<loopback::Ready, 1> ready;
    for (std::string_view rest = bytes; !rest.empty();) {
        wait_for("your code to take the " + count(rest.size(), "byte") + " that are left");
        std::error_code error;
        const std::size_t taken = stream_.send(rest, error, 0s);
        rest.remove_prefix(taken);
        note_sent(bytes.substr(bytes.size() - rest.size() - taken, taken));
        if (!error) continue;
        if (error != std::errc::operation_would_block) break;
        const Taken came = take(65536, 0s);
        if (!as_expected_) is_disappointed();
        if (came == Taken::ended) break;
        if (came == Taken::nothing_yet) (void)poller.wait(ready);
    }
    return *this;
}

Peer& Peer::receives_the_rest() {
    constexpr std::size_t much = 65536;
    constexpr std::size_t small_piece = 1024;
    while (missing() > much) {
        wait_for(count(missing(), "byte"));
        const std::size_t before = missing();
        const Taken came = take(much);
        if (!as_expected_ || came == Taken::ended) is_disappointed();
        // Nothing is waited for here: small pieces gather meanwhile, or each of a hundred thousand
        // would cost a change of threads. No event tells that enough of them are there, other than
        // SO_RCVLOWAT, which Windows does not have.
        if (before - missing() < small_piece) std::this_thread::sleep_for(1ms);
    }
    receive_all_expected();
    say("receives", "all of it");
    return *this;
}

Peer& Peer::finishes_sending() {
    const HarnessThread mark{seen_.name.c_str()};
    say("finishes sending");
    std::error_code error;
    stream_.shutdown_send(error);  // a failure shows in what A receives
    return *this;
}

Peer& Peer::sees_the_end() {
    wait_for("the end of the stream");
    const Stage::ScriptWaits idle{stage_, endpoint()};
    if (take(65536) == Taken::bytes) {
        take_what_is_there();
        is_disappointed(Wish::the_end);
    }
    if (seen().ending != Ending::end_of_stream) is_disappointed(Wish::the_end);
    say("sees the end of the stream");
    return *this;
}

Peer& Peer::resets() {
    const HarnessThread mark{seen_.name.c_str()};
    say("resets the connection");
    {
        const std::lock_guard lock{mutex_};
        seen_.has_reset = true;
    }
    stream_.reset();
    return *this;
}

Peer& Peer::keeps_silent() {
    const std::size_t times_up = stage_.watch().waiting().times_up;
    // A wait may end for what came before the silence; the next one does not, unless your code
    // waits for more than A.
    for (std::size_t waits = 0; waits < Waiting::many; ++waits) {
        const auto wait = stage_.settles_in_a_limited_wait();
        if (!wait) break;
        if (waits == 0) say("is silent", "for more than " + std::to_string(wait->argument) + " ms");
        stage_.outlasts(*wait);
        if (stage_.watch().waiting().times_up != times_up) break;
    }
    return *this;
}

void Peer::send_now(std::string_view bytes) {
    const HarnessThread mark{seen_.name.c_str()};
    wait_for("your code to take " + count(bytes.size(), "byte"));
    std::error_code error;
    const std::size_t sent = stream_.send_all(bytes, error);  // a failure shows in what A receives
    note_sent(bytes.substr(0, sent));
    // The kernel has them, your code perhaps, too: what it makes of them is what is left to see.
    if (!error) wait_for("your code to act on " + count(bytes.size(), "byte"));
}

std::size_t Peer::missing() const {
    const std::lock_guard lock{mutex_};
    return seen_.expected.size() - seen_.received.size();
}

void Peer::receive_all_expected() {
    while (const std::size_t most = missing()) {
        wait_for(count(most, "byte"));
        const Taken came = take(most);
        if (!as_expected_) take_what_is_there();
        if (!as_expected_ || came == Taken::ended) is_disappointed();
    }
}

Peer::Taken Peer::take(std::size_t most, loopback::Timeout limit) {
    const HarnessThread mark{seen_.name.c_str()};
    std::vector<char> buffer(std::min<std::size_t>(most, 65536));
    std::error_code error;
    const loopback::Text bytes = stream_.recv(buffer, error, limit);
    const std::lock_guard lock{mutex_};
    if (error == std::errc::operation_would_block || error == std::errc::timed_out) {
        return Taken::nothing_yet;
    }
    if (error) seen_.ending = Ending::reset;
    if (!error && !bytes) seen_.ending = Ending::end_of_stream;
    if (!bytes) return Taken::ended;
    const std::size_t before = seen_.received.size();
    seen_.received += bytes;
    as_expected_ = as_expected_ && before <= seen_.expected.size() &&
                   std::string_view(seen_.expected).substr(before, bytes.size()) == bytes;
    return Taken::bytes;
}

// For the story: the wrong bytes, and those that came with them.
void Peer::take_what_is_there() {
    stage_.is_about_to_fail();
    while (seen().received.size() < seen().expected.size() + 4096) {
        if (take(4096, 0s) != Taken::bytes) return;
    }
}

void Peer::is_disappointed(Wish wish) {
    stage_.is_about_to_fail();
    const PeerSeen now = seen();
    std::string expected = now.expected.empty() ? "" : show(now.expected);
    if (wish == Wish::the_end) {
        expected += now.expected.empty() ? "the end of the stream" : ", then the end of the stream";
    }
    std::string seen = show_against(now.received, now.expected);
    if (now.ending == Ending::end_of_stream) seen += ", then the end of the stream";
    if (now.ending == Ending::reset) seen += ", then a reset";
    stage_.fails(expected, seen, this);
}

}  // namespace harness
