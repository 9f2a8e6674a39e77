#pragma once

// What a failure of open_at() means, and the headings that tell more. (For open_private() see
// harness/door_causes.hpp, for the pure functions beliefs.hpp.)

#include <string>

#include "exercise.hpp"
#include "harness/doors.hpp"
#include "harness/gave.hpp"
#include "harness/stage.hpp"

namespace causes {

using harness::AskedDoor;

inline constexpr const char* private_default = "Private by default";
inline constexpr const char* on_purpose = "Exposed on purpose";
inline constexpr const char* misspelt = "A misspelt address";
inline constexpr const char* all_of_127 = "All of 127";
inline constexpr const char* every_address = "Every address there is";
inline constexpr const char* private_is_many = "Private means many";
inline constexpr const char* every_door = "Look at every door";

/// The call of open_at() that is judged.
struct Opening {
    Endpoint where;
    Exposure asked = Exposure::loopback_only;
    harness::Gave<TcpListener> gave;

    [[nodiscard]] bool may_be_exposed() const { return asked == expose_to_network; }
    [[nodiscard]] bool is_private() const { return where.address.is_loopback(); }
};
inline Opening opening;

inline std::string why_wrong_bind(const AskedDoor& last) {
    const IpAddress& address = last.where().address;
    if (!opening.may_be_exposed() && !address.is_loopback()) {
        return "your code says expose_to_network whether it was asked for or not: `asked` is the "
               "user's word, pass it on.";
    }
    if (address != opening.where.address) {
        return "your code opens another door than it was told to: " + to_string(address) + " for " +
               to_string(opening.where.address) +
               (opening.may_be_exposed() || opening.is_private()
                    ? "."
                    : ". Where a door may not be opened, that has to be said: an exception.");
    }
    return last.where().port != opening.where.port ? "the port of `where` was not used." : "";
}

inline std::string why_open_at(const harness::Failure& failure) {
    if (failure.verdict != harness::Verdict::fail) return "";
    if (const AskedDoor* last = failure.doors.last()) return why_wrong_bind(*last);
    if (opening.is_private()) {
        return "a door at loopback harms nobody: open it, whatever was asked.";
    }
    if (opening.may_be_exposed()) {
        return "the user has asked for it, and your code does not open the door: pass `asked` on "
               "to bind().";
    }
    if (opening.gave.threw()) return "";
    return "your code hides the failure: whoever gets a closed listener thinks that it is open. "
           "Throw, or let the exception of bind() pass.";
}

}  // namespace causes
