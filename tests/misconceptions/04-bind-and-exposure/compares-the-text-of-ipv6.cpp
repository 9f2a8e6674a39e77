// Misconception: what begins with fc or fd is private
// Caught by: 4.3
// Cause: compare bytes, not text

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const std::string text = to_string(address);
    if (address.is_loopback()) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    const bool is_local = text.starts_with("fc") || text.starts_with("fd");
    return is_local || address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
}
