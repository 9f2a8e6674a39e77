#include "harness/crowd.hpp"

#include "harness/stage.hpp"
#include "harness/words.hpp"

namespace harness {

Crowd::Crowd(Stage& stage, std::vector<Peer*> clients)
    : stage_(stage), clients_(std::move(clients)) {
    for (Peer* one : clients_) one->is_one_of_many();
}

Crowd& Crowd::all(const std::string& what, const std::string& detail,
                  const std::function<void(Peer&, std::size_t)>& act) {
    for (std::size_t i = 0; i < clients_.size(); ++i) act(*clients_[i], i + 1);
    stage_.step(count(clients_.size(), "client") + ' ' + what, detail);
    return *this;
}

Crowd& Crowd::connects(const loopback::Endpoint& server) {
    return all("connect", "to " + to_string(server),
               [&](Peer& one, std::size_t) { one.connects(server); });
}

Crowd& Crowd::sends(const Each& bytes) {
    return all("send", show(bytes(1)) + " and the like",
               [&](Peer& one, std::size_t number) { one.sends(bytes(number)); });
}

Crowd& Crowd::receives(const Each& bytes) {
    return all("receive", show(bytes(1)) + " and the like",
               [&](Peer& one, std::size_t number) { one.receives(bytes(number)); });
}

Crowd& Crowd::finishes_sending() {
    return all("finish sending", "", [](Peer& one, std::size_t) { one.finishes_sending(); });
}

Crowd& Crowd::sees_the_end() {
    return all("see the end of the stream", "", [](Peer& one, std::size_t) { one.sees_the_end(); });
}

Crowd& Crowd::resets() {
    return all("reset the connection", "", [](Peer& one, std::size_t) { one.resets(); });
}

}  // namespace harness
