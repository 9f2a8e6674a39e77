// ./sandbox tour: lesson 01's server and a client in this process talk, and both are narrated.

#include <array>
#include <chrono>

#include "commands/commands.hpp"
#include "commands/port_owner.hpp"
#include "judge/build.hpp"
#include "loopback/narrate.hpp"
#include "loopback/tcp.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

using namespace std::chrono_literals;
using platform::Child;
using platform::Clock;

constexpr std::string_view greeting = "hello\n";

/// The server's process, and what it says.
class Server {
public:
    Server(const platform::Command& command, Printer& printer, std::chrono::milliseconds patience)
        : child_(command), printer_(printer), patience_(patience) {}

    /// Shows what the server says until a line has `word` in it. False when none came.
    bool hear(std::string_view word) {
        const auto deadline = Clock::now() + patience_;
        std::string chunk;
        for (;;) {
            if (show_until(word)) {
                finish_the_sentence();
                return true;
            }
            const Child::Event event = child_.wait(deadline, chunk);
            if (event == Child::Event::output) said_ += chunk;
            if (event == Child::Event::ended || event == Child::Event::nothing) {
                ended_ = event == Child::Event::ended;
                return show_until(word);
            }
        }
    }

    /// Presses Ctrl-C for it and shows its last words. False when it did not end.
    bool stop() {
        child_.interrupt();
        hear("\n");  // which no line has: until the end
        return ended_;
    }

    [[nodiscard]] bool ended() const { return ended_; }
    [[nodiscard]] platform::ExitReport ending() const { return child_.ending(); }
    [[nodiscard]] const std::string& said() const { return said_; }
    void show_from_now_on() { shown_ = 0; }

    /// Until the server listens, what it says may have to be shown in another way.
    bool silent = true;

private:
    /// What the server says right after, before it waits again, belongs to the same step.
    void finish_the_sentence() {
        std::string chunk;
        while (child_.wait(Clock::now() + 30ms, chunk) == Child::Event::output) said_ += chunk;
        if (!silent) show_until("\n");  // which no line has: all of them
    }

    bool show_until(std::string_view word) {
        for (;;) {
            const std::size_t end = said_.find('\n', shown_);
            if (end == std::string::npos) return false;
            const std::string line = said_.substr(shown_, end - shown_);
            shown_ = end + 1;
            if (!silent) say(line);
            if (line.find(word) != std::string::npos) return true;
        }
    }

    void say(const std::string& line) {
        printer_.print(wrapped(harmless(line, printer_.style().charset), printer_.style().width,
                               "     server | "));
    }

    Child child_;
    Printer& printer_;
    std::chrono::milliseconds patience_;
    std::string said_;
    std::size_t shown_ = 0;
    bool ended_ = false;
};

[[noreturn]] void cannot_listen(const Context& context, const Server& server) {
    std::error_code error;
    auto probe =
        loopback::TcpListener::bind({loopback::loopback_v4, loopback::Port(context.port)}, error);
    if (error != std::errc::address_in_use)
        throw Trouble{Status::setup_missing,
                      fill(messages::tour_server_failed, {harmless(server.said())})};
    throw Trouble{
        Status::setup_missing,
        fill(messages::tour_port_taken, {std::to_string(context.port), port_owner(context.port),
                                         ways_on(context.port, "./sandbox tour")})};
}

/// The endpoint in the server's first line, "Listening on 127.0.0.1:62893".
loopback::Endpoint endpoint_in(const std::string& said) {
    const std::size_t at = said.find("Listening on ");
    if (at == std::string::npos) return loopback::home;
    const std::size_t start = at + 13;
    return loopback::parse_endpoint(said.substr(start, said.find_first_of(" \r\n", start) - start));
}

class Tour {
public:
    Tour(Context& context, Server& server) : printer_(context.printer), server_(server) {}

    void walk() {
        const auto patience = 30s;
        const loopback::Endpoint endpoint = endpoint_in(server_.said());
        step(messages::tour_connect);
        auto stream = loopback::TcpStream::connect(endpoint, patience);
        client(fill(messages::tour_connected,
                    {loopback::to_string(endpoint), loopback::to_string(stream.local_endpoint())}));
        server_.hear("accept ");

        step(messages::tour_talk);
        stream.send_all(greeting);
        client(fill(messages::tour_sent, {loopback::quoted(greeting)}));
        server_.hear("send ");
        std::array<char, 4096> buffer;
        std::string received;
        while (received.size() < greeting.size()) {
            const auto piece = stream.recv(buffer, patience);
            if (!piece) break;
            received.append(piece.begin(), piece.end());
        }
        client(fill(messages::tour_received, {loopback::quoted(received)}));

        step(messages::tour_goodbye);
        stream.shutdown_send();
        client(messages::tour_shutdown);
        server_.hear("close ");
        if (!stream.recv(buffer, patience)) client(messages::tour_end_of_stream);
    }

    void step(std::string_view text) {
        printer_.paragraph(text, " " + std::to_string(++steps_) + "  ");
    }

private:
    void client(std::string_view text) { printer_.paragraph(text, "     client | "); }

    Printer& printer_;
    Server& server_;
    int steps_ = 0;
};

}  // namespace

ExitStatus tour(Context& context, const Request&) {
    const Folder& lesson = context.course.lessons.begin()->second;
    const std::string program = "lesson-" + two_digits(lesson.number);
    build_own_target(context, program, lesson.name);

    platform::Command command;
    command.words = {platform::text_of(context.program(program)), "--port",
                     std::to_string(context.port), "--trace"};
    command.family = platform::Family::own;
    Printer& printer = context.printer;
    const auto patience =
        std::chrono::milliseconds(static_cast<long long>(30000 * context.time_scale));
    Server server(command, printer, patience);
    if (!server.hear("Listening on ")) cannot_listen(context, server);

    say_port_of_user(context);
    printer.paragraph(
        fill(messages::tour_intro, {loopback::to_string(endpoint_in(server.said()))}));
    printer.line();
    Tour tour(context, server);
    tour.step(messages::tour_listen);
    server.silent = false;
    server.show_from_now_on();
    server.hear("Listening on ");
    try {
        tour.walk();
    } catch (const loopback::SocketError& error) {
        throw Trouble{Status::setup_missing,
                      fill(messages::tour_interrupted, {error.what(), harmless(server.said())})};
    }
    tour.step(messages::tour_stop);
    const bool stopped = server.stop();
    if (!stopped || server.ending().by_signal || server.ending().code != 0)
        printer.paragraph(fill(messages::tour_unclean, {std::to_string(server.ending().code)}));
    printer.line();
    printer.paragraph(messages::tour_done);
    const std::string number = std::to_string(lesson.number);
    printer.paragraph(fill(messages::tour_next, {lesson.shown("README.md"), number}),
                      messages::next_wide);
    return exit_with(Status::done);
}

}  // namespace runner
