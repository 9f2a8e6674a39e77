#include "left_out.hpp"
#include "posix.hpp"

#include <grp.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <cstdlib>
#include <sstream>

namespace {

/// Runs `work` in a child process and gives what it returns; it may not use doctest.
class Child {
public:
    template <class Work>
    explicit Child(Work work) {
        int answer[2];
        int stay[2];
        REQUIRE(::pipe2(answer, O_CLOEXEC) == 0);
        REQUIRE(::pipe2(stay, O_CLOEXEC) == 0);
        id_ = ::fork();
        REQUIRE(id_ >= 0);
        if (id_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            work([&](const std::string& text) {
                (void)!::write(answer[1], text.data(), text.size());
                ::close(answer[1]);
                char none;
                (void)!::read(stay[0], &none, 1);  // until the parent lets go
            });
            ::_exit(0);
        }
        ::close(answer[1]);
        ::close(stay[0]);
        stay_ = stay[1];
        char room[4096];
        for (ssize_t count; (count = ::read(answer[0], room, sizeof room)) > 0;) {
            said_.append(room, static_cast<std::size_t>(count));
        }
        ::close(answer[0]);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { end(); }

    [[nodiscard]] std::uint32_t id() const { return static_cast<std::uint32_t>(id_); }
    [[nodiscard]] const std::string& said() const { return said_; }
    void end() {
        if (id_ <= 0) return;
        (void)!::write(stay_, "", 1);  // a child that came later has this end, too
        ::close(stay_);
        ::waitpid(id_, nullptr, 0);
        id_ = -1;
    }

private:
    pid_t id_ = -1;
    int stay_ = -1;
    std::string said_;
};

std::uint32_t own_process() { return static_cast<std::uint32_t>(::getpid()); }

std::string output_of(const std::string& command) {
    std::string text;
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    char room[4096];
    for (std::size_t count; (count = std::fread(room, 1, sizeof room, pipe)) > 0;) {
        text.append(room, count);
    }
    ::pclose(pipe);
    return text;
}

/// What ss prints for one of our listeners: "127.0.0.1:62893 unit_listeners_ 4242".
std::string as_ss_has_it(const std::string& flags, const Endpoint& door) {
    std::istringstream lines(
        output_of("ss -H -n -p " + flags + " 'sport = :" + to_string(door.port) + "'"));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream columns(line);
        std::string state, in, out, local;
        columns >> state >> in >> out >> local;
        const std::size_t name = line.find("((\"");
        const std::size_t process = line.find(",pid=" + std::to_string(own_process()) + ',');
        if (name == line.npos || process == line.npos) continue;
        const std::size_t end = line.find('"', name + 3);
        return local + ' ' + line.substr(name + 3, end - name - 3) + ' ' +
               std::to_string(own_process());
    }
    return "nothing";
}

std::string as_we_have_it(const std::vector<Listener>& found) {
    for (const Listener& one : found) {
        if (one.process != own_process()) continue;
        return to_string(one.endpoint) + ' ' + one.program.substr(0, 15) + ' ' +
               std::to_string(one.process);
    }
    return "nothing";
}

}  // namespace

TEST_CASE("ss has the same to say of our sockets") {
    if (output_of("command -v ss").empty()) {
        tests::left_out("ss (iproute2) is missing");
        return;
    }
    auto addresses = loopbacks();
    addresses.push_back(IpAddress::v4(127, 0, 0, 2));
    for (const IpAddress& address : addresses) {
        CAPTURE(address);
        auto listener = TcpListener::bind({address, 0});
        const Endpoint door = listener.local_endpoint();
        CHECK(as_ss_has_it("-l -t", door).starts_with(to_string(door) + ' '));
        CHECK(as_ss_has_it("-l -t", door) == as_we_have_it(who_listens(door)));

        auto socket = UdpSocket::bind({address, 0});
        const Endpoint place = socket.local_endpoint();
        CHECK(as_ss_has_it("-l -u", place).starts_with(to_string(place) + ' '));
        CHECK(as_ss_has_it("-l -u", place) == as_we_have_it(who_listens(place, Protocol::udp)));
    }
    auto wildcard = TcpListener::bind({any_v4, 0}, expose_to_network);
    const Endpoint door = wildcard.local_endpoint();
    CHECK(as_ss_has_it("-l -t", door) == as_we_have_it(who_listens(door)));
    CHECK(as_we_have_it(who_listens(door)).starts_with("0.0.0.0:"));
}

TEST_CASE("a UDP socket with a peer is none that takes datagrams from anybody") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    CHECK(as_we_have_it(who_listens(client.local_endpoint(), Protocol::udp)) == "nothing");
    CHECK(as_we_have_it(who_listens(server.local_endpoint(), Protocol::udp)) != "nothing");
}

TEST_CASE("an IPv4-mapped address is shown as such, and met at its IPv4 address") {
    std::error_code error;
    (void)UdpSocket::bind({loopback_v6, 0}, error);
    if (error) {
        tests::left_out("this machine has no ::1");
        return;
    }
    const int handle = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(handle >= 0);
    const auto socket = Socket::adopt(handle);
    const int off = 0;
    ::setsockopt(handle, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    ::inet_pton(AF_INET6, "::ffff:127.0.0.1", &address.sin6_addr);
    REQUIRE(::bind(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(handle, 1) == 0);
    socklen_t size = sizeof address;
    ::getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size);
    const Port port{ntohs(address.sin6_port)};
    const auto met = as_we_have_it(who_listens({loopback_v4, port}));
    CHECK(met.starts_with("[::ffff:127.0.0.1]:" + to_string(port) + ' '));
}

TEST_CASE("a child's listener is found with the child's process, name and start") {
    const Child child([](auto tell) {
        ::prctl(PR_SET_NAME, ") S 1 \x1b[2J(");
        auto listener = TcpListener::bind({loopback_v4, 0});
        tell(to_string(listener.local_endpoint()));
    });
    const Endpoint door = parse_endpoint(child.said());
    const auto found = who_listens(door);
    REQUIRE(found.size() == 1);
    CHECK(found[0].process == child.id());
    CHECK(found[0].program == ") S 1 \x1b[2J(");
    REQUIRE(found[0].since.has_value());
    const auto age = std::chrono::system_clock::now() - *found[0].since;
    CHECK(age > -1s);
    CHECK(age < 1min);
    CHECK(who_holds(door).starts_with(") S 1 \\x1b[2J( (process " + std::to_string(child.id()) +
                                      ", started "));
}

TEST_CASE("the start is that of the process, to a second, not of its socket") {
    // ps works it out from the same field by itself.
    const std::string elapsed = output_of("ps -o etimes= -p " + std::to_string(own_process()));
    if (elapsed.empty()) {
        tests::left_out("ps (procps) is missing");
        return;
    }
    auto listener = TcpListener::bind({loopback_v4, 0});
    const auto found = who_listens(listener.local_endpoint());
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].since.has_value());
    const auto age = std::chrono::system_clock::now() - *found[0].since;
    const std::chrono::seconds by_ps(std::stol(elapsed));
    CHECK(age > by_ps - 2s);
    CHECK(age < by_ps + 30s);  // a loaded machine takes its time between the two
}

TEST_CASE("a socket that two processes share is listed for each of them") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const int again = ::fcntl(listener.native_handle(), F_DUPFD_CLOEXEC, 0);
    const auto twice = Socket::adopt(again);  // still one socket of one process
    const Endpoint door = listener.local_endpoint();
    Child child([](auto tell) { tell("here"); });
    auto found = who_listens(door);
    REQUIRE(found.size() == 2);
    CHECK(found[0].process == std::min(own_process(), child.id()));
    CHECK(found[1].process == std::max(own_process(), child.id()));
    child.end();
    found = who_listens(door);
    REQUIRE(found.size() == 1);
    CHECK(found[0].process == own_process());
}

TEST_CASE("three holders are named, and of more the number") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    std::vector<std::unique_ptr<Child>> children;
    for (int i = 0; i < 4; ++i) {
        children.push_back(std::make_unique<Child>([](auto tell) { tell("here"); }));
    }
    const std::string holders = who_holds(listener.local_endpoint());
    CAPTURE(holders);
    CHECK(holders.ends_with(" and 2 more"));
    CHECK(holders.find(std::to_string(own_process())) != holders.npos);
}

TEST_CASE("another user's program cannot be seen, and is not guessed") {
    if (::geteuid() != 0) {
        tests::left_out("only root can become another user");
        return;
    }
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    const Child nobody([&](auto tell) {
        listener = TcpListener();  // the child has none of it
        constexpr uid_t user = 65534;
        if (::setgroups(0, nullptr) != 0 || ::setgid(user) != 0 || ::setuid(user) != 0) {
            return tell("still root");
        }
        std::string said;
        for (const Listener& one : who_listens(door)) {
            said += to_string(one.endpoint) + ' ' + std::to_string(one.process) + " '" +
                    one.program + "' " + (one.since ? "since " : "- ") +
                    (one.user ? std::to_string(*one.user) : "-") + '\n';
        }
        auto own = TcpListener::bind({loopback_v4, 0});
        for (const Listener& one : who_listens(own.local_endpoint())) {
            said += one.process == own_process() ? "own\n" : "unknown\n";
        }
        tell(said + who_holds(door));
    });
    CHECK(nobody.said() ==
          to_string(door) + " 0 '' - 0\nown\na program of user root that cannot be seen from here");
    CHECK(who_holds(door).find("cannot be seen") == std::string::npos);
}

TEST_CASE("a process without a descriptor left is told so") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    const std::size_t before = open_descriptors();
    std::error_code error;
    std::string holder;
    SUBCASE("listeners") {
        const NoDescriptorLeft none;
        CHECK(listeners(error).empty());
    }
    SUBCASE("who_listens") {
        const NoDescriptorLeft none;
        CHECK(who_listens(door, error).empty());
    }
    CHECK(error == std::errc::too_many_files_open);
    {
        const NoDescriptorLeft none;
        holder = who_holds(door);
    }
    CHECK(holder == "not known: this system was asked and said \"Too many open files\"");
    CHECK(open_descriptors() == before);
}

TEST_CASE("asking leaves no descriptor open") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const std::size_t before = open_descriptors();
    for (int i = 0; i < 20; ++i) (void)listeners();
    CHECK(open_descriptors() == before);
}
