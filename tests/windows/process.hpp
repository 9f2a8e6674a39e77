#pragma once

// A program that a test starts and talks with. It has a console of its own, without a window, so
// that Ctrl-C can be typed there: whoever runs the tests need not have one.

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "loopback/detail/native.hpp"  // <windows.h>, in the order that it needs

namespace tests {

/// How long a test waits for something that must happen. LOOPBACK_TIME_SCALE stretches it.
inline std::chrono::milliseconds patience() {
    const char* scale = std::getenv("LOOPBACK_TIME_SCALE");
    const double factor = scale != nullptr ? std::strtod(scale, nullptr) : 1;
    return std::chrono::milliseconds(static_cast<long>(60'000 * (factor > 0 ? factor : 1)));
}

class Process {
public:
    explicit Process(const std::vector<std::string>& words) {
        Pipe input;
        Pipe output;
        ::SetHandleInformation(input.read, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        ::SetHandleInformation(output.write, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        STARTUPINFOA start{};
        start.cb = sizeof start;
        start.dwFlags = STARTF_USESTDHANDLES;
        start.hStdInput = input.read;
        start.hStdOutput = output.write;
        start.hStdError = output.write;
        std::string line;
        for (const std::string& word : words) line += '"' + word + "\" ";
        const BOOL started = ::CreateProcessA(nullptr, line.data(), nullptr, nullptr, TRUE,
                                              CREATE_NO_WINDOW, nullptr, nullptr, &start, &child_);
        ::CloseHandle(input.read);
        ::CloseHandle(output.write);
        input_ = input.write;
        if (started == 0) throw std::runtime_error("cannot start " + line);
        reader_ = std::thread([this, pipe = output.read] { read_all(pipe); });
    }
    ~Process() {
        close_input();
        ::TerminateProcess(child_.hProcess, 99);
        reader_.join();
        ::CloseHandle(child_.hThread);
        ::CloseHandle(child_.hProcess);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// What it has written, on both streams; lines end by \n.
    [[nodiscard]] std::string output() const {
        const std::lock_guard lock(mutex_);
        return seen_;
    }

    /// Waits until the output has `text` in it. False if the program ended or took too long.
    [[nodiscard]] bool hear(std::string_view text) {
        std::unique_lock lock(mutex_);
        const auto heard = [&] { return seen_.find(text) != seen_.npos; };
        news_.wait_for(lock, patience(), [&] { return ended_ || heard(); });
        return heard();
    }

    void write(std::string_view text) {
        DWORD written = 0;
        ::WriteFile(input_, text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
    }
    void close_input() {
        if (input_ != nullptr) ::CloseHandle(input_);
        input_ = nullptr;
    }

    /// Types Ctrl-C at its console.
    void interrupt() const {
        const bool typed = at_its_console([] {
            ::SetConsoleCtrlHandler(not_for_us, TRUE);
            return ::GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0) != 0;
        });
        if (!typed) throw std::runtime_error("nobody can type at its console");
    }

    /// How the bytes that it writes to its console are read: CP_UTF8.
    [[nodiscard]] unsigned console_code_page() const {
        unsigned page = 0;
        (void)at_its_console([&] { return (page = ::GetConsoleOutputCP()) != 0; });
        return page;
    }

    /// Waits for the end: the exit status, or -1 when it took too long.
    [[nodiscard]] int wait() {
        std::unique_lock lock(mutex_);
        if (!news_.wait_for(lock, patience(), [this] { return ended_; })) return -1;
        ::WaitForSingleObject(child_.hProcess, static_cast<DWORD>(patience().count()));
        DWORD status = 0;
        ::GetExitCodeProcess(child_.hProcess, &status);
        return static_cast<int>(status);
    }

private:
    struct Pipe {
        HANDLE read = nullptr;
        HANDLE write = nullptr;
        Pipe() {
            if (::CreatePipe(&read, &write, nullptr, 0) == 0) throw std::runtime_error("no pipe");
        }
    };

    static BOOL WINAPI not_for_us(DWORD) { return TRUE; }

    template <class Action>
    bool at_its_console(Action action) const {
        const HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE);
        const HANDLE output = ::GetStdHandle(STD_OUTPUT_HANDLE);
        const HANDLE errors = ::GetStdHandle(STD_ERROR_HANDLE);
        ::FreeConsole();
        const bool done = ::AttachConsole(child_.dwProcessId) != 0 && action();
        ::FreeConsole();
        ::SetStdHandle(STD_INPUT_HANDLE, input);
        ::SetStdHandle(STD_OUTPUT_HANDLE, output);
        ::SetStdHandle(STD_ERROR_HANDLE, errors);
        return done;
    }

    void read_all(HANDLE pipe) {
        char room[4096];
        DWORD size = 0;
        while (::ReadFile(pipe, room, sizeof room, &size, nullptr) != 0 && size > 0) {
            const std::lock_guard lock(mutex_);
            for (const char c : std::string_view(room, size)) {
                if (c != '\r') seen_ += c;
            }
            news_.notify_all();
        }
        ::CloseHandle(pipe);
        const std::lock_guard lock(mutex_);
        ended_ = true;
        news_.notify_all();
    }

    PROCESS_INFORMATION child_{};
    HANDLE input_ = nullptr;
    mutable std::mutex mutex_;
    std::condition_variable news_;
    std::string seen_;
    bool ended_ = false;
    std::thread reader_;
};

}  // namespace tests
