// ./sandbox tour: lesson 01's server and a client in this process talk, and both are narrated.

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>

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
    /// Also the calls by which it sets options and asks for names.
    bool tells_all = false;

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
            if (!silent && (tells_all || !is_detail(line))) say(line);
            if (line.find(word) != std::string::npos) return true;
        }
    }

    /// A call that the story does not need.
    static bool is_detail(std::string_view line) {
        return line.starts_with("set ") || line.starts_with("getsockname") ||
               line.starts_with("ask for ");
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

/// Who is where, drawn below each scene: the client on the left, the server on the right.
class Picture {
public:
    explicit Picture(std::string server) : server_(in_brackets(server)) {}

    void client_is(const loopback::Endpoint& end) { client_ = in_brackets(to_string(end)); }
    void server_is(std::string what) { server_ = std::move(what); }

    /// `there` and `back` are what goes to the server and what comes from it; `arrows` join the
    /// two.
    void draw(Printer& printer, std::array<std::string_view, 2> arrows, std::string_view there = "",
              std::string_view back = "") const {
        const std::size_t end = std::max(client_.size(), least_end);
        const std::size_t whole = margin + 2 * end + between;
        if (printer.style().width < whole) return;  // no room to draw
        const auto row = [&](std::string_view left, std::string_view middle,
                             std::string_view right) {
            std::string line = std::string(margin, ' ') + centered(left, end) +
                               centered(middle, between) + centered(right, end);
            line.erase(line.find_last_not_of(' ') + 1);
            printer.line(line);
        };
        printer.line();
        row("client", there, "server");
        row(client_, arrows[0], server_);
        if (!arrows[1].empty()) row("", arrows[1], "");
        if (!back.empty()) row("", back, "");
    }

private:
    static constexpr std::size_t margin = 5;
    static constexpr std::size_t least_end = 17;  // [127.0.0.1:62893]
    static constexpr std::size_t between = 15;

    static std::string in_brackets(const std::string& text) { return "[" + text + "]"; }
    static std::string centered(std::string_view text, std::size_t width) {
        const std::size_t before = width > text.size() ? (width - text.size()) / 2 : 0;
        std::string line = std::string(before, ' ') + std::string(text);
        line.resize(std::max(line.size(), width), ' ');
        return line;
    }

    std::string client_;
    std::string server_;
};

constexpr std::array<std::string_view, 2> no_arrow{"", ""};
constexpr std::array<std::string_view, 2> joined{"<===========>", ""};
constexpr std::array<std::string_view, 2> there_and_back{"------------>", "<------------"};

class Tour {
public:
    Tour(Context& context, Server& server, bool waits)
        : printer_(context.printer),
          server_(server),
          endpoint_(endpoint_in(server.said())),
          picture_(loopback::to_string(endpoint_)),
          waits_(waits) {}

    void listen() {
        step(messages::tour_listen);
        server_.silent = false;
        server_.show_from_now_on();
        server_.hear("Listening on ");
        picture_.draw(printer_, no_arrow);
        next();
    }

    void walk() {
        const auto patience = 30s;
        step(messages::tour_connect);
        auto stream = loopback::TcpStream::connect(endpoint_, patience);
        client(fill(messages::tour_connected, {loopback::to_string(endpoint_),
                                               loopback::to_string(stream.local_endpoint())}));
        server_.hear("accept ");
        picture_.client_is(stream.local_endpoint());
        picture_.draw(printer_, joined);
        next();

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
        picture_.draw(printer_, there_and_back, loopback::quoted(greeting),
                      loopback::quoted(received));
        next();

        step(messages::tour_goodbye);
        stream.shutdown_send();
        client(messages::tour_shutdown);
        server_.hear("close ");
        if (!stream.recv(buffer, patience)) client(messages::tour_end_of_stream);
        picture_.draw(printer_, there_and_back, messages::tour_the_end, messages::tour_the_end);
        next();
    }

    void stop() {
        step(messages::tour_stop);
        const bool stopped = server_.stop();
        if (!stopped || server_.ending().by_signal || server_.ending().code != 0)
            printer_.paragraph(
                fill(messages::tour_unclean, {std::to_string(server_.ending().code)}));
        Picture after("");
        after.server_is(std::string(messages::tour_nobody));
        after.draw(printer_, no_arrow);
    }

private:
    void step(std::string_view text) {
        printer_.paragraph(text, " " + std::to_string(++steps_) + "  ");
    }

    /// In a terminal each scene stays until Enter; at the end of the input nobody waits any more.
    void next() {
        printer_.line();
        if (!waits_) return;
        printer_.line(printer_.style().paint(Color::strong, messages::tour_enter));
        std::string line;
        waits_ = static_cast<bool>(std::getline(std::cin, line));
    }

    void client(std::string_view text) { printer_.paragraph(text, "     client | "); }

    Printer& printer_;
    Server& server_;
    loopback::Endpoint endpoint_;
    Picture picture_;
    bool waits_;
    int steps_ = 0;
};

}  // namespace

ExitStatus tour(Context& context, const Request& request) {
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
    server.tells_all = request.has("--all");
    const bool waits =
        !request.has("--no-wait") && platform::is_terminal(stdin) && platform::is_terminal(stdout);
    Tour tour(context, server, waits);
    tour.listen();
    try {
        tour.walk();
    } catch (const loopback::SocketError& error) {
        throw Trouble{Status::setup_missing,
                      fill(messages::tour_interrupted, {error.what(), harmless(server.said())})};
    }
    tour.stop();
    printer.line();
    printer.paragraph(messages::tour_done);
    const std::string number = std::to_string(lesson.number);
    printer.paragraph(fill(messages::tour_next, {lesson.shown("README.md"), number}),
                      messages::next_wide);
    return exit_with(Status::done);
}

}  // namespace runner
