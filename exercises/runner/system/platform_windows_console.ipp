// The console on Windows: keys as they are pressed, a screen that is taken and given back. Included
// by platform.cpp, after platform_windows.ipp.

namespace runner::platform {
namespace {

/// The console while a Console has it. Read by handlers that run on threads of their own.
DWORD as_it_was = 0;
std::atomic<bool> console_taken{false};
std::atomic<bool> whole_screen{false};

// As in platform_posix.ipp; the console understands them since Windows 10.
constexpr std::string_view enter_screen = "\x1b[?1049h\x1b[?25l\x1b[2J";
constexpr std::string_view leave_screen = "\x1b[?25h\x1b[?1049l";

void say_to_console(std::string_view text) {
    DWORD size = 0;
    ::WriteFile(::GetStdHandle(STD_OUTPUT_HANDLE), text.data(), static_cast<DWORD>(text.size()),
                &size, nullptr);
}

void take_console() {
    HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE);
    if (console_taken || !::GetConsoleMode(input, &as_it_was)) return;
    console_taken = true;
    ::SetConsoleMode(input, ENABLE_PROCESSED_INPUT | ENABLE_EXTENDED_FLAGS | ENABLE_WINDOW_INPUT);
    if (whole_screen) say_to_console(enter_screen);
}

void give_console_back() {
    if (!console_taken.exchange(false)) return;
    if (whole_screen) say_to_console(leave_screen);
    ::SetConsoleMode(::GetStdHandle(STD_INPUT_HANDLE), as_it_was);
}

BOOL WINAPI end_tidily(DWORD) {
    give_console_back();
    return FALSE;  // and then as always
}

LONG WINAPI crash_tidily(EXCEPTION_POINTERS*) {
    give_console_back();
    return EXCEPTION_CONTINUE_SEARCH;
}

}  // namespace

struct Console::State {
    bool console = false;
    bool lost = true;
    bool ended = false;
    HANDLE news = ::CreateEventW(nullptr, FALSE, FALSE, nullptr);
    std::mutex mutex;
    std::deque<Pressed> keys;

    void add(Pressed pressed) {
        const std::lock_guard lock(mutex);
        keys.push_back(pressed);
    }

    [[nodiscard]] Pressed take() {
        const std::lock_guard lock(mutex);
        if (keys.empty()) return {};
        const Pressed pressed = keys.front();
        keys.pop_front();
        return pressed;
    }

    void read_events() {
        INPUT_RECORD records[32];
        DWORD count = 0;
        HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE);
        if (!::GetNumberOfConsoleInputEvents(input, &count) || count == 0) return;
        if (!::ReadConsoleInputW(input, records, 32, &count)) return;
        for (DWORD i = 0; i < count; ++i)
            if (records[i].EventType == KEY_EVENT && records[i].Event.KeyEvent.bKeyDown)
                add(named(records[i].Event.KeyEvent));
    }

    static Pressed named(const KEY_EVENT_RECORD& event) {
        switch (event.wVirtualKeyCode) {
            case VK_RETURN: return {Key::enter, '\n'};
            case VK_ESCAPE: return {Key::escape, 0};
            case VK_UP: return {Key::up, 0};
            case VK_DOWN: return {Key::down, 0};
            case VK_PRIOR: return {Key::page_up, 0};
            case VK_NEXT: return {Key::page_down, 0};
            case VK_HOME: return {Key::home, 0};
            case VK_END: return {Key::end, 0};
            default: break;
        }
        const wchar_t c = event.uChar.UnicodeChar;
        if (c == 4 || c == 26) return {Key::character, 'q'};  // Ctrl-D, Ctrl-Z
        if (c < 0x20 || c > 0x7E) return {};
        return {Key::character, static_cast<char>(c)};
    }
};

Console::Console(Surface surface) : state_(std::make_unique<State>()) {
    DWORD mode = 0;
    state_->console = ::GetConsoleMode(::GetStdHandle(STD_INPUT_HANDLE), &mode) != 0;
    whole_screen = surface == Surface::whole_screen;
    if (state_->console) {
        ::SetConsoleCtrlHandler(end_tidily, TRUE);
        ::SetUnhandledExceptionFilter(crash_tidily);
        take_console();
        return;
    }
    // A pipe cannot be waited for. The thread may outlive the Console: it owns what it needs.
    State* const state = state_.get();
    std::thread([state] {
        char c = 0;
        DWORD size = 0;
        HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE);
        while (::ReadFile(input, &c, 1, &size, nullptr) && size == 1) {
            state->add(c == '\n' || c == '\r' ? Pressed{Key::enter, c}
                                              : Pressed{Key::character, c});
            ::SetEvent(state->news);
        }
        state->add({Key::end_of_input, 0});
        ::SetEvent(state->news);
    }).detach();
}

Console::~Console() {
    lend();
    if (state_->console) {
        ::SetConsoleCtrlHandler(end_tidily, FALSE);
        ::SetUnhandledExceptionFilter(nullptr);
    } else {
        static_cast<void>(state_.release());  // its thread may still wait for a byte
    }
}

Pressed Console::wait(Clock::time_point until) {
    State& console = *state_;
    if (const Pressed pressed = console.take(); pressed.key != Key::none) return pressed;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        std::max(until - Clock::now(), Clock::duration::zero()));
    const HANDLE handles[] = {console.news, ::GetStdHandle(STD_INPUT_HANDLE)};
    const DWORD count = console.console && console_taken ? 2 : 1;
    const DWORD news =
        ::WaitForMultipleObjects(count, handles, FALSE, static_cast<DWORD>(left.count()));
    if (news == WAIT_OBJECT_0 + 1) console.read_events();
    return console.take();
}

void Console::wake() { ::SetEvent(state_->news); }

bool Console::may_draw() { return true; }

bool Console::screen_was_lost() { return std::exchange(state_->lost, false); }

void Console::lend() { give_console_back(); }

void Console::take_back(Surface surface) {
    whole_screen = surface == Surface::whole_screen;
    take_console();
    state_->lost = true;
}

std::optional<Size> terminal_size(std::FILE* stream) {
    CONSOLE_SCREEN_BUFFER_INFO info{};
    const auto handle = reinterpret_cast<HANDLE>(::_get_osfhandle(::_fileno(stream)));
    if (!::GetConsoleScreenBufferInfo(handle, &info)) return std::nullopt;
    return Size{info.srWindow.Right - info.srWindow.Left + 1,
                info.srWindow.Bottom - info.srWindow.Top + 1};
}

}  // namespace runner::platform
