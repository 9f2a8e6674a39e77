// A lesson's program as a scenario.

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <iostream>
#include <optional>
#include <sstream>

#include "ledger.hpp"
#include "torture.hpp"

// The `main` of the lesson that this is linked with, renamed by the compiler's command line.
int lesson_main(int argc, char** argv);

namespace torture {
namespace {

/// Passes every call on to the observer that was there, and sends a visitor to the first door that
/// is opened. When that one has been served, it presses Ctrl-C.
class Doorman : public Observer {
public:
    Doorman() : inner_(install(this)) {}
    ~Doorman() override {
        install(inner_);
        if (visitor_.joinable()) visitor_.join();
    }
    Fault before(const Call& call) noexcept override { return inner_->before(call); }
    void after(const Call& call) noexcept override {
        if (call.operation != Operation::listen || call.error != 0 || visitor_.joinable()) return;
        visitor_ = std::thread([door = call.local_endpoint()] { visit(door); });
    }

private:
    static void visit(const Endpoint& door) {
        const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const detail::SocketAddress where(door);
        char buffer[64];
        if (::connect(handle, &where.generic, where.size) == 0 &&
            ::send(handle, "hello\n", 6, MSG_NOSIGNAL) == 6) {
            ::shutdown(handle, SHUT_WR);
            while (::recv(handle, buffer, sizeof buffer, 0) > 0) continue;
        }
        ::close(handle);
        ::kill(::getpid(), SIGINT);
    }

    Observer* inner_;
    std::thread visitor_;
};

constexpr int lost_a_handle = 99;

int run_program(std::vector<std::string> words, Partner partner) {
    std::optional<Doorman> doorman;
    if (partner == Partner::visitor) doorman.emplace();
    words.insert(words.begin(), "lesson");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const int status = lesson_main(static_cast<int>(words.size()), argv.data());
    std::cout << std::flush;
    return status;
}

std::string all_of_file(int file) {
    std::string text;
    std::array<char, 4096> room;
    ::lseek(file, 0, SEEK_SET);
    for (ssize_t count = 0; (count = ::read(file, room.data(), room.size())) > 0;) {
        text.append(room.data(), static_cast<std::size_t>(count));
    }
    return text;
}

// The reports are broken into lines anywhere.
std::string in_one_line(const std::string& text) {
    std::istringstream words(text);
    std::string line;
    for (std::string word; words >> word;) line += word + ' ';
    return line;
}

void play(Run& run, std::vector<std::string> words, Partner partner) {
    const int screen = ::memfd_create("screen", MFD_CLOEXEC);
    const int keyboard = ::memfd_create("keyboard", MFD_CLOEXEC);
    const bool typed = ::write(keyboard, "one\ntwo\nthree", 13) == 13;
    ::lseek(keyboard, 0, SEEK_SET);
    const pid_t child = typed ? ::fork() : -1;
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(keyboard, 0);
        ::dup2(screen, 1);
        ::dup2(screen, 2);
        const std::size_t handles = holdings().handles;
        std::optional<UnseenEcho> server;
        if (partner == Partner::server) {
            server.emplace();
            words.push_back("127.0.0.1");
            words.push_back(to_string(server->endpoint().port));
        }
        const int status = run_program(std::move(words), partner);
        server.reset();  // it has handles of its own
        ::_exit(holdings().handles == handles ? status : lost_a_handle);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    const std::string said = in_one_line(all_of_file(screen));
    ::close(screen);
    ::close(keyboard);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == 1) {
        const std::error_code given = detail::platform_error(run.injected());
        const bool says_it = run.injected() != 0 && said.find(given.message()) != said.npos;
        throw std::system_error(says_it ? given : std::make_error_code(std::errc::io_error), said);
    }
    if (code != 0) {
        std::cout << "status " << code << ": " << said << std::endl;
        throw std::system_error(std::make_error_code(std::errc::protocol_error), said);
    }
    run.say("done");
}

}  // namespace

Scenario program(const std::string& name, const std::vector<std::string>& words, Partner partner) {
    // A byte at a time, too: for the one that talks to somebody else, that is its own business.
    return {name, [=](Run& run) { play(run, words, partner); }, true, true, true};
}

}  // namespace torture
