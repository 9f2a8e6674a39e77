// Linux and macOS: the children that end with us, the terminal, and the signals that end us.
// Included by platform.cpp.

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>

extern "C" char** environ;  // POSIX: declared by the program itself

namespace runner::platform {
namespace {

constexpr int records_number = 3;  // what the child knows its records pipe by
constexpr int first_free = 10;     // ours stay above, so that dup2 in the child never meets itself

/// The process groups that have to end when a signal ends us, and the process that has our
/// terminal. Read by signal handlers.
using Groups = std::array<std::atomic<pid_t>, 32>;
Groups own_groups;
Groups tool_groups;
std::atomic<pid_t> foreground{0};
static_assert(std::atomic<pid_t>::is_always_lock_free);

void replace(Groups& groups, pid_t from, pid_t to) {
    for (auto& place : groups) {
        pid_t held = from;
        if (place.compare_exchange_strong(held, to)) return;
    }
}

void remember(pid_t process, const Command& command) {
    if (command.family == Family::own) replace(own_groups, 0, process);
    if (command.family == Family::tool) replace(tool_groups, 0, process);
    if (command.streams == Streams::inherited) foreground = process;
}

void forget(pid_t process) {
    replace(own_groups, process, 0);
    replace(tool_groups, process, 0);
    foreground.compare_exchange_strong(process, 0);
}

/// The terminal while a Console has it. Read by signal handlers.
termios as_it_was;
std::atomic<bool> terminal_taken{false};
std::atomic<bool> whole_screen{false};
std::atomic<int> wake_handle{-1};

// The alternate screen, no cursor, no automatic line wrap: xterm's ctlseqs, DECSET.
constexpr std::string_view enter_screen = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr std::string_view leave_screen = "\x1b[?7h\x1b[?25h\x1b[?1049l";

bool has_terminal() { return ::tcgetpgrp(STDIN_FILENO) == ::getpgrp(); }

void say_to_terminal(std::string_view text) {
    while (!text.empty()) {
        const ssize_t size = ::write(STDOUT_FILENO, text.data(), text.size());
        if (size < 0 && errno != EINTR) return;
        if (size > 0) text.remove_prefix(static_cast<std::size_t>(size));
    }
}

void take_terminal() {
    if (terminal_taken || !has_terminal() || ::tcgetattr(STDIN_FILENO, &as_it_was) != 0) return;
    termios keys = as_it_was;
    keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    keys.c_cc[VMIN] = 1;
    keys.c_cc[VTIME] = 0;
    terminal_taken = true;  // first: a signal may come in between
    ::tcsetattr(STDIN_FILENO, TCSANOW, &keys);
    if (whole_screen) say_to_terminal(enter_screen);
}

/// Safe in signal handlers.
void give_terminal_back() {
    if (!terminal_taken.exchange(false) || !has_terminal()) return;
    if (whole_screen) say_to_terminal(leave_screen);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &as_it_was);
}

void wake_console() {
    const int kept = errno;
    if (const int handle = wake_handle; handle >= 0) static_cast<void>(!::write(handle, "", 1));
    errno = kept;
}

constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP, SIGPIPE};
std::atomic<bool> is_ending{false};
std::atomic<int> being_started{0};  // children that end_with_children() cannot know yet

/// While a child is started. A signal that ends us waits for it, or the child would go on alone.
class Start {
public:
    Start() {
        sigset_t ending;
        sigemptyset(&ending);
        for (int signal : ending_signals) sigaddset(&ending, signal);
        ::pthread_sigmask(SIG_BLOCK, &ending, &before_);
        ++being_started;
        if (!is_ending) return;
        --being_started;
        for (;;) ::pause();  // another thread is about to end us
    }
    ~Start() {
        --being_started;
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    Start(const Start&) = delete;
    Start& operator=(const Start&) = delete;

private:
    sigset_t before_{};
};

extern "C" void end_with_children(int signal) {
    give_terminal_back();
    is_ending = true;
    for (int left = 2000; being_started > 0 && left > 0; --left) ::poll(nullptr, 0, 1);
    for (auto& place : own_groups)
        if (const pid_t group = place.load(); group > 0) ::kill(-group, SIGKILL);
    for (auto& place : tool_groups)
        if (const pid_t group = place.load(); group > 0) ::kill(-group, SIGINT);
    ::_exit(128 + signal);
}

extern "C" void crash_tidily(int signal) {
    give_terminal_back();
    for (auto& place : own_groups)
        if (const pid_t group = place.load(); group > 0) ::kill(-group, SIGKILL);
    std::signal(signal, SIG_DFL);
    ::raise(signal);
}

/// Ctrl-Z: the shell gets the terminal as it was; after fg, wait() takes it again.
extern "C" void stop_tidily(int signal) {
    const int kept = errno;
    give_terminal_back();
    sigset_t this_one;
    sigemptyset(&this_one);
    sigaddset(&this_one, signal);
    std::signal(signal, SIG_DFL);
    ::raise(signal);
    ::pthread_sigmask(SIG_UNBLOCK, &this_one, nullptr);  // here it stops
    std::signal(signal, stop_tidily);
    wake_console();
    errno = kept;
}

extern "C" void pass_on(int signal, siginfo_t* info, void*) {
    // What the terminal sends, the child gets from it too.
    const pid_t process = foreground.load();
    if (info->si_code == SI_USER && process > 0) ::kill(process, signal);
}

}  // namespace
}  // namespace runner::platform
