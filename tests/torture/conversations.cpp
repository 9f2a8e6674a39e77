// The library's own conversations: each kind of call, with a limit and without, over both families.

#include <array>
#include <optional>

#include "torture.hpp"

namespace torture {
namespace {

using namespace std::chrono_literals;

// Long enough never to pass while a test is tortured, short enough to end a hang with an error.
constexpr auto patience = 8s;

template <class Stream>
std::string read_all(Stream& stream, Timeout limit = forever) {
    std::string all;
    std::array<char, 65536> buffer;
    while (auto received = stream.recv(buffer, limit)) all += received;
    return all;
}

struct Pair {
    TcpStream client;
    TcpStream server;
};

Pair connected_pair(const IpAddress& address, Timeout limit) {
    auto listener = TcpListener::bind({address, 0});
    auto client = TcpStream::connect(listener.local_endpoint(), limit);
    auto accepted = listener.accept(limit);
    return {std::move(client), std::move(accepted.stream)};
}

// Wakes who waits for a client, here or in `turn_away`.
void end(TcpListener& listener) {
    listener.stop();
    detail::native::shut_down_quietly(listener.native_handle());
}

// What a server that failed still does: its client hears that nobody is there, if one comes.
void turn_away(const TcpListener& listener) {
    pollfd knock{listener.native_handle(), POLLIN, 0};
    if (::poll(&knock, 1, 20'000) <= 0) return;
    const int client = ::accept4(knock.fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client != -1) ::close(client);
}

void echo_on_one_thread(Run& run, const IpAddress& address, Timeout limit) {
    auto [client, server] = connected_pair(address, limit);
    client.send_all("hello, server", limit);
    std::array<char, 13> buffer;
    server.recv_exactly(buffer, limit);
    run.say(std::string_view(buffer.data(), buffer.size()));
    server.send_all("hello, client", limit);
    server.shutdown_send();
    run.say(read_all(client, limit));
    client.shutdown_send();
    run.say(server.recv(buffer, limit) ? "more" : "the end");
    run.say(server.recv(buffer, limit) ? "more" : "the end");
}

void serve_on_a_thread(Run& run, const IpAddress& address, Timeout limit) {
    auto listener = TcpListener::bind({address, 0});
    const Endpoint door = listener.local_endpoint();
    const auto serve = [&listener, limit] {
        auto [client, peer] = listener.accept(limit);
        std::array<char, 4096> buffer;
        while (auto received = client.recv(buffer, limit)) client.send_all(received, limit);
    };
    const Beside server(
        run, serve, [&] { end(listener); }, [&] { turn_away(listener); });
    auto client = TcpStream::connect(door, limit);
    client.send_all("one", limit);
    std::array<char, 3> buffer;
    client.recv_exactly(buffer, limit);
    run.say(std::string_view(buffer.data(), buffer.size()));
    client.send_all("two", limit);
    client.shutdown_send();
    run.say(read_all(client, limit));
}

void half_close(Run& run, const IpAddress& address, Timeout limit) {
    auto [client, server] = connected_pair(address, limit);
    client.send_all("question", limit);
    client.shutdown_send();
    run.say(read_all(server, limit));
    server.send_all("answer", limit);
    server.close();
    run.say(read_all(client, limit));
    std::error_code error;
    (void)client.send_all("too late", error, limit);
    run.say(error, std::errc::broken_pipe);
}

std::string_view much_text() {
    static const std::string text = [] {
        std::string made(1'000'000, '\0');
        for (std::size_t i = 0; i < made.size(); ++i) {
            made[i] = static_cast<char>(i * 7 + i / 1000);
        }
        return made;
    }();
    return text;
}

void send_much(Run& run, const IpAddress& address, Timeout limit) {
    auto listener = TcpListener::bind({address, 0});
    const Endpoint door = listener.local_endpoint();
    const std::string_view sent = much_text().substr(0, run.much());
    const auto serve = [&, limit] {
        auto [client, peer] = listener.accept(limit);
        client.send_all(sent, limit);
    };
    const Beside server(
        run, serve, [&] { end(listener); }, [&] { turn_away(listener); });
    auto client = TcpStream::connect(door, limit);
    std::string got(sent.size(), '\0');
    client.recv_exactly(got, limit);
    run.say(got == sent ? "the same" : "something else");
    run.say(read_all(client, limit));
}

void limits_that_pass(Run& run, const IpAddress& address) {
    auto listener = TcpListener::bind({address, 0});
    std::error_code error;
    (void)listener.accept(error, 1ms);
    run.say(error, std::errc::timed_out);
    (void)listener.accept(error, 0ms);
    run.say(error, std::errc::operation_would_block);
    auto client = TcpStream::connect(listener.local_endpoint(), patience);
    auto server = std::move(listener.accept(patience).stream);
    std::array<char, 4> buffer;
    (void)server.recv(buffer, error, 1ms);
    run.say(error, std::errc::timed_out);
    (void)server.recv(buffer, error, 0ms);
    run.say(error, std::errc::operation_would_block);
    client.send_all("ab", patience);
    if (server.recv_exactly(buffer, error, 2ms) > 2) run.say("too much");
    run.say(error, std::errc::timed_out);
    client.send_all("cd", patience);
    (void)server.peek(std::span(buffer).first(1), patience);
    server.recv_exactly(std::span(buffer).first(2), patience);
    run.say(std::string_view(buffer.data(), 2));
    auto udp = UdpSocket::bind({address, 0});
    (void)udp.recv_from(buffer, error, 1ms);
    run.say(error, std::errc::timed_out);
}

void nonblocking_mode(Run& run, const IpAddress& address) {
    auto [client, server] = connected_pair(address, forever);
    server.set_nonblocking(true);
    std::array<char, 8> buffer;
    std::error_code error;
    (void)server.recv(buffer, error);
    run.say(error, std::errc::operation_would_block);
    client.send_all("x");
    server.set_nonblocking(false);
    run.say(server.recv(buffer));
    auto listener = TcpListener::bind({address, 0});
    listener.set_nonblocking(true);
    (void)listener.accept(error);
    run.say(error, std::errc::operation_would_block);
}

void options(Run& run, const IpAddress& address) {
    auto [client, server] = connected_pair(address, forever);
    client.set_no_delay(true);
    client.set_keep_alive(true);
    client.set_linger(3s);
    client.set_send_buffer(50'000);
    client.set_recv_buffer(50'000);
    run.say(client.no_delay() && client.keep_alive() ? "set" : "not set");
    run.say(client.linger_time() == 3s ? "set" : "not set");
    run.say(client.send_buffer() >= 50'000 && client.recv_buffer() >= 50'000 ? "set" : "not set");
    client.shutdown_recv();
    std::array<char, 8> buffer;
    run.say(client.recv(buffer) ? "more" : "the end");
    server.reset();
}

void reset(Run& run, const IpAddress& address) {
    auto [client, server] = connected_pair(address, forever);
    client.reset();
    std::array<char, 8> buffer;
    std::error_code error;
    (void)server.recv(buffer, error);
    run.say(error, std::errc::connection_reset);
}

void early_end(Run& run, const IpAddress& address) {
    auto [client, server] = connected_pair(address, forever);
    client.send_all("1234");
    client.shutdown_send();
    std::array<char, 8> buffer;
    std::error_code error;
    run.say(std::to_string(server.recv_exactly(buffer, error)) + " bytes");
    if (error != Errc::end_of_stream) throw std::system_error(error);
    run.say("the end came early");
}

void binding_errors(Run& run, const IpAddress& address) {
    auto first = TcpListener::bind({address, 0});
    std::error_code error;
    (void)TcpListener::bind(first.local_endpoint(), error);
    run.say(error, std::errc::address_in_use);
    auto udp = UdpSocket::bind({address, 0});
    (void)UdpSocket::bind(udp.local_endpoint(), error);
    run.say(error, std::errc::address_in_use);
    const Endpoint elsewhere{IpAddress::v4(192, 0, 2, 123), 0};
    (void)TcpListener::bind(elsewhere, error, {.exposure = expose_to_network});
    run.say(error, std::errc::address_not_available);
    (void)TcpListener::bind(elsewhere, error);
    run.say(error == Errc::not_loopback ? "kept private" : "exposed");
}

void refused(Run& run, const IpAddress& address, Timeout limit) {
    Endpoint door;
    {
        auto listener = TcpListener::bind({address, 0});
        door = listener.local_endpoint();
    }
    std::error_code error;
    (void)TcpStream::connect(door, error, limit);
    run.say(error, std::errc::connection_refused);
}

void resolve_and_connect(Run& run, Timeout limit) {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const auto servers = resolve("localhost", listener.local_endpoint().port, Families::ipv4);
    auto client = TcpStream::connect(servers, limit);
    auto [server, peer] = listener.accept(limit);
    server.send_all("found", limit);
    server.shutdown_send();
    run.say(read_all(client, limit));
}

void second_of_two(Run& run) {
    auto listener = TcpListener::bind({loopback_v4, 0});
    Endpoint closed;
    {
        auto other = TcpListener::bind({loopback_v4, 0});
        closed = other.local_endpoint();
    }
    const Endpoint servers[] = {closed, listener.local_endpoint()};
    auto client = TcpStream::connect(servers, patience);
    auto [server, peer] = listener.accept(patience);
    server.send_all("second");
    server.close();
    run.say(read_all(client));
}

void datagrams(Run& run, const IpAddress& address, Timeout limit) {
    auto server = UdpSocket::bind({address, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    client.send("hello", limit);
    std::array<char, 8> buffer;
    auto datagram = server.recv_from(buffer, limit);
    run.say(datagram.data);
    server.send_to(datagram.data, datagram.from, limit);
    run.say(client.recv_from(buffer, limit).data);
    client.send("", limit);
    run.say(server.recv_from(buffer, limit).data.empty() ? "empty" : "not empty");
    client.send("longer than the buffer", limit);
    run.say(server.recv_from(buffer, limit).truncated ? "cut" : "whole");
}

void readiness(Run& run, const IpAddress& address) {
    auto listener = TcpListener::bind({address, 0});
    listener.set_nonblocking(true);
    Poller poller;
    poller.add(listener, Interest::recv, 7);
    auto client = TcpStream::connect(listener.local_endpoint());
    std::array<Ready, 4> room;
    // A wait may end early, and for nothing: this one goes on until it has what it waits for.
    const auto wait_for = [&](std::uint64_t key) {
        for (int i = 0; i < 20; ++i) {
            for (const Ready& one : poller.wait(room, patience)) {
                if (one.key == key) return run.say("ready " + std::to_string(key));
            }
        }
        run.say("never ready");
    };
    wait_for(7);
    auto server = std::move(listener.accept().stream);
    server.set_nonblocking(true);
    poller.remove(listener);
    poller.add(server, Interest::recv, 8);
    client.send_all("x");
    wait_for(8);
    std::array<char, 8> buffer;
    run.say(server.recv(buffer));
    poller.modify(server, Interest::send, 9);
    wait_for(9);
    poller.modify(server, Interest::recv, 10);
    run.say(poller.wait(room, 1ms).empty() ? "silence" : "noise");
    poller.wake();
    run.say(poller.wait(room, patience).empty() ? "woken" : "noise");
}

void stopping(Run& run, const IpAddress& address, Timeout limit) {
    auto listener = TcpListener::bind({address, 0});
    std::error_code error;
    {
        const Beside other(
            run, [&] { (void)listener.accept(error, limit); }, [&] { end(listener); });
    }
    run.say(error, std::errc::operation_canceled);
    auto pair = connected_pair(address, limit);
    {
        const auto read = [&] {
            std::array<char, 8> buffer;
            (void)pair.server.recv(buffer, error, limit);
        };
        const Beside other(run, read, [&] { pair.server.stop(); });
    }
    run.say(error, std::errc::operation_canceled);
    auto udp = UdpSocket::bind({address, 0});
    udp.stop();
    std::array<char, 8> buffer;
    (void)udp.recv_from(buffer, error, limit);
    run.say(error, std::errc::operation_canceled);
}

void moves(Run& run, const IpAddress& address) {
    auto a = connected_pair(address, forever);
    auto b = connected_pair(address, forever);
    a.client = std::move(b.client);
    std::array<char, 8> buffer;
    run.say(a.server.recv(buffer) ? "more" : "the end");
    a.client.send_all("x");
    run.say(b.server.recv(buffer));
    TcpStream adopted = TcpStream::adopt(b.server.release());
    adopted.send_all("y");
    run.say(a.client.recv(buffer));
    run.say(adopted.peer_endpoint() == a.client.local_endpoint() ? "known" : "unknown");
}

bool has_ipv6() {
    std::error_code error;
    (void)UdpSocket::bind({loopback_v6, 0}, error);
    return !error;
}

std::vector<Scenario> conversations() {
    std::vector<Scenario> all;
    std::vector<IpAddress> addresses{loopback_v4};
    if (has_ipv6()) addresses.push_back(loopback_v6);
    struct Limit {
        const char* name;
        Timeout limit;
    };
    const Limit limits[] = {{"without a limit", forever}, {"with a limit", patience}};
    for (const IpAddress& address : addresses) {
        const std::string over = address.family() == Family::ipv4 ? ", IPv4" : ", IPv6";
        const auto add = [&](const char* name, auto play) {
            all.push_back({name + over, [=](Run& run) { play(run, address); }});
        };
        const auto add_both = [&](const char* name, auto play) {
            for (const Limit& one : limits) {
                all.push_back({name + over + ", " + one.name,
                               [=, limit = one.limit](Run& run) { play(run, address, limit); }});
            }
        };
        add_both("echo on one thread", echo_on_one_thread);
        add_both("serve on a thread", serve_on_a_thread);
        add_both("half-close", half_close);
        add_both("send much", send_much);
        add_both("refused", refused);
        add_both("stopping", stopping);
        all.back().may_handle = true;  // a stop in the same moment is what is told
        all[all.size() - 2].may_handle = true;
        add_both("datagrams", datagrams);
        all.back().is_stream = false;
        all[all.size() - 2].is_stream = false;
        add("limits that pass", limits_that_pass);
        add("non-blocking mode", nonblocking_mode);
        add("options", options);
        add("reset", reset);
        add("early end", early_end);
        add("binding errors", binding_errors);
        add("readiness", readiness);
        add("moves", moves);
    }
    for (const Limit& one : limits) {
        all.push_back({std::string("resolve and connect, ") + one.name,
                       [limit = one.limit](Run& run) { resolve_and_connect(run, limit); }});
    }
    // What fails for the first endpoint, the second may cure.
    all.push_back({"second of two", second_of_two, true});
    return all;
}

const Scenes scenes{conversations};

}  // namespace
}  // namespace torture
