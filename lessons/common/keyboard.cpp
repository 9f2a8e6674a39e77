#include "common/keyboard.hpp"

#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string_view>
#include <thread>

#include "common/platform.hpp"

namespace lesson {

struct Keyboard::Queue {
    static constexpr std::size_t most = 65536;

    mutable std::mutex mutex;
    std::condition_variable news;  // a line, room for one, or the end
    std::deque<std::string> lines;
    std::size_t bytes = 0;
    bool ended = false;
    bool stopped = false;
    loopback::Poller* poller = nullptr;

    void wake() {
        news.notify_all();
        if (poller != nullptr) poller->wake();
    }
    // False if nobody wants lines any more.
    bool put(std::string line) {
        std::unique_lock lock{mutex};
        news.wait(lock, [this] { return bytes < most || stopped; });
        if (stopped) return false;
        bytes += line.size();
        lines.push_back(std::move(line));
        wake();
        return true;
    }
    void end() {
        const std::lock_guard lock{mutex};
        ended = true;
        wake();
    }
    std::optional<std::string> take() {
        if (lines.empty()) return std::nullopt;
        std::string line = std::move(lines.front());
        lines.pop_front();
        bytes -= line.size();
        news.notify_all();
        return line;
    }

    // On the reading thread.
    void read_everything() {
        std::array<char, 4096> room;
        std::string rest;
        while (const std::size_t count = platform::read_input(room.data(), room.size())) {
            rest.append(room.data(), count);
            for (std::size_t end; (end = rest.find('\n')) != rest.npos; rest.erase(0, end + 1)) {
                if (!put(rest.substr(0, end + 1))) return;
            }
            // What came of a line is handed over; but "\r\n" stays together.
            const std::size_t kept = rest.ends_with('\r') ? 1 : 0;
            if (rest.size() > kept && !put(rest.substr(0, rest.size() - kept))) return;
            rest.erase(0, rest.size() - kept);
        }
        if (rest.empty() || put(rest)) end();
    }
};

Keyboard::Keyboard() : queue_(std::make_shared<Queue>()) {
    std::thread{[queue = queue_] { queue->read_everything(); }}.detach();
}

// The thread may be reading, which nothing can interrupt: it is left alone with its queue.
Keyboard::~Keyboard() {
    stop();
    wakes(nullptr);
}

std::optional<std::string> Keyboard::next_line() {
    const std::lock_guard lock{queue_->mutex};
    return queue_->take();
}

std::optional<std::string> Keyboard::read_line() {
    std::unique_lock lock{queue_->mutex};
    queue_->news.wait(lock,
                      [&] { return !queue_->lines.empty() || queue_->ended || queue_->stopped; });
    if (queue_->stopped) return std::nullopt;
    return queue_->take();
}

bool Keyboard::at_end() const {
    const std::lock_guard lock{queue_->mutex};
    return queue_->lines.empty() && queue_->ended;
}

void Keyboard::stop() {
    const std::lock_guard lock{queue_->mutex};
    queue_->stopped = true;
    queue_->wake();
}

bool Keyboard::is_terminal() const { return platform::input_is_terminal(); }

void Keyboard::wakes(loopback::Poller* poller) {
    const std::lock_guard lock{queue_->mutex};
    queue_->poller = poller;
    if (!queue_->lines.empty() || queue_->ended) queue_->wake();
}

EscapeKey::EscapeKey(char key) { platform::set_escape_key(key); }

EscapeKey::~EscapeKey() { platform::restore_escape_key(); }

}  // namespace lesson
