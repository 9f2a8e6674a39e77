// Another way: a thread reads the keyboard, and wakes the one that waits for the server
// Contract: Waits asleep, without a time limit
// Contract: Afterwards nothing of it uses `keyboard` any more

#include "exercise.hpp"

#include <array>
#include <chrono>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace {

// Reads until it is destroyed.
class Typist {
public:
    Typist(Keyboard& keyboard, Poller& poller) : keyboard_(keyboard), poller_(poller) {}
    ~Typist() {
        keyboard_.stop();
        thread_.join();
    }
    bool takes(std::string& unsent) {
        const std::lock_guard lock{mutex_};
        unsent += std::exchange(typed_, "");
        return ended_;
    }

private:
    void reads() {
        while (const auto line = keyboard_.read_line()) notes(*line, false);
        notes("", true);
    }
    void notes(const std::string& line, bool ended) {
        const std::lock_guard lock{mutex_};
        typed_ += line;
        ended_ = ended;
        poller_.wake();
    }

    Keyboard& keyboard_;
    Poller& poller_;
    std::mutex mutex_;
    std::string typed_;
    bool ended_ = false;
    std::thread thread_{[this] { reads(); }};
};

}  // namespace

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    Poller poller;
    poller.add(server, Interest::recv, 0);
    Typist typist{keyboard, poller};
    std::array<Ready, 1> room;
    std::array<char, 512> buffer;
    std::string unsent;
    for (bool sending = true;;) {
        for (const Ready& ready : poller.wait(room)) {
            if (!ready.can_recv) continue;
            const auto received = server.recv(buffer);
            if (!received) return;
            out.write(received.data(), static_cast<std::streamsize>(received.size())).flush();
        }
        const bool ended = typist.takes(unsent);
        std::error_code error;
        if (!unsent.empty()) {
            unsent.erase(0, server.send(unsent, error, std::chrono::milliseconds{0}));
        }
        if (error && error != std::errc::operation_would_block) throw std::system_error(error);
        if (sending && ended && unsent.empty()) {
            server.shutdown_send();
            sending = false;
        }
        poller.modify(server, unsent.empty() ? Interest::recv : Interest::both, 0);
    }
}
