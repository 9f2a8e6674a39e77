#include "support.hpp"

TEST_CASE("a deadline gives what is left, and less each time") {
    const Deadline deadline{1h};
    const Timeout first = deadline.left();
    const Timeout second = deadline.left();
    CHECK(first.length() <= 1h);
    CHECK(first.length() > 59min);
    CHECK(second.length() <= first.length());
    CHECK_FALSE(deadline.is_over());
}

TEST_CASE("once it is over a deadline gives nothing, and says so in both forms") {
    for (const Timeout limit : {Timeout(0s), Timeout(-1s)}) {
        const Deadline deadline{limit};
        CHECK(deadline.is_over());
        const auto failure = failure_of([&] { (void)deadline.left(); });
        const unsigned line = __LINE__ - 1;
        CHECK(failure.code() == std::errc::timed_out);
        CHECK(failure.operation() == "left");
        CHECK(failure.caller().line == line);
        CHECK(std::string(failure.what()).find("several calls together") != std::string::npos);
        std::error_code error;
        CHECK(deadline.left(error).is_zero());
        CHECK(error == std::errc::timed_out);
    }
}

TEST_CASE("without a limit a deadline is never over") {
    const Deadline deadline{forever};
    std::error_code error = Errc::bad_port;
    CHECK(deadline.left(error).is_forever());
    CHECK_FALSE(error);
    CHECK_FALSE(deadline.is_over());
}

TEST_CASE("a peer that never stops does not outlast a deadline") {
    auto [client, server] = connected_pair();
    Task talker([&server = server] {
        const std::string block(65536, 'x');  // something is there at any moment
        std::error_code gone;
        while (!gone) server.send_all(block, gone);
    });
    const Deadline deadline{50ms};
    std::array<char, 512> buffer;
    const auto failure = failure_of([&, &client = client] {
        while (client.recv(buffer, deadline.left())) {
        }
    });
    CHECK(failure.code() == std::errc::timed_out);
    client.reset();
}
