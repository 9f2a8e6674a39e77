#include "harness/datagram_peer.hpp"

#include <vector>

#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"

namespace harness {

DatagramPeer::DatagramPeer(Stage& stage, std::string name) : Counterpart(stage, std::move(name)) {
    const HarnessThread mark{seen_.name.c_str()};
    socket_ = loopback::UdpSocket::bind({loopback::loopback_v4, 0});
    is_at(socket_.local_endpoint());
}

DatagramPeer& DatagramPeer::talks_to(const loopback::Endpoint& yours) {
    yours_ = yours;
    return *this;
}

DatagramPeer& DatagramPeer::sends(std::string_view datagram) {
    const HarnessThread mark{seen_.name.c_str()};
    say("sends", show(datagram) + ", to " + to_string(yours_));
    std::error_code error;
    socket_.send_to(datagram, yours_, error);  // a failure shows in what it receives
    note_sent(datagram);
    return *this;
}

DatagramPeer& DatagramPeer::receives(std::string_view datagram) {
    const HarnessThread mark{seen_.name.c_str()};
    expect(datagram);
    wait_for("a datagram");
    std::vector<char> buffer(65536);  // more than the largest one
    std::error_code error;
    const auto came = socket_.recv_from(buffer, error);
    if (error) stage_.fails(show(datagram), "recv_from: " + error.message(), this);
    {
        const std::lock_guard lock{mutex_};
        seen_.received += came.data;
    }
    yours_ = came.from;
    if (came.data != datagram) {
        stage_.fails("the datagram " + show(datagram),
                     came.data.empty() ? "an empty one" : show_against(came.data, datagram), this);
    }
    say("receives", show(datagram) + ", from " + to_string(came.from));
    return *this;
}

DatagramPeer& DatagramPeer::leaves() {
    const HarnessThread mark{seen_.name.c_str()};
    say("closes its socket");
    socket_.close();
    return *this;
}

}  // namespace harness
