#pragma once

#include "harness/peer.hpp"
#include "loopback/udp.hpp"

namespace harness {

/// A client, or a server, over UDP: what it sends and receives is whole datagrams.
///
///     DatagramPeer& a = stage.datagram_peer();
///     a.talks_to(socket.local_endpoint()).sends("ping").receives("pong");
class DatagramPeer : public Counterpart {
public:
    /// At a port of 127.0.0.1 that the system chooses: see `endpoint`.
    DatagramPeer(Stage& stage, std::string name);

    /// Sends to there from now on; until then, to whom it received the last one from.
    DatagramPeer& talks_to(const loopback::Endpoint& yours);
    DatagramPeer& sends(std::string_view datagram);
    /// This comes next, in one datagram.
    DatagramPeer& receives(std::string_view datagram);
    /// From now on nobody is at its port.
    DatagramPeer& leaves();

private:
    loopback::UdpSocket socket_;
    loopback::Endpoint yours_{};
};

}  // namespace harness
