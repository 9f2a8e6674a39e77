// Soaks the library: many connections at once, many messages, many resets. No handle may be lost.
// Server and clients are two processes, since one may seldom have 20,000 handles.

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "ledger.hpp"
#include "loopback/loopback.hpp"
#include "own_network.hpp"

namespace {

using namespace loopback;  // NOLINT: for tests alone
using torture::holdings;
using torture::Holdings;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int share = 10;  // of the numbers below: a sanitizer costs ten times as much
#else
constexpr int share = 1;
#endif
constexpr int connections_wanted = 10'000 / share;
constexpr int round_trips = 1'000'000 / share;
constexpr int resets = 1'000 / share;

constexpr std::chrono::seconds patience{30};
constexpr std::size_t message_size = 16;

[[noreturn]] void fail(const std::string& why) {
    std::printf("FAILED: %s\n", why.c_str());
    std::fflush(stdout);
    std::_Exit(1);
}

/// What the server's process tells the clients', and the other way round: they share it.
struct Tally {
    std::atomic<std::uint16_t> port;
    std::atomic<int> open;
    std::atomic<int> most;
    std::atomic<int> lost;
    std::atomic<bool> over;
    Holdings before;
    Holdings after;
};

void require(bool holds, const char* what) {
    if (!holds) fail(what);
}

class Stopwatch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// An echo server for any number of clients, on one thread, as a program with a Poller is.
class EchoLoop {
public:
    explicit EchoLoop(Tally& tally) : tally_(tally) {
        listener_.set_nonblocking(true);
        poller_.add(listener_, Interest::recv, door);
        tally_.port = listener_.local_endpoint().port.number();
    }

    /// Until the tally says that it is over, and one more client has come.
    void serve() {
        std::array<Ready, 256> room;
        while (!tally_.over) {
            for (const Ready& one : poller_.wait(room)) {
                if (one.key == door) {
                    welcome();
                } else {
                    echo(static_cast<std::size_t>(one.key));
                }
            }
        }
    }

private:
    static constexpr std::uint64_t door = UINT64_MAX - 1;

    void welcome() {
        for (;;) {
            std::error_code error;
            auto accepted = listener_.accept(error);
            if (error == std::errc::operation_would_block) return;
            if (error) fail("accept: " + error.message());
            accepted.stream.set_nonblocking(true);
            const std::size_t place = free_.empty() ? clients_.size() : free_.back();
            if (free_.empty()) {
                clients_.emplace_back();
            } else {
                free_.pop_back();
            }
            clients_[place] = std::move(accepted.stream);
            poller_.add(clients_[place], Interest::recv, place);
            tally_.most = std::max<int>(tally_.most, ++tally_.open);
        }
    }

    void echo(std::size_t place) {
        TcpStream& client = clients_[place];
        std::array<char, 65536> buffer;
        std::error_code error;
        const auto received = client.recv(buffer, error);
        if (error == std::errc::operation_would_block) return;
        // What is asked for and not answered yet is little: it fits into the kernel's buffer.
        if (!error && received) client.send_all(received, error, patience);
        if (error) ++tally_.lost;
        if (!error && received) return;
        poller_.remove(client);
        client.close();
        free_.push_back(place);
        --tally_.open;
    }

    Tally& tally_;
    TcpListener listener_ = TcpListener::bind({loopback_v4, 0});
    Poller poller_;
    std::vector<TcpStream> clients_;
    std::vector<std::size_t> free_;
};

void put_number(char* to, std::uint64_t number) { std::memcpy(to, &number, sizeof number); }

/// Sends `count` numbered messages, some of them ahead of the answers, and compares every answer.
void talk(TcpStream& stream, std::uint64_t first, int count) {
    constexpr int ahead = 100;
    std::array<char, message_size * ahead> sent{};
    std::array<char, message_size * ahead> got{};
    for (int done = 0; done < count;) {
        const int now = std::min(ahead, count - done);
        const std::size_t bytes = static_cast<std::size_t>(now) * message_size;
        for (int i = 0; i < now; ++i) {
            char* message = sent.data() + static_cast<std::size_t>(i) * message_size;
            put_number(message, first + static_cast<std::uint64_t>(done + i));
            put_number(message + 8, ~(first + static_cast<std::uint64_t>(done + i)));
        }
        stream.send_all(std::string_view(sent.data(), bytes), patience);
        stream.recv_exactly(std::span(got).first(bytes), patience);
        require(std::memcmp(sent.data(), got.data(), bytes) == 0, "an answer is not the question");
        done += now;
    }
}

/// Lets this process, and those that it starts, have a handle for each connection.
void raise_handle_limit() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const rlim_t wanted = connections_wanted + 100;
    if (limit.rlim_max < wanted) limit.rlim_max = wanted;  // root may
    if (limit.rlim_cur < wanted) limit.rlim_cur = wanted;
    require(::setrlimit(RLIMIT_NOFILE, &limit) == 0, "this process may not have as many handles");
}

/// Until `holds`: what it waits for is another process's work, and comes soon.
template <class Condition>
void wait_until(Condition holds, const char* what) {
    for (int i = 0; !holds(); ++i) {
        require(i < 30'000, what);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

void be_the_server(Tally& tally) {
    tally.before = holdings();
    {
        EchoLoop server(tally);
        server.serve();
    }
    tally.after = holdings();
}

void be_the_clients(Tally& tally) {
    wait_until([&] { return tally.port != 0; }, "the server does not start");
    const Endpoint server{loopback_v4, Port(tally.port.load())};

    const Stopwatch opening;
    std::vector<TcpStream> clients;
    clients.reserve(connections_wanted);
    while (clients.size() < connections_wanted) {
        clients.push_back(TcpStream::connect(server, patience));
    }
    // Each of them is alive, and the server has all of them at once.
    for (TcpStream& one : clients) talk(one, 0, 1);
    require(tally.open == connections_wanted, "not all connections are held");
    std::printf("%d connections held at once, each answered: %.1f s\n", connections_wanted,
                opening.seconds());
    std::fflush(stdout);

    const Stopwatch talking;
    constexpr int talkers = 50;
    for (int i = 0; i < talkers; ++i) {
        talk(clients[static_cast<std::size_t>(i * (connections_wanted / talkers))],
             static_cast<std::uint64_t>(i) << 32, round_trips / talkers);
    }
    std::printf("%d messages sent, echoed and compared, over %d of them: %.1f s\n", round_trips,
                talkers, talking.seconds());
    std::fflush(stdout);

    const Stopwatch resetting;
    for (int i = 0; i < resets; ++i) {
        TcpStream& one = clients[static_cast<std::size_t>(i)];
        one.send_all("on its way", patience);
        one.reset();
    }
    talk(clients.back(), 7, 10);
    for (TcpStream& one : clients) one.close();
    wait_until([&] { return tally.open == 0; }, "the server has clients that are gone");
    std::printf("%d resets in the middle of a message, and the others served on: %.1f s\n", resets,
                resetting.seconds());
    require(tally.lost <= resets, "a connection was lost that nobody reset");
    require(tally.most == connections_wanted, "there were more connections than clients");
    tally.over = true;
    (void)TcpStream::connect(server, patience);  // wakes the server, which looks
}

void soak() {
    raise_handle_limit();
    const bool own = torture::enter_own_network();
    std::printf("soak%s\n", own ? ", in a network of its own" : "");
    std::fflush(stdout);
    void* memory =
        ::mmap(nullptr, sizeof(Tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    require(memory != MAP_FAILED, "no memory to be shared");
    Tally& tally = *new (memory) Tally{};
    const pid_t server = ::fork();
    if (server == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        be_the_server(tally);
        std::exit(0);
    }
    const Holdings before = holdings();
    be_the_clients(tally);
    const Holdings after = holdings();
    int status = -1;
    ::waitpid(server, &status, 0);
    require(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the server crashed");
    std::printf(
        "handles before and after: server %zu, %zu, clients %zu, %zu; blocks of memory: "
        "server %ld, %ld, clients %ld, %ld\n",
        tally.before.handles, tally.after.handles, before.handles, after.handles,
        tally.before.blocks, tally.after.blocks, before.blocks, after.blocks);
    require(after == before && tally.after == tally.before, "something was lost");
}

}  // namespace

int main() {
    try {
        soak();
    } catch (const std::exception& failure) {
        fail(failure.what());
    }
    std::puts("0 handles lost");
}
