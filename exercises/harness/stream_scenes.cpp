// How the functions of an exercise meet their peers.

#include <system_error>

#include "harness/streams.hpp"
#include "harness/words.hpp"

namespace harness::streams {
namespace {

std::string function_that_runs;
std::atomic<bool> has_passed_it_on{false};

}  // namespace

Peer& meets(Stage& stage, const char* function, void (*yours)(loopback::TcpStream&)) {
    loopback::TcpListener door = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    Peer& peer = stage.peer();
    peer.connects(door.local_endpoint());
    const auto client = std::make_shared<loopback::TcpStream>(door.accept().stream);
    stage.runs(
        function, [yours, client] { yours(*client); }, [client] { client->close(); });
    return peer;
}

void runs(Stage& stage, const char* function, Ends ends, std::function<void()> yours,
          std::function<void()> afterwards) {
    if (ends == Ends::in_order) {
        stage.runs(function, std::move(yours), std::move(afterwards));
        return;
    }
    function_that_runs = std::string(function) + "()";
    has_passed_it_on = false;
    stage.tells_returns_itself();
    auto tells = [&stage, yours = std::move(yours)] {
        try {
            yours();
            stage.step("your " + function_that_runs + " returns");
        } catch (const std::system_error& failure) {
            has_passed_it_on = true;
            stage.step("your " + function_that_runs + " passes on", name_of(failure.code()));
        }
    };
    stage.runs(function, std::move(tells), std::move(afterwards));
}

Peer& is_called(Stage& stage, const char* function, Ends ends,
                std::function<void(loopback::Endpoint)> yours) {
    loopback::TcpListener door = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const loopback::Endpoint where = door.local_endpoint();
    runs(stage, function, ends, [where, yours = std::move(yours)] { yours(where); });
    return stage.peer().accepts(door);
}

void must_have_passed_on_the_reset(Stage& stage, const Peer& peer, const std::string& seen) {
    stage.waits_until_returned();
    const std::optional<Conversation> talk = stage.watch().with(peer.endpoint());
    // Wine tells a reset as the end of the stream.
    const bool was_told_as_the_end = talk && talk->saw_the_end && !talk->was_lost;
    if (has_passed_it_on || was_told_as_the_end) return;
    stage.fails(function_that_runs + " lets the error of the broken connection pass on", seen,
                &peer);
}

}  // namespace harness::streams
