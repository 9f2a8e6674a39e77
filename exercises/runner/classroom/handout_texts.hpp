#pragma once
// The files that a student edition has and this checkout has not.

#include <string_view>

namespace runner::student_edition {

inline constexpr std::string_view gitignore = "/.build/\n/exercises/*/exercise.cpp.*\n";

inline constexpr std::string_view readme_section = R"text(## This is the student edition

Your answers are the files `exercises/NN-name/exercise.cpp`. They are tracked: commit them as you go,
and hand in this folder, or what your course asks for. `./sandbox check N` judges as you work;
`./sandbox grade .` counts as your instructor's machine does, which uses checks of its own.

Without a network: if `offline/doctest/doctest.h` is there, nothing but a compiler, CMake and Ninja is
needed. It is the one header of <https://github.com/doctest/doctest>.
)text";

inline constexpr std::string_view devcontainer = R"text({
  "name": "Loopback",
  "image": "debian:12",
  "onCreateCommand": "apt-get update && apt-get install -y --no-install-recommends git ca-certificates gdb",
  "postCreateCommand": "./sandbox tour --yes",
  "customizations": {
    "vscode": { "extensions": ["ms-vscode.cpptools"] }
  }
}
)text";

inline constexpr std::string_view workflow =
    R"text(# Counts after each push. The count is for you: your instructor's uses checks of its own.
# Where the variable COURSE names a repository (Settings, Variables), its checks are used here too.
name: grade
on: [push, pull_request, workflow_dispatch]
permissions:
  contents: read

jobs:
  grade:
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
        with:
          path: submission
      - if: vars.COURSE != ''
        uses: actions/checkout@v4
        with:
          repository: ${{ vars.COURSE }}
          path: course
      - run: |
          course=course
          [ -d "$course" ] || course=submission
          "$course/sandbox" grade submission --yes --format junit --output results.xml
      - if: always()
        uses: actions/upload-artifact@v4
        with:
          name: results
          path: results.xml
)text";

inline constexpr std::string_view tests =
    R"text(# This edition's own check: every stub compiles, and fails each check of its exercise at once.
add_executable(handout_driver EXCLUDE_FROM_ALL driver.cpp)
target_link_libraries(handout_driver PRIVATE runner_core)
add_dependencies(tests handout_driver)
file(GLOB folders CONFIGURE_DEPENDS LIST_DIRECTORIES true
     ${PROJECT_SOURCE_DIR}/exercises/[0-9][0-9]-*)
foreach(folder IN LISTS folders)
  get_filename_component(exercise ${folder} NAME)
  string(SUBSTRING ${exercise} 0 2 number)
  set(target check-${number}-stub)
  add_check_program(${target} ${number} ${folder} ${folder}/stub.cpp)
  set_target_properties(${target} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/variants)
  add_dependencies(tests ${target})
  add_test(NAME answer_${number}_stub
           COMMAND handout_driver $<TARGET_FILE:${target}> is-unwritten ${folder}/stub.cpp)
  set_tests_properties(answer_${number}_stub PROPERTIES TIMEOUT 120)
endforeach()
)text";

}  // namespace runner::student_edition
