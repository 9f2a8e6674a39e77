#include "harness/causes.hpp"

#include "harness/words.hpp"

namespace harness {

bool Case::has_used_a_closed_one() const {
    return failure.error == std::errc::bad_file_descriptor ||
           failure.error == std::errc::not_a_socket;
}

bool Case::is_stuck_in(std::string_view function) const {
    return is(Verdict::stuck) && failure.spins == 0 && failure.thread && failure.thread->in_call &&
           failure.thread->call.is(function);
}

std::string Case::who() const { return failure.peer ? failure.peer->name : theirs; }

const std::string& Case::got() const {
    static const std::string nothing;
    if (returned != nullptr) return returned->got;
    return failure.peer ? failure.peer->received : nothing;
}

const std::string& Case::expected() const {
    static const std::string nothing;
    if (returned != nullptr) return returned->expected;
    return failure.peer ? failure.peer->expected : nothing;
}

std::size_t Case::right() const { return same_bytes(got(), expected()); }

bool Case::has_stopped_early() const {
    if (!is(Verdict::fail) || !failure.talk || failure.talk->saw_the_end) return false;
    if (returned != nullptr) return true;
    const bool has_ended =
        failure.talk->closed || (failure.peer && failure.peer->ending != Ending::none);
    return has_ended && !has_wrong_bytes();
}

Advice first_of(const Case& one, std::initializer_list<Possible> causes) {
    for (const Possible& possible : causes) {
        if (std::string words = possible.cause(one); !words.empty()) {
            return {std::move(words), possible.heading};
        }
    }
    return {};
}

}  // namespace harness
