// The exercises' solutions, as programs that must outlive a bad system.

#include <deque>
#include <sstream>

#include "01-echo-server/exercise.hpp"
#include "02-telnet-client/exercise.hpp"
#include "03-port-ranges/exercise.hpp"
#include "04-bind-and-exposure/exercise.hpp"
#include "05-port-conflicts/exercise.hpp"
#include "torture.hpp"

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

// The clients have come and gone before the server looks: their bytes wait for it.
void echo_server(Run& run) {
    TcpListener listener = open_door(0);
    std::vector<TcpStream> clients;
    for (const char* text : {"first", "second"}) {
        clients.push_back(TcpStream::connect(listener.local_endpoint()));
        clients.back().send_all(text);
        clients.back().shutdown_send();
    }
    serve(listener, 2, echo);
    for (TcpStream& client : clients) {
        std::array<char, 64> buffer;
        std::string all;
        while (auto received = client.recv(buffer)) all += received;
        run.say(all);
    }
}

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

void claiming(Run& run) {
    const Claimed claimed = claim_free();
    run.say(claimed.listener.local_endpoint().port == claimed.port ? "ours" : "not ours");
}

void doors(Run& run) {
    const TcpListener one = open_private(0);
    const TcpListener other = open_at({loopback_v4, 0}, Exposure::loopback_only);
    run.say(one.local_endpoint() != other.local_endpoint() ? "two doors" : "one door");
}

void conflicts(Run& run) {
    auto taken = TcpListener::bind({loopback_v4, 0});
    const Endpoint where = taken.local_endpoint();
    run.say(diagnose(where) == Diagnosis::in_use ? "in use" : "not in use");
    run.say(only_instance(where) ? "the only one" : "another one");
    const Opened opened = open_or_next(where, 50);
    run.say(opened.skipped.empty() ? "no port was skipped" : "a port was skipped");
    run.say(opened.listener.is_open() ? "open" : "closed");
}

}  // namespace

std::vector<Scenario> answers() {
    return {{"answer 01", echo_server, true},   {"answer 02, ask", asking, true},
            {"answer 02, talk", talking, true}, {"answer 03", claiming, true},
            {"answer 04", doors, true},         {"answer 05", conflicts, true}};
}

}  // namespace torture
