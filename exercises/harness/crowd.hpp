#pragma once

#include <functional>
#include <vector>

#include "harness/peer.hpp"

namespace harness {

/// Many clients at once. What all of them do is one step of the story; what goes wrong is told of
/// one: `client 17`.
///
///     Crowd& crowd = stage.crowd(400);
///     crowd.connects(door).sends(a_line_each).receives(a_line_each).finishes_sending();
class Crowd {
public:
    /// What belongs to each, by its number from 1.
    using Each = std::function<std::string(std::size_t number)>;

    Crowd(Stage& stage, std::vector<Peer*> clients);

    Crowd& connects(const loopback::Endpoint& server);
    Crowd& sends(const Each& bytes);
    Crowd& receives(const Each& bytes);
    Crowd& finishes_sending();
    Crowd& sees_the_end();
    Crowd& resets();

    /// One of them, by its number from 1.
    [[nodiscard]] Peer& client(std::size_t number) { return *clients_[number - 1]; }

private:
    Crowd& all(const std::string& what, const std::string& detail,
               const std::function<void(Peer&, std::size_t)>& act);

    Stage& stage_;
    std::vector<Peer*> clients_;
};

}  // namespace harness
