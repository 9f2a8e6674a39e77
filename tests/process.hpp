#pragma once

// A program that a test starts, talks to and waits for. Every wait ends: with what was waited
// for, with the end of the program, or after a limit.
//
// The runner's own helper (exercises/runner/system/platform.hpp) gives a child no input, no
// terminal and no other signal than Ctrl-C, which is what is needed here.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "environment.hpp"

namespace tests {

using Clock = std::chrono::steady_clock;

/// How long a test waits for something that must happen. LOOPBACK_TIME_SCALE stretches it.
inline std::chrono::milliseconds patience() {
    const char* scale = std::getenv("LOOPBACK_TIME_SCALE");
    const double factor = scale != nullptr ? std::strtod(scale, nullptr) : 1;
    return std::chrono::milliseconds(static_cast<long>(60'000 * (factor > 0 ? factor : 1)));
}

/// What a program is connected to.
enum class Streams {
    pipes,     // output and errors come in the order of writing
    terminal,  // a terminal of 80 columns: input is echoed, Ctrl-C is a key
};

struct Command {
    std::vector<std::string> words;
    std::vector<std::pair<std::string, std::string>> environment{};
    std::string folder{};
    Streams streams = Streams::pipes;
};

/// How a program ended: `status` as a shell gives it, 128 + n after signal n; -1 for one that did
/// not end in time.
struct Ending {
    bool ended = false;
    int status = -1;
};

class Process {
public:
    explicit Process(const Command& command) : terminal_(command.streams == Streams::terminal) {
        if (terminal_) {
            open_terminal();
        } else {
            open_pipes();
        }
        start(command);
        if (terminal_) return;  // as a shell would, this side keeps the terminal open
        ::close(std::exchange(child_input_, -1));
        ::close(child_output_);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    ~Process() {
        ::kill(-id_, SIGKILL);
        if (!ending_.ended) ::waitpid(id_, nullptr, 0);
        close_input();
        if (output_ >= 0) ::close(output_);
        if (child_input_ >= 0) ::close(child_input_);
    }

    [[nodiscard]] int id() const { return id_; }

    /// All that came so far; terminals' \r\n is told as \n.
    [[nodiscard]] const std::string& output() const { return seen_; }

    /// Waits until the output, from `from` on, has `text` in it. False if it ended or took too
    /// long before.
    [[nodiscard]] bool hear(std::string_view text, std::size_t from = 0) {
        const auto limit = Clock::now() + patience();
        while (seen_.find(text, from) == std::string::npos) {
            if (!read_more(limit)) return false;
        }
        return true;
    }

    /// Waits for output after the first `size` bytes of it. False if there will be none.
    [[nodiscard]] bool hear_more_than(std::size_t size) {
        const auto limit = Clock::now() + patience();
        while (seen_.size() <= size) {
            if (!read_more(limit)) return false;
        }
        return true;
    }

    void write(std::string_view text) {
        while (!text.empty()) {
            const ssize_t count = ::write(input_, text.data(), text.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) throw std::system_error(errno, std::generic_category(), "write");
            text.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void close_input() {
        if (input_ >= 0 && input_ != output_) ::close(input_);
        input_ = -1;
    }

    void send_signal(int signal) const { ::kill(id_, signal); }

    /// Reads what is left and waits for the end. A program that does not end is killed.
    Ending wait(std::chrono::milliseconds time = patience()) {
        const auto limit = Clock::now() + time;
        while (read_more(limit)) {
        }
        while (!ending_.ended) {
            const bool out_of_time = Clock::now() >= limit;
            if (out_of_time) ::kill(-id_, SIGKILL);
            int status = 0;
            if (::waitpid(id_, &status, out_of_time ? 0 : WNOHANG) == id_) {
                const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
                ending_ = {true, out_of_time ? -1 : code};
                break;
            }
            ::poll(nullptr, 0, 1);  // its streams are closed: it is about to end
        }
        return ending_;
    }

private:
    void open_pipes() {
        int input[2];
        int output[2];
        if (::pipe2(input, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0) {
            throw std::system_error(errno, std::generic_category(), "pipe");
        }
        child_input_ = input[0];
        input_ = input[1];
        output_ = output[0];
        child_output_ = output[1];
    }

    void open_terminal() {
        output_ = input_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (output_ < 0 || ::grantpt(output_) != 0 || ::unlockpt(output_) != 0) {
            throw std::system_error(errno, std::generic_category(), "posix_openpt");
        }
        child_input_ = child_output_ = ::open(::ptsname(output_), O_RDWR | O_NOCTTY | O_CLOEXEC);
        winsize size{};
        size.ws_col = 80;
        size.ws_row = 24;
        ::ioctl(child_input_, TIOCSWINSZ, &size);
    }

    void start(const Command& command) {
        std::vector<std::string> words = command.words;
        std::vector<char*> pointers;
        for (std::string& word : words) pointers.push_back(word.data());
        pointers.push_back(nullptr);
        id_ = ::fork();
        if (id_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
        if (id_ == 0) become(command, pointers.data());
    }

    [[noreturn]] void become(const Command& command, char** words) const {
        ::setsid();
        if (terminal_) ::ioctl(child_input_, TIOCSCTTY, 0);
        ::dup2(child_input_, 0);
        ::dup2(child_output_, 1);
        ::dup2(child_output_, 2);
        for (const auto& [name, value] : command.environment) {
            ::setenv(name.c_str(), value.c_str(), 1);
        }
        ::signal(SIGPIPE, SIG_DFL);
        if (command.folder.empty() || ::chdir(command.folder.c_str()) == 0) ::execvp(*words, words);
        ::_exit(127);
    }

    bool read_more(Clock::time_point limit) {
        using namespace std::chrono_literals;
        for (;;) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(limit - Clock::now());
            // A pipe tells when it is closed, a terminal does not: there the end of the program is
            // looked for, and then for what the terminal itself still has to show (^C).
            const bool ended = terminal_ && has_ended();
            const auto pause = terminal_ ? std::min<std::chrono::milliseconds>(left, 20ms) : left;
            pollfd place{output_, POLLIN, 0};
            const int ready =
                ::poll(&place, 1, static_cast<int>(ended ? 100 : std::max(pause, 0ms).count()));
            if (ready < 0 && errno == EINTR) continue;
            if (ready > 0) return read_some();
            if (ended || left <= 0ms) return false;
        }
    }

    bool read_some() {
        char room[4096];
        const ssize_t count = ::read(output_, room, sizeof room);
        if (count < 0 && errno == EINTR) return true;
        if (count <= 0) return false;
        for (const char c : std::string_view(room, static_cast<std::size_t>(count))) {
            if (!terminal_ || c != '\r') seen_ += c;
        }
        return true;
    }

    // Whether the program has ended; its number stays its own until `wait`.
    [[nodiscard]] bool has_ended() const {
        siginfo_t info{};
        return ending_.ended ||
               (::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOWAIT | WNOHANG) == 0 &&
                info.si_pid == id_);
    }

    bool terminal_;
    int input_ = -1;
    int output_ = -1;
    int child_input_ = -1;
    int child_output_ = -1;
    int id_ = -1;
    std::string seen_;
    Ending ending_;
};

/// What a program made of its work: its status, as `Ending` has it, and all that it wrote.
struct Finished {
    int status;
    std::string output;
};

/// Runs a program to its end.
inline Finished finish(const Command& command) {
    Process process(command);
    const int status = process.wait().status;
    return {status, process.output()};
}

/// Whether `name` is a program on this machine.
inline bool has_program(const std::string& name) {
    return finish({{"sh", "-c", "command -v \"$1\"", "sh", name}}).status == 0;
}

}  // namespace tests
