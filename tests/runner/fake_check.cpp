// Stands in for a check program. The check's number says how it ends: see judge_test.cpp.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <future>
#include <string>

#include "loopback/tcp.hpp"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
static std::FILE* open_records(const char* number) {
    return ::_fdopen(::_open_osfhandle(std::atoll(number), _O_BINARY), "wb");
}
static void leave_a_process_behind() {}
static void leave_a_daemon_behind() {}
// As the harness has it: MinGW's abort() would be exit(3), and nothing else.
static const auto abort_by_status =
    std::signal(SIGABRT, [](int) { ::TerminateProcess(::GetCurrentProcess(), 0xC0000409); });
#else
#include <unistd.h>
static std::FILE* open_records(const char* number) { return ::fdopen(std::atoi(number), "w"); }
// As a daemon does: with a session of its own.
static void leave_a_daemon_behind() {
    auto listener = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    std::printf("%d\n", listener.local_endpoint().port.number());
    std::fflush(stdout);
    int ready[2];
    if (::pipe(ready) != 0) std::abort();
    if (::fork() == 0) {
        ::setsid();
        if (::fork() != 0) ::_exit(0);
        ::close(ready[1]);  // the parent sees the end of the stream once both have
        for (;;) ::pause();
    }
    ::close(ready[1]);
    char nothing = 0;
    static_cast<void>(!::read(ready[0], &nothing, 1));
}
// A process that holds a port, and our pipes, and does not end by itself.
static void leave_a_process_behind() {
    auto listener = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    std::printf("%d\n", listener.local_endpoint().port.number());
    std::fflush(stdout);
    if (::fork() == 0)
        for (;;) ::pause();
}
#endif

static std::FILE* records;

static void tell(const char* lines) {
    std::fputs(lines, records);
    std::fflush(records);
}

// Time passes, and signs of life come.
static void live(int how_often) {
    std::promise<void> nobody_keeps;
    const std::future<void> never = nobody_keeps.get_future();
    for (int i = 0; i != how_often; ++i) {
        never.wait_for(std::chrono::milliseconds(i == 0 ? 0 : 400));
        tell("lives\t1\n");
    }
}

int main(int argc, char** argv) {
    std::string id;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--check") == 0) id = argv[i + 1];
        if (std::strcmp(argv[i], "--records") == 0) records = open_records(argv[i + 1]);
        if (std::strcmp(argv[i], "--trace") == 0) std::fprintf(stderr, "traced\n");
        if (std::strcmp(argv[i], "--list") == 0)
            std::printf("noise\n1.1\tpasses\n1.2\tfails\nno\tcheck\n");
    }
    if (id.empty()) return 0;
    tell(("begin\t" + (id == "1.14" ? "7.7" : id) + "\ta title\nstep\tA sends\t\"x\"\n").c_str());
    switch (std::atoi(id.c_str() + 2)) {
        case 1: tell("verdict\tpass\nran\t1\n"); return 0;
        case 2: tell("expected\ta\nseen\tb\nverdict\tfail\nran\t1\n"); return 1;
        case 3: std::exit(0);
        case 4: std::exit(3);
        case 5: std::abort();
        case 6: std::promise<void>().get_future().wait(); return 0;
        case 7:
            for (;;) std::puts("a gigabyte of output");
        case 8: tell("verdict\tfail\nverdict\tpass\nran\t1\n"); return 0;
        case 9: tell("ran\t0\n"); return 0;
        case 10: tell("verdict\tpass\nran\t1\n\x01\xff garbage\n"); return 0;
        case 11: tell("verdict\tpass\nran\t1\n"); std::abort();
        case 12: tell("verdict\tpass\nran\t1\n"); return 1;
        case 13: tell("verdict\tpass\n"); return 0;
        case 14: tell("verdict\tpass\nran\t1\n"); return 0;
        case 15:
            leave_a_process_behind();
            tell("verdict\tpass\nran\t1\n");
            return 0;
        case 16:
            for (;;) tell("step\tA sends\t\"a gigabyte of records\"\n");
        case 17: tell("verdict\tpass\nran\t2\n"); return 0;
        case 18:
            tell("verdict\tpass\nran\t1\n");
            std::promise<void>().get_future().wait();
            return 0;
        case 21:
            leave_a_daemon_behind();
            tell("verdict\tpass\nran\t1\n");
            return 0;
        case 19: tell("verdict\tstuck\nseen\trecv() waits\nran\t1\n"); return 1;
        case 25:
            live(10);
            tell("verdict\tpass\nran\t1\n");
            return 0;
        case 26: live(-1); return 0;
        case 24: tell("crash\tthere is nothing behind it\tlessons/01\n"); std::abort();
        case 22: tell("crash\tearlier\tlessons/01\ncrash\t\n"); std::abort();
        case 23:
            tell("crash\tnot this\tlessons/02\ncause\tthis\nverdict\tfail\nran\t1\n");
            return 1;
        default: tell("verdict\tsplendid\nran\t1\n"); return 0;
    }
}
