#include "support.hpp"

namespace {

constexpr std::errc conditions[] = {
    std::errc::address_in_use,
    std::errc::address_not_available,
    std::errc::permission_denied,
    std::errc::connection_refused,
    std::errc::connection_reset,
    std::errc::connection_aborted,
    std::errc::timed_out,
    std::errc::operation_would_block,
    std::errc::resource_unavailable_try_again,
    std::errc::operation_canceled,
    std::errc::too_many_files_open,
    std::errc::too_many_files_open_in_system,
    std::errc::network_unreachable,
    std::errc::host_unreachable,
    std::errc::network_down,
    std::errc::broken_pipe,
    std::errc::not_connected,
    std::errc::already_connected,
    std::errc::message_size,
    std::errc::invalid_argument,
    std::errc::bad_file_descriptor,
    std::errc::not_a_socket,
    std::errc::interrupted,
    std::errc::no_buffer_space,
    std::errc::not_enough_memory,
    std::errc::operation_in_progress,
    std::errc::protocol_error,
    std::errc::file_exists,
    std::errc::no_such_file_or_directory,
    std::errc::operation_not_permitted,
    std::errc::address_family_not_supported,
};

}  // namespace

TEST_CASE("every condition has a code on this platform that compares equal to it") {
    for (const std::errc condition : conditions) {
        CAPTURE(static_cast<int>(condition));
        const auto code = detail::platform_error(detail::native::code_of(condition));
        CHECK(code == condition);
        CHECK(Fault::with(condition).error == code.value());
    }
}

TEST_CASE("no code compares equal to another's condition") {
    const auto would_block = [](std::errc one) {
        return one == std::errc::operation_would_block ||
               one == std::errc::resource_unavailable_try_again;
    };
    for (const std::errc one : conditions) {
        for (const std::errc other : conditions) {
            if (one == other || (would_block(one) && would_block(other))) continue;
            CAPTURE(static_cast<int>(one));
            CAPTURE(static_cast<int>(other));
            CHECK(detail::platform_error(detail::native::code_of(one)) != other);
        }
    }
}

TEST_CASE("would_block has two names and is one condition") {
    const auto code = detail::platform_error(detail::native::would_block);
    CHECK(code == std::errc::operation_would_block);
    CHECK(code == std::errc::resource_unavailable_try_again);
}

TEST_CASE("every code has a message of its own") {
    for (const std::errc condition : conditions) {
        CAPTURE(static_cast<int>(condition));
        const auto code = detail::platform_error(detail::native::code_of(condition));
        CHECK_FALSE(code.message().empty());
        if (!on_windows || condition == std::errc::connection_refused) {
            CHECK(code.message().find("nknown") == std::string::npos);
        }
    }
    const auto message = [](std::errc condition) {
        return detail::platform_error(detail::native::code_of(condition)).message();
    };
    CHECK(message(std::errc::address_in_use) != message(std::errc::permission_denied));
    CHECK(message(std::errc::address_in_use) != message(std::errc::address_not_available));
    CHECK(message(std::errc::connection_refused) == "Connection refused");
}

TEST_CASE("an error code of this library says so") {
    CHECK(std::string(category().name()) == "loopback");
    CHECK(std::error_code(Errc::bad_port).category() == category());
    CHECK(detail::platform_error(detail::native::refused).category() == category());
    CHECK(detail::platform_error(detail::native::refused).value() == detail::native::refused);
}

TEST_CASE("our own errors are told apart, and belong to the conditions that they are") {
    constexpr Errc all[] = {Errc::end_of_stream,  Errc::not_loopback, Errc::bad_port,
                            Errc::bad_address,    Errc::bad_endpoint, Errc::host_not_found,
                            Errc::resolver_failed};
    for (const Errc one : all) {
        const std::error_code code = one;
        CHECK(code == one);
        CHECK_FALSE(code.message().empty());
        CHECK(code.message().find("nknown") == std::string::npos);
        for (const Errc other : all) CHECK((code == other) == (one == other));
        for (const std::errc condition : {std::errc::connection_reset, std::errc::timed_out}) {
            CHECK(code != condition);
        }
    }
    CHECK(std::error_code(Errc::not_loopback) == std::errc::operation_not_permitted);
    CHECK(std::error_code(Errc::bad_address) == std::errc::invalid_argument);
    CHECK(std::error_code(Errc::end_of_stream) != std::errc::invalid_argument);
}

TEST_CASE("a SocketError tells the call, both ends and what went wrong in one line") {
    SocketError::Context context;
    context.operation = "recv_exactly";
    context.local = Endpoint{loopback_v4, 4000};
    context.peer = home;
    context.bytes = 3;
    context.caller = {"main.cpp", 7};
    const SocketError failure{Errc::end_of_stream, context};
    CHECK(std::string(failure.what()) ==
          "recv_exactly 127.0.0.1:4000 -> 127.0.0.1:62893: the peer finished sending too early "
          "(bytes before: 3)");
    CHECK(failure.code() == Errc::end_of_stream);
    CHECK(failure.operation() == "recv_exactly");
    CHECK(*failure.local_endpoint() == Endpoint{loopback_v4, 4000});
    CHECK(*failure.peer_endpoint() == home);
    CHECK(failure.bytes_transferred() == 3);
    CHECK(failure.caller().line == 7);
}

TEST_CASE("a SocketError leaves out what is not known") {
    const auto refused = detail::platform_error(detail::native::refused);
    SocketError::Context context;
    context.operation = "connect";
    context.peer = home;
    const SocketError connect{refused, context};
    CHECK(std::string(connect.what()) == "connect to 127.0.0.1:62893: Connection refused");
    CHECK(connect.local_endpoint() == nullptr);
    CHECK(connect.bytes_transferred() == 0);
    context.peer = {};
    context.local = home;
    CHECK(std::string(SocketError{refused, context}.what()) ==
          "connect 127.0.0.1:62893: Connection refused");
    context.local = {};
    CHECK(std::string(SocketError{refused, context, "see above"}.what()) ==
          "connect: Connection refused; see above");
}

TEST_CASE("a SocketError can be copied without fear, and its text has an end") {
    static_assert(std::is_nothrow_copy_constructible_v<SocketError>);
    const std::string remark(5000, 'r');
    const SocketError failure{Errc::bad_port, {}, remark.c_str()};
    CHECK(std::string(failure.what()).size() < 1000);
}

TEST_CASE("a SocketError is caught as what it is derived from, and copied whole") {
    std::exception_ptr kept;
    try {
        (void)parse_endpoint("nonsense");
    } catch (const std::system_error& failure) {
        CHECK(failure.code() == Errc::bad_endpoint);
        kept = std::current_exception();
    }
    const SocketError again = failure_of([&] { std::rethrow_exception(kept); });
    const SocketError copy = again;
    CHECK(std::string(copy.what()) == again.what());
    CHECK(copy.operation() == "parse_endpoint");
}

TEST_CASE("the code of a success is the one that every library has") {
    CHECK(detail::platform_error(0) == std::error_code{});
    auto [client, server] = connected_pair();
    std::error_code error = Errc::bad_port;
    CHECK(client.send("x", error) == 1);
    CHECK(error == std::error_code{});
}
