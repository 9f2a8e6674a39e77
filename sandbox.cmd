@echo off
rem The one command of the course on Windows: see ./sandbox, which does the same elsewhere.
setlocal EnableExtensions DisableDelayedExpansion
rem (No "||" and no "where": the tests run this by Wine's cmd.exe, which gets both wrong.)
rem A path that ends in a backslash would take the quotation mark behind it along.
for %%r in ("%~dp0.") do set "root=%%~fr"
set "root=%root:\=/%"
set "build=%~dp0.build"
if not defined LOOPBACK_BUILD goto find_tools
set "build=%LOOPBACK_BUILD:"=%"
for %%b in ("%build%") do set "build=%%~fb"
if "%build:~-1%"=="\" set "build=%build:~0,-1%"

:find_tools
set "runner=%build%\bin\sandbox-runner.exe"
set "log=%build%\log\launcher.log"
for %%t in (cmake.exe ninja.exe) do if "%%~$PATH:t"=="" goto no_tools
rem CMake would prefer any g++ on the PATH to the compiler of Visual Studio's prompt.
if not defined CXX if defined VCINSTALLDIR set "CXX=cl"
if defined CXX goto tools_are_there
for %%t in (cl.exe clang-cl.exe g++.exe clang++.exe) do if not "%%~$PATH:t"=="" goto tools_are_there
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
:configure
echo Preparing the build folder ...
cmake -S "%root%" -B "%build%" -G Ninja -DLOOPBACK_TESTS=OFF >"%log%" 2>&1
if not %errorlevel%==0 goto failed
:build_runner
if not exist "%runner%" echo Compiling the program behind sandbox ^(once^) ...
cmake --build "%build%" --target runner >"%log%" 2>&1
if %errorlevel%==0 goto hand_over
rem A folder that CMake or Ninja no longer understands (moved, or another compiler) is made again,
rem once. Compile errors stay.
findstr /b /c:"FAILED: " "%log%" >nul
if %errorlevel%==0 goto failed
if not exist "%build%\CMakeCache.txt" goto failed
if defined made_again goto failed
set made_again=yes
del /q "%build%\CMakeCache.txt" "%build%\build.ninja" 2>nul
rmdir /s /q "%build%\CMakeFiles" 2>nul
goto configure

:hand_over
set "LOOPBACK_ROOT=%root%"
set "LOOPBACK_BUILD=%build%"
"%runner%" %*
exit /b %errorlevel%

:no_folder
>&2 echo The build folder cannot be written: "%build%"
>&2 echo Next: use a folder of yours: set LOOPBACK_BUILD=%%USERPROFILE%%\loopback-build
exit /b 3

:failed
>&2 type "%log%"
>&2 echo The program behind sandbox could not be built.
findstr /c:"could not find git" "%log%" >nul
if %errorlevel%==0 >&2 echo (doctest is fetched by git: winget install --exact --id Git.Git)
>&2 echo Next: git status shows whether a file of the course was changed; then the same command again.
exit /b 3
