#include "harness/servers.hpp"

#include <algorithm>
#include <array>

#include "harness/fair_time.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"

namespace harness::servers {

using loopback::Endpoint;
using loopback::Operation;

namespace {

// Never destroyed: a learner's exit() must not pull it from under another thread.
struct Notes {
    Stage* stage = nullptr;
    const char* function = "";
    std::mutex mutex;
    std::condition_variable news;
    Served served;
    std::thread::id server;
};
Notes& notes = *new Notes;

std::string clients_in_words() {
    return count(static_cast<std::size_t>(notes.served.clients), "client");
}

std::string function_in_words() { return std::string(notes.function) + "()"; }

// Call it with the notes locked.
void note_who_is_left() {
    const auto found = std::ranges::find(notes.served.calls, false, &Handled::done);
    if (found != notes.served.calls.end()) notes.served.left_behind = *found;
}

// Once the server has returned, nobody is talked with any more.
void must_leave_nobody_behind() {
    const std::optional<Handled> left = served().left_behind;
    if (!left) return;
    notes.stage->fails(
        function_in_words() + " returns when it has served " + clients_in_words(),
        "it returned before handle() was done with " + notes.stage->name_of(left->client));
}

void begins_with(const Endpoint& client) {
    bool again = false;
    {
        const std::lock_guard lock{notes.mutex};
        const bool beside = std::this_thread::get_id() != notes.server;
        again = notes.served.call_for(client) != nullptr;
        if (again) notes.served.handed_again = true;
        if (!again) notes.served.calls.push_back({client, beside});
        if (notes.served.returned) note_who_is_left();
        notes.news.notify_all();
    }
    if (again) {
        notes.stage->fails("handle() gets the stream of the next client",
                           "it got the stream of " + notes.stage->name_of(client) + " again");
    }
    must_leave_nobody_behind();
}

void is_done_with(const Endpoint& client, bool by_failing) {
    const std::lock_guard lock{notes.mutex};
    for (Handled& one : notes.served.calls) {
        if (one.client != client) continue;
        one.done = true;
        one.failed = by_failing;
    }
}

void has_returned() {
    {
        const std::lock_guard lock{notes.mutex};
        notes.served.returned = true;
        note_who_is_left();
        notes.news.notify_all();
    }
    must_leave_nobody_behind();
    notes.stage->requires_that(accepted() >= notes.served.clients,
                               function_in_words() + " returns after " + clients_in_words(),
                               "it returned after " + std::to_string(accepted()));
}

}  // namespace

const Handled* Served::call_for(const Endpoint& client) const {
    const auto found = std::ranges::find(calls, client, &Handled::client);
    return found != calls.end() ? &*found : nullptr;
}

Served served() {
    const std::lock_guard lock{notes.mutex};
    return notes.served;
}

bool is_handled(const Endpoint& client) {
    std::unique_lock lock{notes.mutex};
    return waits_fairly(notes.news, lock, std::chrono::milliseconds{200},
                        [&] { return notes.served.call_for(client) != nullptr; });
}

int accepted() { return static_cast<int>(notes.stage->watch().succeeded(Operation::accept)); }

void runs(Stage& stage, const char* function, int clients, std::function<void()> body) {
    notes.stage = &stage;
    notes.function = function;
    notes.served.clients = clients;
    stage.runs(
        function,
        [body = std::move(body)] {
            notes.server = std::this_thread::get_id();
            body();
        },
        has_returned);
}

void handle(loopback::TcpStream& client) {
    const Endpoint who = client.peer_endpoint();
    const HarnessThread mark{"handle()"};
    begins_with(who);
    try {
        std::array<char, 4096> buffer;
        while (auto received = client.recv(buffer)) client.send_all(received);
    } catch (const loopback::SocketError&) {
        is_done_with(who, true);
        throw;
    }
    is_done_with(who, false);
}

// That it does not return is told by no event.
void lets_it_return() {
    std::unique_lock lock{notes.mutex};
    if (notes.served.calls.empty() || !notes.served.calls.back().beside) return;
    waits_fairly(notes.news, lock, std::chrono::milliseconds{300},
                 [] { return notes.served.returned; });
}

void must_have_served(int clients) {
    notes.stage->waits_until_returned();
    const auto handled = static_cast<int>(served().calls.size());
    notes.stage->requires_that(handled == clients,
                               "handle() is called for each of " + clients_in_words(),
                               "it was called for " + std::to_string(handled));
}

std::string closed_the_listener(const Case& one) {
    const Failure& failure = one.failure;
    const std::optional<SeenCall> last = current_stage()->watch().last_call();
    const bool in_accept = last && last->operation == Operation::accept && last->error != 0;
    const bool has_let_nobody_in = one.is(Verdict::fail) && failure.peer &&
                                   failure.peer->waiting_for.starts_with("a connection");
    if (!has_let_nobody_in && !(one.has_used_a_closed_one() && in_accept)) return "";
    return std::string("nobody listens any more: your ") + one.yours +
           " has closed the listener. Each client has a stream of its own, which is closed when it "
           "has been served; the listener stays open for the next one.";
}

std::string gave_up_on_the_next_client(const Case& one) {
    const std::optional<SeenCall>& wait = one.failure.time_was_up;
    if (!wait || std::string_view(wait->function) != "accept") return "";
    return "a time limit of " + std::to_string(wait->argument) + " ms ended " + name_of(*wait) +
           ", and your " + one.yours +
           " gave up. The next client comes when it comes: accept() without a limit waits for it.";
}

std::string never_accepted(const Case& one) {
    if (!one.is(Verdict::fail) || current_stage()->watch().begun(Operation::accept) != 0) return "";
    return std::string("your ") + one.yours + " never called accept().";
}

std::string one_ended_it_for_all(const Case& one) {
    const std::error_code& error = one.failure.error;
    const bool is_one_connections =
        error == std::errc::connection_reset || error == std::errc::connection_aborted ||
        error == std::errc::broken_pipe || error == std::errc::not_connected;
    if (!one.is(Verdict::crashed) || !is_one_connections) return "";
    return "one client ended the server for everyone. Catch the error per client.";
}

std::string left_its_threads_behind(const Case& one) {
    const std::optional<Handled> left = served().left_behind;
    if (!one.is(Verdict::fail) || !left || !left->beside) return "";
    const std::string yours = one.yours;
    return "handle() runs on a thread of its own, and your " + yours +
           " does not wait for it: whoever called " + yours +
           " thinks that all have been served, and may end the program. join() each thread before "
           "you return.";
}

}  // namespace harness::servers
