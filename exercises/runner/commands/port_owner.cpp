#include "commands/port_owner.hpp"

#include "loopback/listeners.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {

void say_port_of_user(const Context& context) {
    if (context.port_of_user)
        context.printer.paragraph(fill(messages::port_of_user, {std::to_string(context.port)}));
}

std::string port_owner(std::uint16_t port) {
    return loopback::who_holds({loopback::loopback_v4, loopback::Port(port)});
}

std::string ways_on(std::uint16_t port, std::string_view command) {
    const std::string other = std::to_string(port == 65535 ? port - 1 : port + 1);
    return fill(messages::ways_on,
                {loopback::who_listens_command(loopback::Port(port)), other, command});
}

}  // namespace runner
