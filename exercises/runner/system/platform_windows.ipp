// Windows. Included by platform.cpp. Every text is UTF-8 outside and UTF-16 at the calls.

#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
// After windows.h.
#include <io.h>
#include <shellapi.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cwchar>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>

namespace runner::platform {
namespace {

std::wstring wide(std::string_view text) { return path_of(text).native(); }

std::string narrow(std::wstring_view text) {
    const std::u8string utf8 = std::filesystem::path(text).u8string();
    return {utf8.begin(), utf8.end()};
}

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(static_cast<int>(::GetLastError()), std::system_category(), what);
}

/// One argument as CommandLineToArgvW and the C runtime take it apart again: backslashes count
/// only before a quotation mark.
std::wstring quoted(const std::wstring& word) {
    if (!word.empty() && word.find_first_of(L" \t\n\v\"") == std::wstring::npos) return word;
    std::wstring result = L"\"";
    std::size_t backslashes = 0;
    for (wchar_t c : word) {
        if (c == L'"') result.append(backslashes + 1, L'\\');
        backslashes = c == L'\\' ? backslashes + 1 : 0;
        result += c;
    }
    return result.append(backslashes, L'\\') + L'"';
}

std::wstring command_line(const std::vector<std::string>& words) {
    std::wstring result;
    for (const std::string& word : words)
        result += (result.empty() ? L"" : L" ") + quoted(wide(word));
    return result;
}

/// NAME=VALUE entries, each ended by a zero, the block by another.
std::wstring environment_with(const Command& command) {
    std::wstring block;
    for (const auto& [name, value] : command.environment)
        block += wide(name) + L'=' + wide(value) + L'\0';
    wchar_t* const ours = ::GetEnvironmentStringsW();
    for (const wchar_t* entry = ours; *entry != 0; entry += std::wcslen(entry) + 1) {
        const std::wstring name(entry, std::wcscspn(entry + 1, L"=") + 1);
        const auto replaces = [&](const auto& added) {
            return ::_wcsicmp(wide(added.first).c_str(), name.c_str()) == 0;
        };
        if (std::none_of(command.environment.begin(), command.environment.end(), replaces))
            block += std::wstring(entry) + L'\0';
    }
    ::FreeEnvironmentStringsW(ours);
    return block + L'\0';
}

struct Pipe {
    HANDLE read = nullptr;
    HANDLE write = nullptr;

    Pipe() {
        if (!::CreatePipe(&read, &write, nullptr, 0)) fail("CreatePipe");
        ::SetHandleInformation(write, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    }
};

HANDLE empty_input() {
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    return ::CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                         OPEN_EXISTING, 0, nullptr);
}

BOOL WINAPI leave_to_the_child(DWORD event) { return event == CTRL_C_EVENT; }

}  // namespace

struct Child::State {
    PROCESS_INFORMATION process{};
    HANDLE job = nullptr;
    ExitReport ending;
    bool reaped = false;

    std::mutex mutex;
    std::condition_variable news;
    std::deque<std::pair<Event, std::string>> events;
    std::vector<std::thread> readers;  // anonymous pipes cannot be waited for with a time limit

    void read_from(HANDLE pipe, Event kind) {
        readers.emplace_back([this, pipe, kind] {
            std::string chunk(64 * 1024, '\0');
            DWORD size = 0;
            while (
                ::ReadFile(pipe, chunk.data(), static_cast<DWORD>(chunk.size()), &size, nullptr) &&
                size > 0)
                tell(kind, chunk.substr(0, size));
            ::CloseHandle(pipe);
        });
    }

    void watch() {
        readers.emplace_back([this] {
            ::WaitForSingleObject(process.hProcess, INFINITE);
            ::TerminateJobObject(job, 1);  // strays would keep the pipes open
            tell(Event::ended, {});
        });
    }

    void tell(Event kind, std::string chunk) {
        const std::lock_guard lock(mutex);
        events.emplace_back(kind, std::move(chunk));
        news.notify_one();
    }
};

Child::Child(const Command& command) : state_(std::make_unique<State>()) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    State& child = *state_;
    const bool captured = command.streams == Streams::captured;
    Pipe output;
    Pipe records;
    std::vector<std::string> words = command.words;
    if (command.records)
        words.insert(
            words.end(),
            {"--records", std::to_string(reinterpret_cast<std::uintptr_t>(records.write))});

    // Only these handles are inherited, whatever else is inheritable in this process.
    HANDLE input = empty_input();
    std::vector<HANDLE> handles{input, output.write};
    if (command.records) handles.push_back(records.write);
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    std::vector<std::byte> storage(size);
    auto* const list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(storage.data());
    ::InitializeProcThreadAttributeList(list, 1, 0, &size);
    ::UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles.data(),
                                handles.size() * sizeof(HANDLE), nullptr, nullptr);
    STARTUPINFOEXW start{};
    start.StartupInfo.cb = sizeof start;
    if (captured) {
        start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
        start.StartupInfo.hStdInput = input;
        start.StartupInfo.hStdOutput = output.write;
        start.StartupInfo.hStdError = output.write;
        start.lpAttributeList = list;
    }
    DWORD flags = CREATE_UNICODE_ENVIRONMENT | CREATE_SUSPENDED;
    if (captured) flags |= EXTENDED_STARTUPINFO_PRESENT;
    if (command.family == Family::own) flags |= CREATE_NEW_PROCESS_GROUP;  // for interrupt()

    // The job takes whatever the child starts along when it is closed: at our end, too.
    child.job = ::CreateJobObjectW(nullptr, nullptr);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    ::SetInformationJobObject(child.job, JobObjectExtendedLimitInformation, &limits, sizeof limits);

    std::wstring line = command_line(words);
    std::wstring environment = environment_with(command);
    const BOOL started =
        ::CreateProcessW(nullptr, line.data(), nullptr, nullptr, captured ? TRUE : FALSE, flags,
                         environment.data(), nullptr, &start.StartupInfo, &child.process);
    const DWORD error = ::GetLastError();
    ::DeleteProcThreadAttributeList(list);
    for (HANDLE handle : {input, output.write, records.write}) ::CloseHandle(handle);
    if (!started || !captured) ::CloseHandle(output.read);
    if (!started || !command.records) ::CloseHandle(records.read);
    if (!started) {
        ::CloseHandle(child.job);
        ::SetLastError(error);
        fail(words.front());
    }
    ::AssignProcessToJobObject(child.job, child.process.hProcess);
    if (captured) child.read_from(output.read, Event::output);
    if (command.records) child.read_from(records.read, Event::records);
    child.watch();
    ::ResumeThread(child.process.hThread);
}

Child::~Child() {
    kill();
    for (std::thread& reader : state_->readers)
        if (reader.joinable()) reader.join();
    ::CloseHandle(state_->process.hThread);
    ::CloseHandle(state_->process.hProcess);
    ::CloseHandle(state_->job);
}

Child::Event Child::wait(Clock::time_point until, std::string& chunk) {
    State& child = *state_;
    std::unique_lock lock(child.mutex);
    const auto something = [&] { return !child.events.empty(); };
    if (until == Clock::time_point::max())
        child.news.wait(lock, something);
    else if (!child.news.wait_until(lock, until, something))
        return Event::nothing;
    auto [kind, text] = std::move(child.events.front());
    child.events.pop_front();
    if (kind != Event::ended) {
        chunk = std::move(text);
        return kind;
    }
    // The end may be told before the last output: the readers finish first.
    lock.unlock();
    for (std::thread& reader : child.readers)
        if (reader.joinable()) reader.join();
    lock.lock();
    if (!child.events.empty()) {
        child.events.emplace_back(Event::ended, std::string());
        lock.unlock();
        return wait(until, chunk);
    }
    DWORD code = 0;
    ::GetExitCodeProcess(child.process.hProcess, &code);
    // An unhandled exception ends a process with its NTSTATUS: severity "error", 0xC0000005.
    child.ending = ExitReport{code >= 0xC0000000U, static_cast<int>(code)};
    child.reaped = true;
    child.events.emplace_back(Event::ended, std::string());
    return Event::ended;
}

void Child::interrupt() {
    ::GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, state_->process.dwProcessId);
}

void Child::kill() {
    if (!state_->reaped) ::TerminateJobObject(state_->job, 1);
}

ExitReport Child::ending() const { return state_->ending; }

LeaveCtrlCToTheChild::LeaveCtrlCToTheChild() { ::SetConsoleCtrlHandler(leave_to_the_child, TRUE); }
LeaveCtrlCToTheChild::~LeaveCtrlCToTheChild() {
    ::SetConsoleCtrlHandler(leave_to_the_child, FALSE);
}

std::optional<FileStamp> stamp_of(const std::filesystem::path& file) {
    WIN32_FILE_ATTRIBUTE_DATA found{};
    if (!::GetFileAttributesExW(file.c_str(), GetFileExInfoStandard, &found)) return std::nullopt;
    if ((found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return std::nullopt;
    const auto wide_number = [](DWORD high, DWORD low) {
        return static_cast<std::uint64_t>(high) << 32 | low;
    };
    return FileStamp{wide_number(found.nFileSizeHigh, found.nFileSizeLow),
                     static_cast<std::int64_t>(wide_number(found.ftLastWriteTime.dwHighDateTime,
                                                           found.ftLastWriteTime.dwLowDateTime)),
                     0};
}

void start_apart(const std::vector<std::string>& words) {
    STARTUPINFOW start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION process{};
    std::wstring line = command_line(words);
    // By way of cmd, which finds what is no program: code.cmd.
    line = L"cmd /c \"" + line + L"\"";
    if (!::CreateProcessW(nullptr, line.data(), nullptr, nullptr, FALSE, CREATE_NO_WINDOW, nullptr,
                          nullptr, &start, &process))
        fail(words.front());
    ::CloseHandle(process.hThread);
    ::CloseHandle(process.hProcess);
}

FileLock::FileLock(const std::filesystem::path& file, const std::function<bool()>& go_on)
    : handle_(reinterpret_cast<std::intptr_t>(::CreateFileW(
          file.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
          OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr))) {
    const auto handle = reinterpret_cast<HANDLE>(handle_);
    if (handle == INVALID_HANDLE_VALUE) return;
    OVERLAPPED whole{};
    constexpr DWORD at_once = LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY;
    while (!::LockFileEx(handle, at_once, 0, 1, 0, &whole) && go_on()) ::Sleep(50);
}

FileLock::~FileLock() {
    if (const auto handle = reinterpret_cast<HANDLE>(handle_); handle != INVALID_HANDLE_VALUE)
        ::CloseHandle(handle);
}

std::vector<std::string> arguments(int, char**) {
    // The arguments of main() have lost whatever the console's code page cannot write.
    int count = 0;
    wchar_t** const words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
    std::vector<std::string> result;
    for (int i = 1; i < count; ++i) result.push_back(narrow(words[i]));
    ::LocalFree(words);
    return result;
}

void prepare() {
    ::SetConsoleOutputCP(CP_UTF8);
    DWORD mode = 0;
    if (HANDLE out = ::GetStdHandle(STD_OUTPUT_HANDLE); ::GetConsoleMode(out, &mode))
        ::SetConsoleMode(out, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
}

std::optional<std::string> variable(const char* name) {
    const wchar_t* value = ::_wgetenv(wide(name).c_str());
    return value ? std::optional<std::string>(narrow(value)) : std::nullopt;
}

std::optional<std::filesystem::path> find_program(const std::string& name) {
    std::wstring found(32 * 1024, L'\0');
    const DWORD size = ::SearchPathW(nullptr, wide(name).c_str(), L".exe",
                                     static_cast<DWORD>(found.size()), found.data(), nullptr);
    if (size == 0 || size >= found.size()) return std::nullopt;
    return std::filesystem::path(found.substr(0, size));
}

bool is_terminal(std::FILE* stream) { return ::_isatty(::_fileno(stream)) != 0; }

std::optional<int> terminal_width(std::FILE* stream) {
    CONSOLE_SCREEN_BUFFER_INFO info{};
    const auto handle = reinterpret_cast<HANDLE>(::_get_osfhandle(::_fileno(stream)));
    if (!::GetConsoleScreenBufferInfo(handle, &info)) return std::nullopt;
    return info.srWindow.Right - info.srWindow.Left + 1;
}

std::string describe_signal(int code) {
    switch (static_cast<DWORD>(code)) {
        case EXCEPTION_ACCESS_VIOLATION:
            return "an access violation (it used memory that is not its own)";
        case EXCEPTION_STACK_OVERFLOW:
            return "a stack overflow (a function that calls itself without end?)";
        case EXCEPTION_INT_DIVIDE_BY_ZERO: return "a division by zero";
        case EXCEPTION_ILLEGAL_INSTRUCTION: return "an impossible instruction";
        case 0xC0000409: return "abort(), an assert, or an exception nobody caught";
        default: {
            char text[40];
            std::snprintf(text, sizeof text, "exception 0x%08X", static_cast<unsigned>(code));
            return text;
        }
    }
}

int process_id() { return static_cast<int>(::GetCurrentProcessId()); }

bool create_new(const std::filesystem::path& file, std::string_view content,
                std::error_code& error) {
    const HANDLE handle = ::CreateFileW(file.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                                        FILE_ATTRIBUTE_NORMAL, nullptr);
    const auto failed = [&] {
        error.assign(static_cast<int>(::GetLastError()), std::system_category());
    };
    error.clear();
    if (handle == INVALID_HANDLE_VALUE) {
        failed();
        return false;
    }
    DWORD size = 0;
    if (!::WriteFile(handle, content.data(), static_cast<DWORD>(content.size()), &size, nullptr) ||
        size != content.size())
        failed();
    ::CloseHandle(handle);
    if (error) ::DeleteFileW(file.c_str());
    return !error;
}

std::string executable(const std::string& name) { return name + ".exe"; }

}  // namespace runner::platform
