#include "left_out.hpp"
#include "posix.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>

namespace {

/// Something that a program does with the library, and the system calls that careful C would need.
struct Step {
    std::string name;              ///< empty for one that only waits for the one before
    std::string seen_by_the_seam;  ///< as `name(Operation)` has it: recv stands for recvmsg, too
    std::string seen_by_strace;
    std::function<void()> action;
};

/// Sockets, and what is done with them, step by step.
class Conversation {
public:
    void run(const std::function<void(const Step&)>& each) {
        for (const Step& step : steps_) step.name.empty() ? step.action() : each(step);
    }
    [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

private:
    static Step until_there(const Socket& socket) {
        return {"", "", "", [&socket] {
                    Poller poller;
                    std::array<Ready, 1> room;
                    poller.add(socket, Interest::recv, 1);
                    (void)poller.wait(room);
                }};
    }

    TcpListener listener_;
    Endpoint door_;
    TcpStream client_;
    TcpStream server_;
    UdpSocket udp_;
    UdpSocket partner_;
    Endpoint self_;
    std::optional<Poller> poller_;
    std::array<char, 8> buffer_{};
    std::array<Ready, 8> room_;
    std::error_code error_;

    const std::vector<Step> steps_{
        {"bind", "socket setsockopt bind listen", "socket setsockopt bind listen",
         [this] {
             listener_ = TcpListener::bind({loopback_v4, 0});
         }},
        {"local_endpoint", "getsockname", "getsockname",
         [this] { door_ = listener_.local_endpoint(); }},
        {"connect", "socket connect getsockname", "socket connect getsockname",
         [this] { client_ = TcpStream::connect(door_); }},
        {"accept", "accept", "accept4", [this] { server_ = std::move(listener_.accept().stream); }},
        {"peer_endpoint", "", "", [this] { (void)server_.peer_endpoint(); }},
        {"send", "send", "sendto", [this] { client_.send("12345678"); }},
        {"peek", "recv", "recvfrom", [this] { (void)server_.peek(buffer_); }},
        {"recv", "recv", "recvfrom", [this] { server_.recv(buffer_); }},
        {"send_all", "send", "sendto", [this] { client_.send_all("12345678"); }},
        {"recv_exactly", "recv", "recvfrom", [this] { server_.recv_exactly(buffer_); }},
        {"send with a limit", "send", "sendto", [this] { client_.send("12345678", 10s); }},
        until_there(server_),
        {"recv with a limit", "recv", "recvfrom", [this] { server_.recv(buffer_, 10s); }},
        {"send_all with a limit", "send", "sendto", [this] { client_.send_all("12345678", 10s); }},
        until_there(server_),
        {"recv_exactly with a limit", "recv", "recvfrom",
         [this] { server_.recv_exactly(buffer_, 10s); }},
        {"send, tried once", "send", "sendto", [this] { client_.send("1", error_, 0ms); }},
        until_there(server_),
        {"recv, tried once", "recv", "recvfrom", [this] { (void)server_.recv(buffer_, 0ms); }},
        {"recv of nothing, tried once", "recv", "recvfrom",
         [this] { (void)server_.recv(buffer_, error_, 0ms); }},
        {"recv that waits", "recv poll", "recvfrom poll",  // no poll once the time is over
         [this] { (void)server_.recv(buffer_, error_, 300ms); }},
        {"set_no_delay", "setsockopt", "setsockopt", [this] { client_.set_no_delay(true); }},
        {"no_delay", "getsockopt", "getsockopt", [this] { (void)client_.no_delay(); }},
        {"set_nonblocking", "fcntl", "fcntl fcntl", [this] { server_.set_nonblocking(true); }},
        {"recv of nothing, non-blocking", "recv", "recvfrom",
         [this] { (void)server_.recv(buffer_, error_); }},
        {"Poller", "epoll_ctl", "epoll_create1 eventfd2 epoll_ctl", [this] { poller_.emplace(); }},
        {"add", "epoll_ctl", "epoll_ctl", [this] { poller_->add(server_, Interest::both, 1); }},
        {"wait", "poll", "epoll_wait", [this] { (void)poller_->wait(room_); }},
        {"wait with a limit", "poll", "epoll_wait", [this] { (void)poller_->wait(room_, 10s); }},
        {"modify", "epoll_ctl", "epoll_ctl",
         [this] { poller_->modify(server_, Interest::recv, 2); }},
        {"wait for nothing", "poll", "epoll_wait", [this] { (void)poller_->wait(room_, 1ms); }},
        {"wake", "", "write", [this] { poller_->wake(); }},
        {"wait that is woken", "poll", "epoll_wait read", [this] { (void)poller_->wait(room_); }},
        {"remove", "epoll_ctl", "epoll_ctl", [this] { poller_->remove(server_); }},
        {"shutdown_send", "shutdown", "shutdown", [this] { client_.shutdown_send(); }},
        {"recv of the end", "recv", "recvfrom", [this] { (void)server_.recv(buffer_); }},
        {"close", "close", "close", [this] { server_.close(); }},
        {"bind of datagrams", "socket bind", "socket bind",
         [this] {
             udp_ = UdpSocket::bind({loopback_v4, 0});
         }},
        {"their local_endpoint", "getsockname", "getsockname",
         [this] { self_ = udp_.local_endpoint(); }},
        {"connect of datagrams", "socket connect", "socket connect",
         [this] { partner_ = UdpSocket::connect(self_); }},
        {"send_to", "send", "sendto", [this] { udp_.send_to("x", self_); }},
        {"recv_from", "recv", "recvmsg", [this] { (void)udp_.recv_from(buffer_); }},
        {"send to a partner", "send", "sendto", [this] { partner_.send("x"); }},
        until_there(udp_),
        {"recv_from with a limit", "recv", "recvmsg",
         [this] { (void)udp_.recv_from(buffer_, 10s); }},
    };
};

std::string joined(const std::vector<Operation>& operations) {
    std::string all;
    for (const Operation one : operations) all += (all.empty() ? "" : " ") + std::string(name(one));
    return all;
}

/// Tells what lies between two of them in a trace: a call that fails, and that nothing else makes.
void mark(const std::string& what) { (void)::access(what.c_str(), F_OK); }

/// A trace's calls, by the mark that stands before them.
std::map<std::string, std::string> read_trace(const char* path) {
    std::map<std::string, std::string> calls;
    std::string now;
    std::ifstream trace{path};
    for (std::string line; std::getline(trace, line);) {
        std::string call = line.substr(0, line.find('('));
        if (call == "access" || call == "faccessat") {
            const std::size_t quote = line.find('"');
            now = line.substr(quote + 1, line.find('"', quote + 1) - quote - 1);
            calls[now];
            continue;
        }
        if (call == "ppoll") call = "poll";  // what some processors' systems have for it
        if (call == "epoll_pwait") call = "epoll_wait";
        calls[now] += (calls[now].empty() ? "" : " ") + call;
    }
    return calls;
}

}  // namespace

TEST_CASE("each operation is the system calls of careful C: bind four, connect three, accept one") {
    Conversation conversation;
    Recorder recorder;
    Observing observing{recorder};
    conversation.run([&](const Step& step) {
        CAPTURE(step.name);
        recorder.clear();
        step.action();
        CHECK(joined(recorder.operations()) == step.seen_by_the_seam);
    });
}

TEST_CASE("a conversation, traced" * doctest::skip()) {
    Conversation conversation;
    conversation.run([](const Step& step) {
        mark(step.name);
        step.action();
        mark("between");
    });
}

TEST_CASE("strace counts the same") {
    if (sanitized) return;  // a sanitizer makes calls of its own
    if (std::system("strace -o /dev/null true >/dev/null 2>&1") != 0) {
        tests::left_out("strace is missing, or not allowed");
        return;
    }
    char path[] = "/tmp/loopback-trace-XXXXXX";
    const int file = ::mkstemp(path);
    REQUIRE(file != -1);
    ::close(file);
    const std::string command = std::string("strace -o ") + path + " /proc/" +
                                std::to_string(::getpid()) +
                                "/exe --no-skip -tc='a conversation*' >/dev/null 2>&1";
    const int ended = std::system(command.c_str());
    auto calls = read_trace(path);
    ::unlink(path);
    REQUIRE(ended == 0);
    const Conversation conversation;
    for (const Step& step : conversation.steps()) {
        if (step.name.empty()) continue;
        CAPTURE(step.name);
        REQUIRE(calls.count(step.name) == 1);
        CHECK(calls[step.name] == step.seen_by_strace);
    }
}
