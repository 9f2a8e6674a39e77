// A check program whose answers hang in each way there is, or only seem to: see hanging_test.cpp.

#include "harness/check.hpp"
#include "harness/stage.hpp"
#include "loopback/tcp.hpp"

#if !defined(_WIN32)
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#endif

using namespace loopback;
using harness::Stage;

namespace {

Stage& open_stage() { return Stage::open("lessons/99", "Here"); }

struct Pair {
    TcpStream client;
    TcpStream server;
};

Pair connected() {
    auto door = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(door.local_endpoint());
    return {std::move(client), door.accept().stream};
}

// As on a machine that lets this process not run at all for longer than the watchdog waits.
void is_not_let_run() {
#if !defined(_WIN32)
    const pid_t other = ::fork();
    if (other == 0) {
        ::kill(::getppid(), SIGSTOP);
        const timespec while_stopped{0, 400'000'000};
        ::nanosleep(&while_stopped, nullptr);
        ::kill(::getppid(), SIGCONT);
        ::_exit(0);
    }
    ::waitpid(other, nullptr, 0);
#endif
}

}  // namespace

LOOPBACK_CHECK("9.1", "everyone waits") {
    Stage& stage = open_stage();
    auto& talk = *new Pair(connected());
    stage.runs("answer", [&talk] {
        char one = 0;
        (void)talk.server.recv(std::span(&one, 1));
    });
    stage.waits_until_returned();
}

LOOPBACK_CHECK("9.2", "the answer computes, and never stops") {
    Stage& stage = open_stage();
    stage.runs("answer", [] {
        for (volatile unsigned i = 0;;) i = i + 1;
    });
    stage.waits_until_returned();
}

LOOPBACK_CHECK("9.3", "the answer moves bytes in a circle") {
    Stage& stage = open_stage();
    auto& talk = *new Pair(connected());
    stage.runs("answer", [&talk] {
        for (char one = 'x';;) {
            talk.client.send_all(std::string_view(&one, 1));
            (void)talk.server.recv(std::span(&one, 1));
        }
    });
    stage.waits_until_returned();
}

LOOPBACK_CHECK("9.4", "the answer is right, and is not let run for a while") {
    Stage& stage = open_stage();
    auto door = TcpListener::bind({loopback_v4, 0});
    harness::Peer& a = stage.peer();
    a.connects(door.local_endpoint());
    auto& stream = *new TcpStream(door.accept().stream);
    stage.runs("answer", [&stream] {
        char one = 0;
        (void)stream.recv(std::span(&one, 1));
        // More than once: a watchdog that is wrong about it has to get to its verdict.
        for (int times = 0; times < 4; ++times) is_not_let_run();
        stream.send_all(std::string_view(&one, 1));
    });
    a.sends("x").receives("x");
    stage.waits_until_returned();
}
