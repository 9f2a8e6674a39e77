// Misconception: an address with a zone is another one
// Caught by: 4.3
// Cause: is in the same range with a zone and without one
// Contract: A link-local address may have a zone
// Contract: it changes nothing.

#include "exercise.hpp"

Reach reach(IpAddress address) {
    if (address.zone() != 0) return Reach::anyone;
    if (address.is_loopback()) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
}
