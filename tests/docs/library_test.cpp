// The ten snippets of docs/library.md do what it says. Each is a file in library/.

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "free_port.hpp"
#include "loopback/loopback.hpp"

using namespace loopback;
using namespace std::chrono_literals;

void serve(TcpListener& listener);
std::string ask(const Endpoint& server, const std::string& question);
std::string send_and_part(TcpStream& stream, std::string_view everything);
void serve_many(TcpListener& listener, Poller& poller, const std::atomic<bool>& stopping);
void serve_until_ctrl_c(const Endpoint& where);
extern TcpListener door;
void answer_datagrams(UdpSocket& socket);
std::string ask_by_datagram(const Endpoint& server, std::string_view question);
TcpStream reach(const std::string& host, Port port);
TcpListener claim(std::string_view text);
TcpListener open_to_network(Port port);
void tell(const std::function<void()>& work);
std::error_code with_bad_luck(std::size_t nth, const std::function<void()>& work);

namespace {

constexpr auto patience = 60s;

// Runs what serves until stop() ends it, and keeps the error that it ended with.
template <class Door>
class Running {
public:
    template <class Serve>
    Running(Door& served, Serve serve) : door_(served) {
        thread_ = std::thread([this, serve] {
            try {
                serve(door_);
            } catch (const SocketError& failure) {
                ended_with_ = failure.code();
            }
        });
    }
    ~Running() {
        if (thread_.joinable()) (void)end();
    }

    std::error_code end() {
        door_.stop();
        thread_.join();
        return ended_with_;
    }

private:
    Door& door_;
    std::error_code ended_with_;
    std::thread thread_;
};

std::string received_to_the_end(TcpStream& stream) {
    std::string all;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer, patience)) all += received;
    return all;
}

// A server that reads a line and does one thing.
template <class Do>
std::future<void> answering_once(TcpListener& listener, Do one_thing) {
    return std::async(std::launch::async, [&listener, one_thing] {
        auto [client, peer] = listener.accept(patience);
        std::array<char, 1> one;
        while (client.recv(one, patience) && one[0] != '\n') {
        }
        one_thing(client);
    });
}

// Tells where the first listener is that is opened.
class FirstDoor : public Observer {
public:
    void after(const Call& call) noexcept override {
        if (call.operation != Operation::listen || told_.exchange(true)) return;
        opened.set_value(call.local_endpoint());
    }

    std::promise<Endpoint> opened;

private:
    std::atomic<bool> told_ = false;
};

// The error that `work` ends with; none if it does not fail.
std::error_code end_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const SocketError& failure) {
        return failure.code();
    }
    return {};
}

}  // namespace

TEST_CASE("1: clients are answered one after the other, and one that breaks off ends nobody else") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    Running server(listener, serve);
    const Endpoint where = listener.local_endpoint();
    auto first = TcpStream::connect(where, patience);
    first.send_all("hello", patience);
    std::array<char, 5> buffer;
    first.recv_exactly(buffer, patience);
    first.reset();
    auto second = TcpStream::connect(where, patience);
    CHECK(send_and_part(second, "after it\n") == "after it\n");
    CHECK(server.end() == std::errc::operation_canceled);
}

TEST_CASE("2: an answer may come in pieces, and too late is an error") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint where = listener.local_endpoint();
    auto pieces = answering_once(listener, [](TcpStream& client) {
        std::error_code gone;  // who has its line may leave without the rest
        for (const char c : std::string_view("an answer\nand more")) {
            client.send_all({&c, 1}, gone, patience);
        }
    });
    CHECK(ask(where, "?") == "an answer");
    pieces.get();
    auto nothing = answering_once(listener, [](TcpStream& client) { client.shutdown_send(); });
    CHECK_THROWS_AS(ask(where, "?"), SocketError);
    nothing.get();
    auto silence = answering_once(listener, [](TcpStream& client) {
        std::array<char, 1> buffer;
        std::error_code error;
        (void)client.recv(buffer, error, patience);
    });
    CHECK(end_of([&] { (void)ask(where, "?"); }) == std::errc::timed_out);
    silence.get();
}

TEST_CASE("2: a server that never stops talking does not keep who asks") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint where = listener.local_endpoint();
    auto talk = answering_once(listener, [](TcpStream& client) {
        const std::string block(65536, 'x');  // something is there at any moment
        std::error_code gone;
        while (!gone) client.send_all(block, gone, patience);
    });
    CHECK(end_of([&] { (void)ask(where, "?"); }) == std::errc::timed_out);
    talk.get();
}

TEST_CASE("3: a side that has finished sending gets all of a long answer") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto server = std::async(std::launch::async, [&] {
        auto [client, peer] = listener.accept(patience);
        const std::string question = received_to_the_end(client);
        client.send_all(question + std::string(3'000'000, 'x'), patience);
    });
    auto stream = TcpStream::connect(listener.local_endpoint(), patience);
    const std::string answer = send_and_part(stream, "everything");
    CHECK(answer.size() == 3'000'010);
    CHECK(answer.starts_with("everything"));
    CHECK_FALSE(stream.is_open());
    server.get();
}

TEST_CASE("4: many clients at once, a slow one and one that breaks off among them") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    Poller poller;
    std::atomic<bool> stopping = false;
    auto server = std::async(std::launch::async, [&] { serve_many(listener, poller, stopping); });
    const Endpoint where = listener.local_endpoint();
    auto slow = TcpStream::connect(where, patience);  // sends a lot, and reads nothing for long
    auto sending = std::async(std::launch::async, [&] {
        slow.send_all(std::string(8'000'000, 's'), patience);
        slow.shutdown_send();
    });
    auto breaking = TcpStream::connect(where, patience);
    breaking.send_all("x", patience);
    breaking.reset();
    std::vector<TcpStream> others;
    for (int i = 0; i < 40; ++i) others.push_back(TcpStream::connect(where, patience));
    for (TcpStream& one : others) CHECK(send_and_part(one, "hello\n") == "hello\n");
    CHECK(received_to_the_end(slow).size() == 8'000'000);
    sending.get();
    stopping = true;
    poller.wake();
    server.get();
}

TEST_CASE("5: Ctrl-C ends it") {
    FirstDoor first_door;
    const Observing observing{first_door};
    auto server = std::async(std::launch::async, [] { serve_until_ctrl_c({loopback_v4, 0}); });
    auto opened = first_door.opened.get_future();
    REQUIRE(opened.wait_for(patience) == std::future_status::ready);
    const Endpoint where = opened.get();
    auto client = TcpStream::connect(where, patience);
    CHECK(received_to_the_end(client) == "welcome\n");
    std::raise(SIGINT);
    server.get();
    std::signal(SIGINT, SIG_DFL);
    std::error_code error;
    (void)door.accept(error, patience);
    CHECK(error == std::errc::operation_canceled);
    door.close();
    CHECK(TcpListener::bind(where).is_open());
}

TEST_CASE("6: a datagram is answered, and asked for again if nothing comes") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    const Endpoint where = socket.local_endpoint();
    Running server(socket, answer_datagrams);
    CHECK(ask_by_datagram(where, "hello") == "hello");
    CHECK(ask_by_datagram(where, "").empty());
    CHECK(server.end() == std::errc::operation_canceled);

    auto forgetful = UdpSocket::bind({loopback_v4, 0});
    auto second_time = std::async(std::launch::async, [&] {
        std::array<char, 64> buffer;
        (void)forgetful.recv_from(buffer, patience);
        const auto again = forgetful.recv_from(buffer, patience);
        forgetful.send_to("late", again.from);
    });
    CHECK(ask_by_datagram(forgetful.local_endpoint(), "hello") == "late");
    second_time.get();
}

TEST_CASE("7: a name is reached at the address that answers") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    auto stream = reach("localhost", port);
    CHECK(stream.peer_endpoint() == Endpoint{loopback_v4, port});
    CHECK_THROWS_AS(reach("127.1", port), SocketError);
}

TEST_CASE("8: a port is claimed, or another one if it is taken") {
    const Port port = tests::free_port();
    const auto mine = claim(to_string(port));
    CHECK(mine.local_endpoint().port == port);
    const auto another = claim(to_string(port));
    CHECK(another.local_endpoint().port != port);
    CHECK_THROWS_AS(claim("80abc"), SocketError);
}

TEST_CASE("9: the network is let in by those words alone") {
    const auto listener = open_to_network(0);
    CHECK(listener.local_endpoint().address.is_unspecified());
}

TEST_CASE("10: calls are told, and fail where they shall") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const auto work = [&] {
        auto client = TcpStream::connect(listener.local_endpoint(), patience);
        auto [server, peer] = listener.accept(patience);
        client.send_all("hello", patience);
        client.shutdown_send();
        const std::string received = received_to_the_end(server);
        CHECK(received == "hello");
    };
    tell(work);
    CHECK_FALSE(with_bad_luck(1000, work));
    CHECK(with_bad_luck(1, work) == std::errc::connection_reset);
}
