@echo off
rem The one command of the course on Windows: see ./sandbox, which does the same elsewhere.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
if defined LOOPBACK_BUILD (for %%b in ("%LOOPBACK_BUILD%") do set "build=%%~fb") else set "build=%root%\.build"
set "runner=%build%\bin\sandbox-runner.exe"

where cmake >nul 2>nul || goto no_tools
where ninja >nul 2>nul || goto no_tools
where cl >nul 2>nul && goto tools_are_there
where clang-cl >nul 2>nul && goto tools_are_there
where g++ >nul 2>nul && goto tools_are_there
where clang++ >nul 2>nul && goto tools_are_there
:no_tools
>&2 echo Missing: a C++20 compiler, CMake or Ninja.
>&2 echo Next, type:
>&2 echo     winget install --exact --id Kitware.CMake
>&2 echo     winget install --exact --id Ninja-build.Ninja
>&2 echo     winget install --exact --id BrechtSanders.WinLibs.POSIX.UCRT
>&2 echo open a new terminal, and give the same command again.
>&2 echo ^(With Visual Studio: its "Developer Command Prompt" has all of them.^)
exit /b 3

:tools_are_there
if not exist "%build%\log\" mkdir "%build%\log" 2>nul
if not exist "%build%\log\" goto no_folder
if exist "%build%\build.ninja" goto build_runner
echo Preparing the build folder ...
cmake -S "%root%" -B "%build%" -G Ninja >"%build%\log\launcher.log" 2>&1 || goto failed
:build_runner
if not exist "%runner%" echo Compiling the program behind sandbox ^(once^) ...
cmake --build "%build%" --target runner >"%build%\log\launcher.log" 2>&1 || goto failed

set "LOOPBACK_ROOT=%root%"
set "LOOPBACK_BUILD=%build%"
"%runner%" %*
exit /b %errorlevel%

:no_folder
>&2 echo The build folder cannot be written: %build%
>&2 echo Next: use a folder of yours: set LOOPBACK_BUILD=%%USERPROFILE%%\loopback-build
exit /b 3

:failed
>&2 type "%build%\log\launcher.log"
>&2 echo The program behind sandbox could not be built.
>&2 echo Next: git status shows whether a file of the course was changed; then the same command again.
exit /b 3
