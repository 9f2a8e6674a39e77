// The program behind ./sandbox.

#include "app.hpp"
#include "platform.hpp"

int main(int argc, char** argv) {
    runner::platform::prepare();
    return runner::run_sandbox(runner::platform::arguments(argc, argv));
}
