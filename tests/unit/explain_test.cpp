#include "support.hpp"

#include <set>

namespace {

std::error_code code_of(std::errc condition) {
    return detail::platform_error(detail::native::code_of(condition));
}

std::string all_of(const Explanation& why) {
    return why.meaning + "\n" + why.usual_cause + "\n" + why.what_next;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("every usual failure has a meaning, a cause and a next step of its own") {
    std::set<std::string> meanings;
    const std::error_code codes[] = {code_of(std::errc::address_in_use),
                                     code_of(std::errc::permission_denied),
                                     code_of(std::errc::address_not_available),
                                     code_of(std::errc::connection_refused),
                                     code_of(std::errc::connection_reset),
                                     code_of(std::errc::timed_out),
                                     code_of(std::errc::operation_would_block),
                                     code_of(std::errc::operation_canceled),
                                     code_of(std::errc::too_many_files_open),
                                     code_of(std::errc::network_unreachable),
                                     Errc::end_of_stream,
                                     Errc::not_loopback,
                                     Errc::bad_port,
                                     Errc::bad_address,
                                     Errc::bad_endpoint,
                                     Errc::host_not_found};
    for (const auto& code : codes) {
        CAPTURE(code);
        const Explanation why = explain(code, home);
        CHECK(why.meaning.ends_with("."));
        CHECK_FALSE(why.usual_cause.empty());
        CHECK_FALSE(why.what_next.empty());
        CHECK(meanings.insert(why.meaning).second);
    }
}

TEST_CASE("the endpoint is named where it is known") {
    const auto in_use = explain(code_of(std::errc::address_in_use), home);
    CHECK(has(in_use.meaning, "127.0.0.1:62893"));
    CHECK(has(in_use.what_next, "62893"));
    const auto unknown = explain(code_of(std::errc::address_in_use));
    CHECK(has(unknown.meaning, "this endpoint"));
}

TEST_CASE("the command that finds the owner names the port that is in the way") {
    const Endpoint busy{loopback_v4, 8080};
    for (const auto condition : {std::errc::address_in_use, std::errc::connection_refused}) {
        const auto why = explain(code_of(condition), busy);
        CHECK(has(why.what_next, "8080"));
        if (on_linux) CHECK(has(why.what_next, "ss -ltnp 'sport = :8080'"));
        if (on_windows) CHECK(has(why.what_next, "netstat -ano -p tcp | findstr :8080"));
    }
}

TEST_CASE("a port below 1024 needs a privilege, any other was reserved") {
    const auto denied = code_of(std::errc::permission_denied);
    CHECK(has(all_of(explain(denied, Endpoint{loopback_v4, 80})), "1024"));
    CHECK(has(all_of(explain(denied, home)), "excludedportrange"));
}

TEST_CASE("a code that nobody knows is explained by its message") {
    const auto why = explain(code_of(std::errc::file_exists));
    CHECK(why.meaning == code_of(std::errc::file_exists).message() + ".");
    CHECK_FALSE(why.what_next.empty());
}

TEST_CASE("codes of the standard's own categories are explained as well") {
    const auto why = explain(std::make_error_code(std::errc::address_in_use), home);
    CHECK(has(why.meaning, "owner"));
}

TEST_CASE("a failure is explained for the endpoint that it happened on") {
    const ClosedPort nobody;
    const auto refused = failure_of([&] { (void)TcpStream::connect(nobody.endpoint()); });
    CHECK(has(explain(refused).meaning, to_string(nobody.endpoint())));
    const auto exposed = failure_of([] { (void)TcpListener::bind({any_v4, 0}); });
    CHECK(has(explain(exposed).meaning, "0.0.0.0:0"));
    CHECK(has(explain(exposed).what_next, "expose_to_network"));
}
