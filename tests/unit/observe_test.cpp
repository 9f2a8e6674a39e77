#include "support.hpp"

namespace {

class Order : public Observer {
public:
    Fault before(const Call& call) noexcept override {
        lines.push_back("before " + std::string(name(call.operation)));
        return {};
    }
    void after(const Call& call) noexcept override {
        lines.push_back("after " + std::string(name(call.operation)));
    }
    std::vector<std::string> lines;
};

class FaultOn : public Observer {
public:
    FaultOn(Operation operation, Fault fault) : operation_(operation), fault_(fault) {}
    Fault before(const Call& call) noexcept override {
        return call.operation == operation_ ? fault_ : Fault{};
    }
    void after(const Call& call) noexcept override {
        if (call.operation == operation_) last = call.error;
    }
    int last = -1;

private:
    Operation operation_;
    Fault fault_;
};

}  // namespace

TEST_CASE("without an observer nobody is told") {
    CHECK(installed() == nullptr);
    Recorder recorder;
    { Observing observing{recorder}; }
    CHECK(installed() == nullptr);
    auto [client, server] = connected_pair();
    CHECK(recorder.seen().empty());
}

TEST_CASE("observers nest: the inner one is told, and the outer one again afterwards") {
    Recorder outer;
    Recorder inner;
    Observing first{outer};
    CHECK(installed() == &outer);
    {
        Observing second{inner};
        CHECK(installed() == &inner);
        auto socket = UdpSocket::bind({loopback_v4, 0});
    }
    CHECK(installed() == &outer);
    CHECK(outer.seen().empty());
    CHECK_FALSE(inner.seen().empty());
    Observer* before = install(nullptr);
    CHECK(before == &outer);
    install(before);
}

TEST_CASE("each call is shown before and after it, in order") {
    Order order;
    {
        Observing observing{order};
        auto socket = UdpSocket::bind({loopback_v4, 0});
    }
    if (on_linux) {
        CHECK(order.lines == std::vector<std::string>{"before socket", "after socket",
                                                      "before bind", "after bind", "before close",
                                                      "after close"});
    }
    for (std::size_t i = 0; i + 1 < order.lines.size(); i += 2) {
        CHECK(order.lines[i].substr(7) == order.lines[i + 1].substr(6));
    }
}

TEST_CASE("a call says which function made it, for which line, and what it came to") {
    auto [client, server] = connected_pair();
    Recorder recorder;
    Observing observing{recorder};
    const unsigned line = __LINE__ + 1;
    client.send_all("hello");
    std::array<char, 5> buffer;
    server.recv_exactly(buffer);
    const auto seen = recorder.seen();
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].operation == Operation::send);
    CHECK(seen[0].function == "send_all");
    CHECK(seen[0].line == line);
    CHECK(seen[0].result == 5);
    CHECK(seen[0].size == 5);
    CHECK(seen[0].error == 0);
    CHECK(seen[1].function == "recv_exactly");
    CHECK(seen[1].line == line + 2);
    CHECK(seen[1].total == 5);
}

TEST_CASE("progress of send_all and recv_exactly is told call by call") {
    auto [client, server] = connected_pair();
    struct Cutter : Recorder {
        Fault before(const Call&) noexcept override { return {0, 2}; }
    } cutter;
    Observing observing{cutter};
    client.send_all("hello");
    const auto seen = cutter.seen();
    REQUIRE(seen.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(seen[i].done == 2 * i);
        CHECK(seen[i].total == 5);
        CHECK(seen[i].size == 5 - 2 * i);
        CHECK(seen[i].result == (i < 2 ? 2 : 1));
    }
}

TEST_CASE("a limit on bytes is for send and recv alone") {
    struct Cut : Observer {
        Fault before(const Call&) noexcept override { return {0, 1}; }
    } cut;
    Observing observing{cut};
    auto [client, server] = connected_pair();  // options are longer than a byte
    client.set_linger(3s);
    CHECK(client.linger_time() == 3s);
    CHECK(client.send("hello") == 1);
    client.set_linger(-1s);
}

TEST_CASE("a fault keeps the call from the system") {
    auto [client, server] = connected_pair();
    {
        FaultOn fault(Operation::send, Fault::with(std::errc::connection_reset));
        Observing observing{fault};
        std::error_code error;
        client.send_all("lost", error);
        CHECK(error == std::errc::connection_reset);
        CHECK(fault.last == Fault::with(std::errc::connection_reset).error);
    }
    client.send_all("there");
    std::array<char, 16> buffer;
    CHECK(server.recv(buffer) == "there");
}

TEST_CASE("a close that is made to fail still closes") {
    FaultOn fault(Operation::close, Fault::with(std::errc::io_error));
    auto [client, server] = connected_pair();
    {
        Observing observing{fault};
        client.close();
        CHECK(fault.last == Fault::with(std::errc::io_error).error);
    }
    std::array<char, 8> buffer;
    CHECK_FALSE(server.recv(buffer));
}

TEST_CASE("a call can be asked for both ends") {
    struct Asker : Observer {
        Fault before(const Call& call) noexcept override {
            if (call.operation == Operation::send) {
                local = call.local_endpoint();
                peer = call.peer_endpoint();
            }
            return {};
        }
        Endpoint local;
        Endpoint peer;
    } asker;
    auto [client, server] = connected_pair();
    Observing observing{asker};
    client.send_all("x");
    CHECK(asker.local == server.peer_endpoint());
    CHECK(asker.peer == server.local_endpoint());
    Call nothing;
    CHECK(nothing.local_endpoint() == Endpoint{});
    CHECK(nothing.peer_endpoint() == Endpoint{});
    CHECK(!nothing.error_code());
}

TEST_CASE("what was sent and received is shown, and who a client is") {
    struct Bytes_seen : Observer {
        void after(const Call& call) noexcept override {
            const std::string bytes(reinterpret_cast<const char*>(call.bytes.data()),
                                    call.bytes.size());
            if (call.operation == Operation::send) sent += bytes;
            if (call.operation == Operation::recv) received += bytes;
            if (call.operation == Operation::accept && call.error == 0) client = *call.endpoint;
        }
        std::string sent;
        std::string received;
        Endpoint client;
    } seen;
    Observing observing{seen};
    auto [client, server] = connected_pair();
    CHECK(seen.client == client.local_endpoint());
    client.send_all("hello");
    std::array<char, 3> buffer;
    server.recv(buffer);
    CHECK(seen.sent == "hello");
    CHECK(seen.received == "hel");
}

TEST_CASE("observers may come and go while other threads make calls") {
    auto [client, server] = connected_pair();
    Recorder recorder;
    std::atomic<bool> over = false;
    {
        Task talker([&, &client = client, &server = server] {
            std::array<char, 1> buffer;
            for (int i = 0; i < 100'000 && !over; ++i) {
                client.send_all("x");
                server.recv_exactly(buffer);
            }
        });
        for (int i = 0; i < 500; ++i) Observing observing{recorder};
        over = true;
    }
    CHECK(installed() == nullptr);
}

TEST_CASE("every operation has a name of its own") {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < operation_count; ++i) {
        const auto one = name(static_cast<Operation>(i));
        CHECK_FALSE(one.empty());
        for (const auto other : names) CHECK(one != other);
        names.push_back(one);
    }
}
