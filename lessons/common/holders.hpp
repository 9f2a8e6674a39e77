#pragma once

#include <string>
#include <vector>

#include "loopback/endpoint.hpp"
#include "loopback/listeners.hpp"

namespace lesson {

/// What is known of who has a door that was refused with `address_in_use`. The kernel says only
/// that somebody has it. Its tables say who has the port, and for some of them not whether they
/// are in the way: those are told with "perhaps", and nobody is asked to end them.
struct Holders {
    std::vector<loopback::Listener> sure;     ///< listeners that no second one can stand beside
    std::vector<loopback::Listener> perhaps;  ///< at `::`, which may take IPv4 too, or not
    std::vector<loopback::Listener> ends;     ///< the ends of connections that have this port
    bool remembered = false;                  ///< connections that are over (TIME_WAIT)
    std::string unknown = "";                 ///< why the system's tables could not be read
};

/// Looks at the tables now: what they say may be over the next moment. Never fails.
Holders holders_of(const loopback::Endpoint& door);

/// Who it is, for a sentence that begins with "Held by": "perhaps" where it is a guess.
std::string in_words(const Holders& holders);

/// What a person can do to see it, and what to do then.
std::string how_to_get_it(const Holders& holders, const loopback::Endpoint& door);

/// A port that is free at this address now, for advice: 50007, or the next that is free. 0 if none
/// is found.
loopback::Port another_port(const loopback::Endpoint& taken);

}  // namespace lesson
