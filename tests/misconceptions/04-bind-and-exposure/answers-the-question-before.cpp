// Misconception: the last answer is good enough
// Caught by: 4.1
// Cause: was asked for twice, with two answers
// Also: 4.2 4.3

#include "exercise.hpp"

Reach reach(IpAddress address) {
    static Reach last = Reach::this_machine;
    const Reach now = last;
    last = address.is_loopback()                   ? Reach::this_machine
           : address.scope() == Scope::link_local  ? Reach::this_link
           : address.scope() == Scope::private_use ? Reach::local_network
                                                   : Reach::anyone;
    return now;
}
