// What lesson 02 must outlive: every call of its solution and of its program fails in every way.

#include "torture/torture.hpp"

#include <deque>
#include <optional>
#include <sstream>

#include "exercise.hpp"

namespace torture {
namespace {

/// A keyboard on which everything has been typed already.
class Typed : public Keyboard {
public:
    explicit Typed(std::initializer_list<const char*> lines) : lines_(lines.begin(), lines.end()) {}
    std::optional<std::string> next_line(Caller) override {
        if (lines_.empty()) return std::nullopt;
        std::string line = std::move(lines_.front());
        lines_.pop_front();
        return line;
    }
    std::optional<std::string> read_line(Caller caller) override { return next_line(caller); }
    [[nodiscard]] bool at_end() override { return lines_.empty(); }
    void stop() override { lines_.clear(); }
    void wakes(Poller* poller) override {
        if (poller != nullptr) poller->wake();
    }

private:
    std::deque<std::string> lines_;
};

void asking(Run& run) {
    const UnseenEcho server;
    run.say(ask(server.endpoint(), "what comes back?"));
}

void talking(Run& run) {
    const UnseenEcho server;
    auto stream = TcpStream::connect(server.endpoint());
    Typed keyboard{"one\n", "two\n", "three"};
    std::ostringstream screen;
    talk(stream, keyboard, screen);
    run.say(screen.str());
}

const Scenes scenes{[]() -> std::vector<Scenario> {
    return {{"the solution asks", asking, true},
            {"the solution talks", talking, true},
            program("the program", {}, Partner::server)};
}};

}  // namespace
}  // namespace torture
