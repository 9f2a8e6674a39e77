#include "commands/port_owner.hpp"

#include <optional>
#include <vector>

#include "loopback/listeners.hpp"
#include "loopback/tcp.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

loopback::Endpoint door_at(std::uint16_t port) {
    return {loopback::loopback_v4, loopback::Port(port)};
}

struct Holder {
    std::optional<loopback::Listener> who;
    bool sure = false;
};

/// The first listener that is in the way there. One at [::] may be, or not: the system's tables do
/// not tell whether it takes IPv4.
Holder holder_of(const loopback::Endpoint& door) {
    std::error_code error;
    auto found = loopback::who_listens(door, error);
    if (found.empty()) return {};
    const bool sure = loopback::detail::as_in_table(found.front().endpoint.address).family() ==
                      loopback::Family::ipv4;
    return {std::move(found.front()), sure};
}

void replace(std::string& text, std::string_view from, std::string_view to) {
    if (const std::size_t at = text.find(from); at != std::string::npos)
        text.replace(at, from.size(), to);
}

/// As loopback::who_listens_command, for sockets in every state.
std::string all_sockets_command(loopback::Port port) {
    std::string command = loopback::who_listens_command(port);
    replace(command, "-ltnp", "-tanp");
    replace(command, " -sTCP:LISTEN", "");
    return command;
}

/// Another user's processes are shown to root only. On Windows there is no sudo, nor need of it.
std::string with_more_rights(bool needed) {
    const bool has_sudo = !loopback::who_listens_command(0).starts_with("netstat");
    return needed && has_sudo ? "sudo " : "";
}

/// A port that can be bound now: the next one that is free; 0 if none is near.
std::uint16_t another_port(std::uint16_t port) {
    constexpr int tries = 100;
    for (int i = 1; i <= tries; ++i) {
        const std::uint16_t other =
            static_cast<std::uint16_t>(port > 65535 - tries ? port - i : port + i);
        std::error_code error;
        auto listener = loopback::TcpListener::bind(door_at(other), error);
        if (!error) return other;
    }
    return 0;
}

std::string numbered(std::vector<std::string> ways, std::uint16_t port, std::string_view command) {
    if (const std::uint16_t other = another_port(port); other != 0)
        ways.push_back(fill(messages::way_other_port, {std::to_string(other), command}));
    ways.push_back(fill(messages::way_any_port, {command}));
    std::string text;
    for (std::size_t i = 0; i < ways.size(); ++i)
        text += (i == 0 ? "" : "\n") + std::to_string(i + 1) + ". " + ways[i];
    return text;
}

}  // namespace

void say_port_of_user(const Context& context) {
    if (context.port_of_user)
        context.printer.paragraph(fill(messages::port_of_user, {std::to_string(context.port)}));
}

std::string port_owner(std::uint16_t port) {
    const loopback::Endpoint door = door_at(port);
    const auto [who, sure] = holder_of(door);
    if (sure) return loopback::who_holds(door);
    if (who) return fill(messages::owner_perhaps, {loopback::in_words(*who)});
    return std::string(messages::owner_unknown);
}

std::string ways_on(std::uint16_t port, std::string_view command) {
    const auto [who, sure] = holder_of(door_at(port));
    const loopback::Port number(port);
    const std::string first =
        sure ? fill(messages::way_listener,
                    {with_more_rights(who->process == 0) + loopback::who_listens_command(number)})
             : fill(messages::way_unknown, {all_sockets_command(number)});
    return numbered({first}, port, command);
}

std::string other_ports(std::uint16_t port, std::string_view command) {
    return numbered({}, port, command);
}

}  // namespace runner
