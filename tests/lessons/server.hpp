#pragma once

// A lesson's server as a process, and shells that run a user's commands against it.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "left_out.hpp"
#include "loopback/tcp.hpp"
#include "process.hpp"

namespace tests {

inline std::string lesson_program() { return folder_from("LESSON"); }

/// The lesson's program without the library, which its text quotes.
inline std::string raw_program() { return folder_from("RAW"); }

/// The program of another lesson, which stands beside this one's.
inline std::string lesson_program(const std::string& number) {
    const std::string mine = lesson_program();
    return mine.substr(0, mine.rfind("lesson-")) + "lesson-" + number;
}

/// Runs the lesson's program to its end. `before` goes in front of it on the command line of a
/// shell: `LOOPBACK_PORT=0`, which is not set otherwise.
inline Finished finished(const std::string& flags, const std::string& before = "") {
    return finish(
        {{"sh", "-c", "unset LOOPBACK_PORT; " + before + " \"$0\" " + flags, lesson_program()}});
}

inline bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

/// Whether a case has to be left out for want of a program, which is said.
inline bool lacks(const std::string& program) {
    if (has_program(program)) return false;
    left_out(program + " is not installed here");
    return true;
}

/// Ends this test as skipped, and says why, unless `name` is a program on this machine.
inline void need_program(const std::string& name) {
    if (has_program(name)) return;
    std::cout << "SKIPPED: " << name << " is not installed here\n" << std::flush;
    std::exit(77);
}

/// A shell that runs `script`; $PORT is there to be used.
class Shell : public Process {
public:
    explicit Shell(const std::string& script, loopback::Port port = 0,
                   Streams streams = Streams::pipes)
        : Process({{"sh", "-c", script}, {{"PORT", to_string(port)}}, "", streams}) {}
};

/// What `script` printed, once it has ended.
inline std::string result_of(const std::string& script, loopback::Port port) {
    Shell shell(script, port);
    shell.close_input();
    CHECK(shell.wait().status == 0);
    return shell.output();
}

/// The lesson's server on a port that the system chose. `before` goes in front of its command
/// line in the shell that becomes it: `ulimit -n 4;`.
class Server {
public:
    explicit Server(const std::string& flags = "--port 0", const std::string& before = "",
                    const std::string& program = lesson_program())
        : process_({{"sh", "-c", before + " exec \"$0\" " + flags, program}}) {
        const std::string first = "Listening on ";
        REQUIRE_MESSAGE(process_.hear("Ctrl-C ends this server.\n"), process_.output());
        const std::size_t start = process_.output().find(first) + first.size();
        const std::size_t end = process_.output().find('\n', start);
        endpoint_ = loopback::parse_endpoint(process_.output().substr(start, end - start));
    }

    [[nodiscard]] loopback::Endpoint endpoint() const { return endpoint_; }
    [[nodiscard]] loopback::Port port() const { return endpoint_.port; }
    [[nodiscard]] const std::string& output() const { return process_.output(); }
    [[nodiscard]] bool hear(std::string_view text) { return process_.hear(text); }
    [[nodiscard]] bool hear_more() { return process_.hear_more_than(output().size()); }
    [[nodiscard]] int id() const { return process_.id(); }

    /// Sends `signal` and returns the exit status.
    int end(int signal = SIGINT) {
        process_.send_signal(signal);
        return process_.wait().status;
    }

private:
    Process process_;
    loopback::Endpoint endpoint_;
};

/// Sends `message`, finishes, and returns everything that came back.
inline std::string echo_of(std::string_view message, const loopback::Endpoint& server) {
    auto stream = loopback::TcpStream::connect(server, patience());
    stream.send_all(message, patience());
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer, patience())) answer += received;
    return answer;
}

}  // namespace tests
