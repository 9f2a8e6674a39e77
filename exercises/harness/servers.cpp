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
    std::vector<Endpoint> earlier;  // the clients of the calls before
    int accepted_earlier = 0;
    std::string word;  // see breaks_at
    std::errc code{};
    std::string last_word;  // see is_done_at
};
Notes& notes = *new Notes;

bool is_closed = false;  // the listener

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

int all_accepted() { return static_cast<int>(notes.stage->watch().succeeded(Operation::accept)); }

void begins_with(const Endpoint& client, bool waitless) {
    bool again = false;
    {
        const std::lock_guard lock{notes.mutex};
        const bool beside = std::this_thread::get_id() != notes.server;
        again = notes.served.call_for(client) != nullptr ||
                std::ranges::find(notes.earlier, client) != notes.earlier.end();
        notes.served.waitless = notes.served.waitless || waitless;
        if (again) notes.served.handed_again = true;
        if (!again) notes.served.calls.push_back({client, beside});
        if (notes.served.returned) note_who_is_left();
        notes.news.notify_all();
    }
    if (again) {
        notes.stage->fails("handle() gets the stream of the next client",
                           "it got the stream of " + notes.stage->name_of(client) + " again");
    }
    notes.stage->requires_that(!waitless, "handle() gets the stream as accept() gave it",
                               "it got one in non-blocking mode");
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

// Called where `handle` is: its errors are told as those of `handle`.
void break_off_at(std::string_view received) {
    std::errc code{};
    {
        const std::lock_guard lock{notes.mutex};
        if (notes.word.empty() || received != notes.word) return;
        code = notes.code;
    }
    const loopback::Caller here = loopback::Caller::here();
    note_harness_call(here);
    const std::error_code error = std::make_error_code(code);
    notes.stage->step("handle() throws", harness::name_of(error));
    throw loopback::SocketError(error, {.operation = "send", .caller = here});
}

bool is_the_last_word(std::string_view received) {
    const std::lock_guard lock{notes.mutex};
    return !notes.last_word.empty() && received == notes.last_word;
}

void has_returned() {
    {
        const std::lock_guard lock{notes.mutex};
        notes.served.returned = true;
        note_who_is_left();
        notes.news.notify_all();
    }
    must_leave_nobody_behind();
    if (served().stopped) return;
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

// Whoever was handled was accepted, if not by a call that can be seen.
int accepted() {
    const std::lock_guard lock{notes.mutex};
    return std::max(all_accepted() - notes.accepted_earlier,
                    static_cast<int>(notes.served.calls.size()));
}

void breaks_at(std::string_view word, std::errc code) {
    const std::lock_guard lock{notes.mutex};
    notes.word = word;
    notes.code = code;
}

void is_done_at(std::string_view word) {
    const std::lock_guard lock{notes.mutex};
    notes.last_word = word;
}

void is_stopped() {
    const std::lock_guard lock{notes.mutex};
    notes.served.stopped = true;
}

void runs(Stage& stage, const char* function, int clients, std::function<void()> body) {
    notes.stage = &stage;
    notes.function = function;
    {
        const std::lock_guard lock{notes.mutex};
        for (const Handled& call : notes.served.calls) notes.earlier.push_back(call.client);
        notes.accepted_earlier = all_accepted();
        const int calls = notes.served.calls_before + (notes.served.calls.empty() ? 0 : 1);
        notes.served = {};
        notes.served.clients = clients;
        notes.served.calls_before = calls;
    }
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
    begins_with(who, client.is_nonblocking());
    try {
        std::array<char, 4096> buffer;
        while (auto received = client.recv(buffer)) {
            break_off_at(received);
            client.send_all(received);
            if (is_the_last_word(received)) break;
        }
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
    notes.stage->requires_that(accepted() == clients,
                               function_in_words() + " takes in " + clients_in_words(),
                               "it took in " + std::to_string(accepted()));
}

std::string closed_the_listener(const Case& one) {
    const Failure& failure = one.failure;
    const std::optional<SeenCall> last = current_stage()->watch().last_call();
    const bool in_accept = last && last->operation == Operation::accept && last->error != 0;
    const bool has_let_nobody_in = one.is(Verdict::fail) && failure.peer &&
                                   failure.peer->waiting_for.starts_with("a connection");
    if (!is_closed && !has_let_nobody_in && !(one.has_used_a_closed_one() && in_accept)) return "";
    return std::string("nobody listens any more: your ") + one.yours +
           " has closed the listener. Each client has a stream of its own, which is closed when it "
           "has been served; the listener stays open for the next one.";
}

void must_stay_open(const loopback::TcpListener& listener) {
    is_closed = !listener.is_open();
    notes.stage->requires_that(!is_closed,
                               "the listener is open when " + function_in_words() + " returns",
                               "it is closed");
}

std::string gave_up_on_the_next_client(const Case& one) {
    const std::optional<SeenCall>& wait = one.failure.time_was_up;
    if (!wait || std::string_view(wait->function) != "accept") return "";
    return "a time limit of " + std::to_string(wait->argument) + " ms ended " + name_of(*wait) +
           ", and your " + one.yours +
           " gave up. The next client comes when it comes: accept() without a limit waits for it.";
}

std::string did_not_wait_for_the_next_client(const Case& one) {
    const std::optional<SeenCall> last = current_stage()->watch().last_call();
    const bool in_vain =
        last && last->operation == Operation::accept &&
        loopback::detail::platform_error(last->error) == std::errc::operation_would_block;
    const bool by_throwing = one.failure.error == std::errc::operation_would_block;
    const bool too_early = one.is(Verdict::fail) && served().returned;
    if (!in_vain || (!by_throwing && !too_early)) return "";
    return name_of(*last) +
           " does not wait here (the listener is in non-blocking mode, or the limit is zero), and "
           "your " +
           one.yours +
           " took \"nobody there yet\" for the end. accept() as it comes waits for the next "
           "client.";
}

std::string handed_one_that_does_not_wait(const Case& one) {
    if (!one.is(Verdict::fail) || !served().waitless) return "";
    return "your code has set the client's stream to non-blocking mode, and handle() has to wait "
           "for what the client says: there, each recv() fails with would_block if nothing has "
           "come yet.";
}

std::string took_in_too_many(const Case& one) {
    if (one.is(Verdict::crashed) || accepted() <= served().clients) return "";
    return std::string("your ") + one.yours + " was asked for " + clients_in_words() +
           " and took in " + std::to_string(accepted()) +
           (served().returned ? ": whoever was one too many is lost for the next call, which would "
                                "have served them."
                              : ", and goes on: after the last one it has to return.");
}

std::string goes_on_receiving(const Case& one) {
    const Served now = served();
    if (!one.is_stuck_in("recv")) return "";
    const Endpoint peer = current_stage()->watch().peer_of(one.failure.thread->call.handle);
    const Handled* call = now.call_for(peer);
    if (call == nullptr || !call->done) return "";
    const std::string who = current_stage()->name_of(peer);
    return "handle() is done with " + who + ", and your " + one.yours +
           " goes on receiving from it instead of closing the connection: " + who +
           " need not finish at all, and the next one waits.";
}

std::string never_accepted(const Case& one) {
    const bool began = current_stage()->watch().begun(Operation::accept) != 0 || accepted() != 0;
    if (!one.is(Verdict::fail) || served().clients == 0 || began) return "";
    return std::string("your ") + one.yours + " never called accept().";
}

std::string one_ended_it_for_all(const Case& one) {
    const std::error_code& error = one.failure.error;
    const bool is_one_connections =
        error == std::errc::connection_reset || error == std::errc::connection_aborted ||
        error == std::errc::broken_pipe || error == std::errc::not_connected;
    if (!one.is(Verdict::crashed) || !is_one_connections) return "";
    // On a thread of its own, an error is caught by nobody.
    const auto ended_before = [](const Handled& call) { return call.failed && !call.beside; };
    const std::vector<Handled> calls = served().calls;
    if (std::count_if(calls.begin(), calls.end(), ended_before) > 1) {
        return "one client ended the server for everyone: your code has caught what another one "
               "met with, and " +
               harness::name_of(error) +
               " it has not. Any SocketError of handle() is one client's end, whatever its code.";
    }
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
