#include "support.hpp"

TEST_CASE("lines come one by one, however they are cut into pieces") {
    auto [client, server] = connected_pair();
    Task talker([&client = client] {
        for (const char c : std::string_view("first\n\nthird\r\n")) client.send_all({&c, 1});
        client.send_all("4\n5\n6\n");
        client.shutdown_send();
    });
    Reader reader{server};
    std::vector<std::string> lines;
    while (const Text line = reader.recv_line()) lines.emplace_back(line);
    CHECK(lines == std::vector<std::string>{"first\n", "\n", "third\r\n", "4\n", "5\n", "6\n"});
    CHECK_FALSE(reader.recv_line());  // and again
    CHECK(without_line_end("third\r\n") == "third");
    CHECK(without_line_end("third\n") == "third");
    CHECK(without_line_end("third\r") == "third\r");
    CHECK(without_line_end("\n").empty());
    CHECK(without_line_end("").empty());
}

TEST_CASE("a mark is found across pieces, and what is behind it stays for the next call") {
    auto [client, server] = connected_pair();
    client.send_all("a-b--c---d");
    client.shutdown_send();
    FaultInjector faults;
    faults.cut(Operation::recv, 1);
    Observing observing{faults};
    Reader reader{server};
    CHECK(reader.recv_until("---") == "a-b--c---");
    CHECK(reader.rest().empty());
    CHECK(reader.recv_to_end() == "d");
    CHECK(reader.recv_to_end().empty());
    CHECK_FALSE(reader.recv_until("x"));
}

TEST_CASE("zeros are bytes like any other in lines, too") {
    auto [client, server] = connected_pair();
    client.send_all(std::string_view("a\0b\0\0", 5));
    Reader reader{server};
    CHECK(reader.recv_until(std::string_view("\0\0", 2)) == std::string_view("a\0b\0\0", 5));
}

TEST_CASE("what is longer than it may be is an error, and takes no more memory") {
    auto [client, server] = connected_pair();
    client.send_all("1234\n12345\n" + std::string(100'000, 'x'));
    Reader reader{server, 5};
    CHECK(reader.recv_line() == "1234\n");
    const auto failure = failure_of([&] { (void)reader.recv_line(); });
    CHECK(failure.code() == std::errc::message_size);
    CHECK(failure.operation() == "recv_line");
    CHECK(failure.bytes_transferred() == 5);
    CHECK(*failure.peer_endpoint() == client.local_endpoint());
    CHECK(reader.rest() == "12345");
    std::error_code error;
    CHECK_FALSE(reader.recv_line(error));
    CHECK(error == std::errc::message_size);
    CHECK(reader.recv_until("5", error) == "12345");
    CHECK_FALSE(error);
}

TEST_CASE("all to the end may be as long as it may be, and not a byte longer") {
    for (const bool too_long : {false, true}) {
        auto [client, server] = connected_pair();
        client.send_all(std::string(10'000, 'x'));
        if (too_long) client.send_all("y");
        client.shutdown_send();
        Reader reader{server, 10'000};
        std::error_code error;
        const Text all = reader.recv_to_end(error);
        CHECK(all.size() == (too_long ? 0 : 10'000));
        CHECK((error == std::errc::message_size) == too_long);
        if (too_long) {
            CHECK(failure_of([&] { (void)reader.recv_to_end(); }).operation() == "recv_to_end");
            CHECK(reader.rest().size() == 10'001);
        }
    }
}

TEST_CASE("an end in the middle of a line is an error, and tells how much had come") {
    auto [client, server] = connected_pair();
    client.send_all("whole\nhal");
    client.close();
    Reader reader{server};
    CHECK(reader.recv_line() == "whole\n");
    const auto failure = failure_of([&] { (void)reader.recv_line(); });
    const unsigned line = __LINE__ - 1;
    CHECK(failure.code() == Errc::end_of_stream);
    CHECK(failure.bytes_transferred() == 3);
    CHECK(failure.caller().line == line);
    CHECK(reader.recv_to_end() == "hal");
}

TEST_CASE("after a limit has passed another call goes on where it was") {
    auto [client, server] = connected_pair();
    client.send_all("hal");
    Reader reader{server};
    std::error_code error;
    CHECK_FALSE(reader.recv_line(error, 5ms));
    CHECK(error == std::errc::timed_out);
    CHECK_FALSE(reader.recv_line(error, 0ms));
    CHECK(error == std::errc::operation_would_block);
    CHECK(reader.rest() == "hal");
    client.send_all("f\n");
    CHECK(reader.recv_line(error, 20s) == "half\n");
    CHECK_FALSE(error);
    client.send_all("there\n");
    std::array<char, 1> one;
    (void)server.peek(one);
    CHECK(reader.recv_line(0ms) == "there\n");  // what is there is taken
}

TEST_CASE("a limit is for the whole line: a peer that trickles or floods does not outlast it") {
    auto [client, server] = connected_pair();
    Task talker([&client = client] {
        const std::string block(65536, 'x');  // something is there at any moment
        std::error_code gone;
        while (!gone) client.send_all(block, gone);
    });
    Reader reader{server, SIZE_MAX};
    std::error_code error;
    CHECK_FALSE(reader.recv_until("y", error, 50ms));
    CHECK(error == std::errc::timed_out);
    CHECK(reader.recv_to_end(error, 50ms).empty());
    CHECK(error == std::errc::timed_out);
    server.reset();
}

TEST_CASE("an empty mark is an error, and stop ends a reader as it ends recv") {
    auto [client, server] = connected_pair();
    Reader reader{server};
    CHECK(failure_of([&] { (void)reader.recv_until(""); }).code() == std::errc::invalid_argument);
    server.stop();
    CHECK(failure_of([&] { (void)reader.recv_line(); }).code() == std::errc::operation_canceled);
    CHECK(failure_of([&] { (void)reader.recv_to_end(); }).code() == std::errc::operation_canceled);
}
