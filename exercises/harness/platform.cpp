#include "harness/platform.hpp"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>

#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#if !defined(WIN32_LEAN_AND_MEAN)
#define WIN32_LEAN_AND_MEAN
#endif
#if !defined(NOMINMAX)
#define NOMINMAX
#endif
#include <windows.h>
#else
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <ctime>
#endif
#if defined(__linux__)
#include <dirent.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif
#if defined(__GNUC__)
#include <cxxabi.h>
#endif
#if defined(__GLIBC__)
#include "harness/platform_calls_linux.ipp"
#include "harness/platform_words_linux.ipp"
#endif

namespace harness::platform {
namespace {

#if defined(_WIN32)
HANDLE records = nullptr;
std::atomic<std::terminate_handler> told_of_crashes{nullptr};

// MinGW's abort() is exit(3): this ends as Microsoft's does. And what `throw;` throws and nobody
// catches goes straight to abort() there, past std::terminate (libgcc, unwind-seh.c).
void end_by_abort(int) {
    const bool nobody_caught_it = std::uncaught_exceptions() != 0 && std::current_exception();
    const auto handler = told_of_crashes.exchange(nullptr);
    if (nobody_caught_it && handler != nullptr) handler();
    exit_now(static_cast<int>(0xC0000409));
}
#else
int records = STDOUT_FILENO;
#endif
#if defined(__linux__)
constexpr char learners_own[] = "answer";

// Hands `see` each thread's number and what its file says; false if there is no such folder.
template <typename See>
bool for_each_thread(const char* file, See see) {
    DIR* threads = ::opendir("/proc/self/task");
    if (threads == nullptr) return false;
    while (const dirent* thread = ::readdir(threads)) {
        if (thread->d_name[0] == '.') continue;  // ".." is the whole process
        const std::string path = std::string("/proc/self/task/") + thread->d_name + file;
        const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (handle == -1) continue;
        char text[256];
        const auto size = ::read(handle, text, sizeof text);
        ::close(handle);
        if (size > 0) see(thread->d_name, std::string_view(text, static_cast<std::size_t>(size)));
    }
    ::closedir(threads);
    return true;
}
#endif

bool read_number(std::string_view text, std::uint64_t& value) noexcept {
    bool good = !text.empty() && text.size() < 19;
    for (const char c : text) {
        good = good && c >= '0' && c <= '9';
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return good;
}

}  // namespace

void exit_now(int status) noexcept {
#if defined(_WIN32)
    ::TerminateProcess(::GetCurrentProcess(), static_cast<UINT>(status));
    std::abort();
#else
    ::_exit(status);
#endif
}

bool send_records_to(std::string_view number) noexcept {
    std::uint64_t value = 0;
    if (!read_number(number, value)) return false;
#if defined(_WIN32)
    records = reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(value));
#else
    if (value > 0x7fffffff) return false;
    records = static_cast<int>(value);
#endif
    return true;
}

std::string read_all_of(std::string_view number) noexcept {
    std::string all;
#if !defined(_WIN32)
    std::uint64_t value = 0;
    if (!read_number(number, value) || value > 0x7fffffff) return all;
    const int handle = static_cast<int>(value);
    char piece[64];
    for (;;) {
        const auto size = ::read(handle, piece, sizeof piece);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) break;
        all.append(piece, static_cast<std::size_t>(size));
    }
    ::close(handle);
#else
    static_cast<void>(number);
#endif
    return all;
}

void write_record(std::string_view text) noexcept {
#if defined(_WIN32)
    const HANDLE out = records != nullptr ? records : ::GetStdHandle(STD_OUTPUT_HANDLE);
    while (!text.empty()) {
        DWORD written = 0;
        const auto size = static_cast<DWORD>(text.size());
        if (::WriteFile(out, text.data(), size, &written, nullptr) == 0) return;
        text.remove_prefix(written);
    }
#else
    while (!text.empty()) {
        const auto written = ::write(records, text.data(), text.size());
        if (written < 0 && errno != EINTR) return;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
#endif
}

void prepare_streams() noexcept {
#if defined(_WIN32)
    ::_setmode(::_fileno(stdout), _O_BINARY);
    ::_setmode(::_fileno(stderr), _O_BINARY);
#endif
    std::setvbuf(stdout, nullptr, _IONBF, 0);
}

void let_crashes_end(std::terminate_handler on_terminate) noexcept {
    std::set_terminate(on_terminate);
#if defined(_WIN32)
    told_of_crashes = on_terminate;
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    std::signal(SIGABRT, end_by_abort);
#if defined(_MSC_VER)
    ::_set_abort_behavior(0, _WRITE_ABORT_MSG | _CALL_REPORTFAULT);
#endif
#endif
}

std::chrono::nanoseconds processor_time_of_others() noexcept {
#if defined(_WIN32)
    FILETIME created, exited, kernel, user, own_kernel, own_user;
    if (::GetProcessTimes(::GetCurrentProcess(), &created, &exited, &kernel, &user) == 0) return {};
    if (::GetThreadTimes(::GetCurrentThread(), &created, &exited, &own_kernel, &own_user) == 0) {
        return {};
    }
    const auto ticks = [](const FILETIME& time) {
        return static_cast<long long>(time.dwHighDateTime) << 32 | time.dwLowDateTime;
    };
    const long long others = ticks(kernel) + ticks(user) - ticks(own_kernel) - ticks(own_user);
    return std::chrono::nanoseconds{others * 100};
#else
    const auto used = [](clockid_t clock) {
        timespec time{};
        ::clock_gettime(clock, &time);
        return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
    };
    return used(CLOCK_PROCESS_CPUTIME_ID) - used(CLOCK_THREAD_CPUTIME_ID);
#endif
}

// By its state: proc_pid_stat(5). One that sleeps waits for others, and one that has ended for
// nobody.
std::optional<bool> another_thread_runs() noexcept {
#if defined(__linux__)
    const std::string own = std::to_string(::syscall(SYS_gettid));
    bool one_runs = false;
    const bool told = for_each_thread("/stat", [&](std::string_view thread, std::string_view stat) {
        const std::size_t name_ends = stat.rfind(") ");
        if (thread == own || name_ends == std::string_view::npos) return;
        const char state = stat[name_ends + 2];
        one_runs = one_runs || (state != 'S' && state != 'Z' && state != 'X');
    });
    if (told) return one_runs;
#endif
    return std::nullopt;
}

bool set_variable(const char* name, const char* value) noexcept {
#if defined(_WIN32)
    if (value != nullptr && *value == '\0') return false;
    return ::_putenv_s(name, value != nullptr ? value : "") == 0;
#else
    return (value != nullptr ? ::setenv(name, value, 1) : ::unsetenv(name)) == 0;
#endif
}

bool shares_its_port(std::uintptr_t handle) noexcept {
#if defined(SO_REUSEPORT)
    int value = 0;
    socklen_t size = sizeof value;
    const int asked =
        ::getsockopt(static_cast<int>(handle), SOL_SOCKET, SO_REUSEPORT, &value, &size);
    return asked == 0 && value != 0;
#else
    static_cast<void>(handle);
    return false;
#endif
}

// A thread begins with the name of the one that starts it (prctl(2), PR_SET_NAME).
void set_learners_own(bool own) noexcept {
#if defined(__linux__)
    ::prctl(PR_SET_NAME, own ? learners_own : "check");
#else
    static_cast<void>(own);
#endif
}

int learners_threads() noexcept {
    int count = 0;
#if defined(__linux__)
    for_each_thread("/comm", [&](std::string_view, std::string_view name) {
        count += name == std::string(learners_own) + '\n' ? 1 : 0;
    });
#endif
    return count;
}

#if !defined(__GLIBC__)
bool sees_every_call() noexcept { return false; }
bool speak_another_language(bool) noexcept { return false; }
void enters_the_seam() noexcept {}
void leaves_the_seam() noexcept {}
#endif

std::string name_of(const std::type_info& type) {
#if defined(__GNUC__)
    int status = 0;
    char* readable = abi::__cxa_demangle(type.name(), nullptr, nullptr, &status);
    if (readable != nullptr) {
        std::string name = readable;
        std::free(readable);
        return name;
    }
#endif
    return type.name();
}

}  // namespace harness::platform
