#include "common/holders.hpp"

#include <algorithm>
#include <optional>

#include "common/bare_bind.hpp"
#include "common/platform.hpp"

namespace lesson {
namespace {

using loopback::Endpoint;
using loopback::Family;
using loopback::Listener;
using loopback::Port;

// Each is named once, however many sockets it has, and of many three.
std::string names_of(const std::vector<Listener>& all) {
    std::vector<std::string> names;
    for (const Listener& one : all) {
        std::string name = loopback::in_words(one);
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < shown; ++i) {
        text += (i == 0 ? "" : ", ") + names[i];
    }
    if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
    return text;
}

bool is_hidden(const Listener& one) { return one.process == 0; }

}  // namespace

Holders holders_of(const Endpoint& door) {
    Holders found;
    std::error_code error;
    for (Listener& one : loopback::who_listens(door, error)) {
        const Family its = loopback::detail::as_in_table(one.endpoint.address).family();
        const Family wanted = loopback::detail::as_in_table(door.address).family();
        // Of one at `::`, the kernel may tell whether it takes IPv4.
        const std::optional<bool> known =
            its == wanted ? std::optional<bool>{true} : platform::takes_ipv4(one);
        if (known == false) continue;
        (known ? found.sure : found.perhaps).push_back(std::move(one));
    }
    if (error) found.unknown = error.message();
    for (const platform::Connection& one : platform::connections_at(door.port)) {
        const auto its = loopback::detail::as_in_table(one.end.endpoint.address);
        const auto wanted = loopback::detail::as_in_table(door.address);
        if (its != wanted && !wanted.is_unspecified()) continue;  // another door
        if (one.over) {
            found.remembered = true;
        } else {
            found.ends.push_back(one.end);
        }
    }
    return found;
}

std::string in_words(const Holders& holders) {
    if (!holders.sure.empty()) return names_of(holders.sure);
    std::string text;
    const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; or ") + more; };
    if (!holders.ends.empty()) {
        add("perhaps " + names_of(holders.ends) + ", whose end of a connection has this port");
    }
    if (holders.remembered) {
        add("perhaps nobody any more: a connection that is over is remembered (TIME_WAIT), for "
            "60 seconds on Linux");
    }
    if (!holders.perhaps.empty()) {
        add("perhaps " + names_of(holders.perhaps) +
            ", which listens at [::]: it may take IPv4 too, or not");
    }
    if (!text.empty()) return text;
    if (!holders.unknown.empty()) {
        return "not known: this system was asked and said \"" + holders.unknown + '"';
    }
    return "a socket that is in no table: it is bound, and neither listens nor is connected";
}

std::string how_to_get_it(const Holders& holders, const Endpoint& door) {
    const auto& sure = holders.sure;
    const bool hidden = std::any_of(sure.begin(), sure.end(), is_hidden);
    if (!sure.empty()) {
        return "See who it is: " + platform::with_more_rights(hidden) +
               loopback::who_listens_command(door.port) +
               ". End it politely: Ctrl-C in its terminal.";
    }
    const auto& ends = holders.ends;
    const bool hidden_end = std::any_of(ends.begin(), ends.end(), is_hidden);
    std::string text;
    if (!ends.empty() || holders.remembered || !holders.unknown.empty()) {
        text = "See what has it: " + platform::with_more_rights(hidden_end) +
               platform::who_has_command(door.port) + ". ";
    }
    if (!ends.empty()) text += "It is free when that connection is closed. ";
    if (holders.remembered) text += "Wait a minute, and it is free. ";
    if (!holders.perhaps.empty()) {
        text += "See whether it takes IPv4: " + loopback::who_listens_command(door.port) +
                " shows *:" + to_string(door.port) + " if it does, [::]:" + to_string(door.port) +
                " if not. ";
    }
    if (text.empty()) text = "It is free when the program that has it ends. ";
    text.pop_back();
    return text;
}

Port another_port(const Endpoint& taken) {
    constexpr std::uint16_t first = 50007;
    constexpr std::uint16_t tries = 100;
    for (std::uint16_t i = 0; i < tries; ++i) {
        const Port port{static_cast<std::uint16_t>(first + i)};
        if (port != taken.port && !try_to_bind({taken.address, port})) return port;
    }
    return 0;
}

}  // namespace lesson
