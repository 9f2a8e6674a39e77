#pragma once

// What a wrong answer of reach() means: the most likely cause, told only with evidence from what it
// has said of all the addresses, and the heading that tells more.

#include <optional>
#include <string>
#include <vector>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/stage.hpp"

namespace causes {

using harness::Advice;

inline std::string in_words(Reach who) {
    switch (who) {
        case Reach::this_machine: return "this_machine";
        case Reach::this_link: return "this_link";
        case Reach::local_network: return "local_network";
        case Reach::anyone: return "anyone";
    }
    return "no value of Reach";
}

/// What reach() has said of an address, and what is right.
struct Reached {
    IpAddress address;
    Reach right;
    Reach answer;
};

using Answers = std::vector<Reached>;

/// What was answered for an address that was asked before; nothing if it was not.
inline std::optional<Reach> answer_for(const Answers& answers, const char* text) {
    const IpAddress address = parse_address(text);
    for (const Reached& one : answers) {
        if (one.address == address) return one.answer;
    }
    return std::nullopt;
}

inline bool is_mapped(const IpAddress& address) {
    return to_string(address).starts_with("::ffff:");
}

inline Advice why_reach_loopback(const Answers& answers, const Reached& wrong) {
    const std::string address = to_string(wrong.address);
    const bool knows_127_0_0_1 = answer_for(answers, "127.0.0.1") == Reach::this_machine;
    if (wrong.right == Reach::this_machine && is_mapped(wrong.address)) {
        return {address +
                    " is an IPv4 address in IPv6's clothes: it is where its last four bytes say. "
                    "scope() looks there.",
                all_of_127};
    }
    if (wrong.right == Reach::this_machine && wrong.address.family() == Family::ipv6) {
        return {
            "::1 is the loopback address of IPv6: as private as 127.0.0.1. Your code knows IPv4's "
            "only.",
            all_of_127};
    }
    if (wrong.right == Reach::this_machine && knows_127_0_0_1) {
        return {
            "loopback is not 127.0.0.1 alone: every address that begins with 127 leads back to "
            "this machine.",
            all_of_127};
    }
    if (wrong.answer == Reach::this_machine && address == "1.0.0.127") {
        return {
            "your code looks at the last byte. An address is in network order: its first byte, "
            "bytes()[0], says which network it is.",
            all_of_127};
    }
    if (wrong.answer == Reach::this_machine && wrong.address.family() == Family::ipv6 &&
        wrong.address.bytes()[0] == 127) {
        return {address +
                    " begins with a byte of 127 and is an IPv6 address: ask for its family() "
                    "before you compare bytes.",
                all_of_127};
    }
    return {"", all_of_127};
}

inline Advice why_reach_anyone(const Reached& wrong) {
    const std::string address = to_string(wrong.address);
    if (wrong.address.is_unspecified() && wrong.answer == Reach::this_machine) {
        return {address +
                    " is not \"nowhere\" and not \"here\": to bind, it is every address that this "
                    "machine has, those that others can reach among them.",
                every_address};
    }
    if (wrong.address.is_unspecified()) {
        return {address +
                    " takes in every address of this machine, a public one too if there is one: "
                    "anyone.",
                every_address};
    }
    if (wrong.address.scope() == Scope::multicast) {
        return {
            address +
                " is the address of a group: who binds it does not choose who sends to the "
                "group. It is none of the addresses that are listed for this_machine, this_link "
                "and local_network, and all that is left is for anyone.",
            every_address};
    }
    return {"", every_address};
}

inline Advice why_reach_private(const Answers& answers, const Reached& wrong) {
    const std::string address = to_string(wrong.address);
    const bool is_near = wrong.right != Reach::anyone;
    if (is_near && wrong.answer == Reach::this_machine) {
        return {address +
                    " is private to a network, not to this machine: everyone on the same network "
                    "can knock there.",
                private_is_many};
    }
    if (is_near && wrong.answer != Reach::anyone) {
        return {wrong.right == Reach::this_link
                    ? address +
                          " is link-local: it reaches as far as the cable does, and no router "
                          "passes it on."
                    : address +
                          " is passed on by the routers of a private network: it reaches "
                          "farther than the link.",
                private_is_many};
    }
    const bool is_v6 = wrong.address.family() == Family::ipv6 && !is_mapped(wrong.address);
    const bool knows_fd = answer_for(answers, "fd00::7") == Reach::local_network;
    const bool knows_fe80 = answer_for(answers, "fe80::7") == Reach::this_link;
    const unsigned first_byte = wrong.address.bytes()[0];
    if (is_v6 && ((first_byte == 0xfe && knows_fe80) || (first_byte == 0xfc && knows_fd) ||
                  first_byte == 0xfb || (first_byte == 0xfe && !is_near))) {
        return {
            "a prefix counts bits, not bytes: fc00::/7 is fc00 to fdff, and fe80::/10 is fe80 to "
            "febf.",
            private_is_many};
    }
    if (is_v6 && first_byte == 10) {
        return {address +
                    " begins with a byte of 10 and is an IPv6 address: ask for its family() before "
                    "you compare bytes.",
                private_is_many};
    }
    if (is_near && is_v6 && answer_for(answers, "192.168.1.7") == Reach::local_network) {
        return {"IPv6 has such addresses too: fc00::/7 for private networks, fe80::/10 for a link.",
                private_is_many};
    }
    const IpAddress::V6Bytes& bytes = wrong.address.bytes();
    const bool is_v4 = wrong.address.family() == Family::ipv4;
    if (is_v4 && bytes[0] == 172) {
        return {"of 172.x.x.x only 172.16.0.0 to 172.31.255.255 are private: twelve bits count.",
                private_is_many};
    }
    if (is_v4 && bytes[0] == 100) {
        return {
            "of 100.x.x.x only 100.64.0.0 to 100.127.255.255 are for local use (RFC 6598): ten "
            "bits "
            "count.",
            private_is_many};
    }
    if (is_v4 && (bytes[0] == 192 || bytes[0] == 169)) {
        return {
            "two bytes count there: 192.168 is private and 169.254 link-local, the rest of 192 "
            "and 169 is public.",
            private_is_many};
    }
    return {"", private_is_many};
}

}  // namespace causes
