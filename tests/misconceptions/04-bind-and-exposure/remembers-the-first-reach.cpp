// Misconception: an address is looked at once
// Caught by: 4.1
// Cause: it does not look at `address`, or in its first call only
// Contract: Who may knock at a door that is bound to an address.
// Contract: Says who may knock at a door that is bound to `address`:
// Also: 4.2 4.3

#include "exercise.hpp"

Reach reach(IpAddress address) {
    static const Reach first = [&] {
        if (address.is_loopback()) return Reach::this_machine;
        return address.scope() == Scope::link_local ? Reach::this_link : Reach::local_network;
    }();
    return first;
}
