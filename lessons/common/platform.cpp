#include "common/platform.hpp"

#include <atomic>

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>
#else
#include <unistd.h>
#include <cerrno>
#include <csignal>
#endif

namespace lesson::platform {
namespace {

using Handler = bool (*)();
std::atomic<Handler> on_ctrl_c{nullptr};

}  // namespace

#if defined(_WIN32)

namespace {

// Windows runs this in a thread of its own (SetConsoleCtrlHandler).
BOOL WINAPI console_event(DWORD event) {
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) return FALSE;
    const bool end_at_once = on_ctrl_c.load()();
    return end_at_once ? FALSE : TRUE;  // FALSE: the default handler ends the program
}

}  // namespace

void watch_ctrl_c(Handler handler) {
    if (on_ctrl_c.exchange(handler) == nullptr) ::SetConsoleCtrlHandler(console_event, TRUE);
}

void prepare_console() { ::SetConsoleOutputCP(CP_UTF8); }

#else

namespace {

// Only what is safe in a signal handler may be done here (signal-safety(7)).
extern "C" void signal_came(int signal) {
    const int saved = errno;
    if (on_ctrl_c.load()()) ::_exit(128 + signal);
    errno = saved;
}

}  // namespace

void watch_ctrl_c(Handler handler) {
    if (on_ctrl_c.exchange(handler) != nullptr) return;
    struct sigaction action {};
    action.sa_handler = signal_came;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void prepare_console() {}

#endif

}  // namespace lesson::platform
