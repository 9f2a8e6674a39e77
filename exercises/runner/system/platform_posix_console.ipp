// The terminal on Linux and macOS: keys as they are pressed, a screen that is taken and given back.
// Included by platform.cpp, after platform_posix.ipp.

namespace runner::platform {

struct Console::State {
    bool terminal = false;
    bool ended = false;
    bool lost = true;
    int wake_read = -1;
    std::deque<Pressed> keys;
    std::string bytes;  // the beginning of a sequence

    /// Keys from bytes; `all` takes a lone ESC for the key of that name.
    void read_keys(bool all) {
        while (!bytes.empty()) {
            const std::size_t length = bytes[0] == '\x1b' ? take_sequence(all) : take_character();
            if (length == 0) return;
            bytes.erase(0, length);
        }
    }

    std::size_t take_character() {
        const char c = bytes[0];
        keys.push_back(c == '\n' || c == '\r' ? Pressed{Key::enter, c}
                       : c == 4               ? Pressed{Key::character, 'q'}  // Ctrl-D
                                              : Pressed{Key::character, c});
        return 1;
    }

    /// ESC [ parameters letter, or ESC O letter (ECMA-48 §5.4; xterm's ctlseqs).
    std::size_t take_sequence(bool all) {
        const bool introduced = bytes.size() > 1 && (bytes[1] == '[' || bytes[1] == 'O');
        if (!introduced) {
            if (bytes.size() == 1 && !all) return 0;
            keys.push_back({Key::escape, 0});
            return 1;
        }
        std::size_t end = 2;
        while (end < bytes.size() && (bytes[end] < 0x40 || bytes[end] > 0x7E)) ++end;
        if (end == bytes.size()) return all ? end : 0;
        const Key key = named(bytes[end], bytes.substr(2, end - 2));
        if (key != Key::none) keys.push_back({key, 0});
        return end + 1;
    }

    static Key named(char last, std::string_view parameters) {
        switch (last) {
            case 'A': return Key::up;
            case 'B': return Key::down;
            case 'H': return Key::home;
            case 'F': return Key::end;
            case '~':
                return parameters == "5"                        ? Key::page_up
                       : parameters == "6"                      ? Key::page_down
                       : parameters == "1" || parameters == "7" ? Key::home
                       : parameters == "4" || parameters == "8" ? Key::end
                                                                : Key::none;
            default: return Key::none;
        }
    }

    void read_input() {
        char chunk[256];
        const ssize_t size = ::read(STDIN_FILENO, chunk, sizeof chunk);
        if (size < 0 && errno == EINTR) return;
        if (size > 0) {
            bytes.append(chunk, static_cast<std::size_t>(size));
            read_keys(false);
            return;
        }
        ended = true;
        keys.push_back({Key::end_of_input, 0});
    }

    /// Whether this program may read now. In the background a shell's terminal is not ours.
    [[nodiscard]] bool may_read() const { return !ended && (!terminal || terminal_taken); }
};

Console::Console(Surface surface) : state_(std::make_unique<State>()) {
    Pipe wake;
    for (int handle : {wake.read, wake.write})
        ::fcntl(handle, F_SETFL, ::fcntl(handle, F_GETFL) | O_NONBLOCK);
    state_->wake_read = wake.read;
    wake_handle = wake.write;
    state_->terminal = is_terminal(stdin);
    whole_screen = surface == Surface::whole_screen;
    if (!state_->terminal) return;
    for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT})
        std::signal(signal, crash_tidily);
    std::signal(SIGTSTP, stop_tidily);
    take_terminal();
}

Console::~Console() {
    lend();
    for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT, SIGTSTP})
        std::signal(signal, SIG_DFL);
    int handle = wake_handle.exchange(-1);
    close_handle(handle);
    close_handle(state_->wake_read);
}

Pressed Console::wait(Clock::time_point until) {
    using namespace std::chrono_literals;
    State& console = *state_;
    if (console.terminal && !terminal_taken) {
        take_terminal();
        console.lost = console.lost || terminal_taken;
    }
    if (console.keys.empty()) {
        const bool pending = !console.bytes.empty();
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            std::max(until - Clock::now(), Clock::duration::zero()));
        const auto pause = pending ? std::min<std::chrono::milliseconds>(left, 30ms) : left;
        std::array<pollfd, 2> places{
            {{console.may_read() ? STDIN_FILENO : -1, POLLIN, 0}, {console.wake_read, POLLIN, 0}}};
        const int ready = ::poll(places.data(), places.size(), static_cast<int>(pause.count()));
        if (ready > 0 && places[0].revents != 0) console.read_input();
        if (ready > 0 && places[1].revents != 0) {
            char ignored[64];
            while (::read(console.wake_read, ignored, sizeof ignored) > 0) {
            }
        }
        if (ready == 0 && pending) console.read_keys(true);
    }
    if (console.keys.empty()) return {};
    const Pressed pressed = console.keys.front();
    console.keys.pop_front();
    return pressed;
}

void Console::wake() { wake_console(); }

bool Console::may_draw() { return !state_->terminal || terminal_taken; }

bool Console::screen_was_lost() { return std::exchange(state_->lost, false); }

void Console::lend() {
    std::signal(SIGTSTP, SIG_DFL);
    give_terminal_back();
}

void Console::take_back(Surface surface) {
    whole_screen = surface == Surface::whole_screen;
    if (state_->terminal) std::signal(SIGTSTP, stop_tidily);
    take_terminal();
    state_->lost = true;
}

}  // namespace runner::platform
