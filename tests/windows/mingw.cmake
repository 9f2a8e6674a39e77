# Cross-builds for Windows by MinGW-w64; CTest runs the programs under Wine. See docs/windows.md.
set(CMAKE_SYSTEM_NAME Windows)
find_program(LOOPBACK_MINGW NAMES x86_64-w64-mingw32-g++-posix x86_64-w64-mingw32-g++)
set(CMAKE_CXX_COMPILER ${LOOPBACK_MINGW})
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)  # no DLL to be found at run time
find_program(LOOPBACK_LLD ld.lld)
if(LOOPBACK_LLD)  # links in a fifth of the time
  string(APPEND CMAKE_EXE_LINKER_FLAGS_INIT " -wrapper ${CMAKE_CURRENT_LIST_DIR}/link.sh")
endif()

# A Wine of its own: nothing in the user's home is touched, and a crash is no matter for a debugger.
# Wine ends at once where chance puts the heap at an address that Windows programs rely on
# (docs/windows.md): memory is laid out without chance for its processes.
find_program(LOOPBACK_WINE NAMES wine64 wine PATHS /usr/lib/wine)
find_program(LOOPBACK_SETARCH setarch)
set(LOOPBACK_FIXED_LAYOUT "")
if(LOOPBACK_SETARCH)
  execute_process(COMMAND ${LOOPBACK_SETARCH} -R true RESULT_VARIABLE refused OUTPUT_QUIET ERROR_QUIET)
  if(NOT refused)
    set(LOOPBACK_FIXED_LAYOUT ${LOOPBACK_SETARCH} -R)
  endif()
endif()
if(LOOPBACK_WINE)
  set(CMAKE_CROSSCOMPILING_EMULATOR
      ${LOOPBACK_FIXED_LAYOUT} env WINEDEBUG=fixme-all WINEDLLOVERRIDES=mscoree,mshtml,winedbg.exe=
      WINEPREFIX=${CMAKE_BINARY_DIR}/wine ${LOOPBACK_WINE})
endif()
