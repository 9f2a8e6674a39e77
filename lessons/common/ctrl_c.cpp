#include "common/ctrl_c.hpp"

#include <array>
#include <atomic>
#include <stdexcept>
#include <thread>

#include "common/platform.hpp"

namespace lesson {
namespace {

// What Ctrl-C has to stop. The handler may interrupt any line of this program (POSIX) or run in
// a thread of its own (Windows): so there are only atomics here, no lock and no allocation.
struct Place {
    std::atomic<bool> taken{false};
    std::atomic<loopback::TcpListener*> listener{nullptr};
    std::atomic<loopback::TcpStream*> stream{nullptr};
    std::atomic<loopback::Poller*> poller{nullptr};
};

std::array<Place, 64> places;
std::atomic<bool> pressed{false};
std::atomic<int> handlers_running{0};
static_assert(std::atomic<loopback::TcpStream*>::is_always_lock_free);

void stop(Place& place) {
    if (auto* listener = place.listener.load()) listener->stop();
    if (auto* stream = place.stream.load()) stream->stop();
    if (auto* poller = place.poller.load()) poller->wake();
}

// Called by platform.cpp when Ctrl-C is pressed. True: this was not the first time.
bool on_ctrl_c() {
    if (pressed.exchange(true)) return true;
    ++handlers_running;
    for (Place& place : places) stop(place);
    --handlers_running;
    return false;
}

std::size_t take_place() {
    platform::watch_ctrl_c(on_ctrl_c);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i].taken.exchange(true)) return i;
    }
    throw std::length_error("more sockets than Ctrl-C can stop");
}

}  // namespace

StopOnCtrlC::StopOnCtrlC(loopback::TcpListener& listener) : place_(take_place()) {
    places[place_].listener = &listener;
    if (pressed) listener.stop();  // pressed before it stood there
}

StopOnCtrlC::StopOnCtrlC(loopback::TcpStream& stream) : place_(take_place()) {
    places[place_].stream = &stream;
    if (pressed) stream.stop();
}

StopOnCtrlC::StopOnCtrlC(loopback::Poller& poller) : place_(take_place()) {
    places[place_].poller = &poller;
    if (pressed) poller.wake();
}

StopOnCtrlC::~StopOnCtrlC() {
    Place& place = places[place_];
    place.listener = nullptr;
    place.stream = nullptr;
    place.poller = nullptr;
    while (handlers_running != 0) std::this_thread::yield();  // it may have seen the socket still
    place.taken = false;
}

bool ctrl_c_pressed() { return pressed; }

}  // namespace lesson
