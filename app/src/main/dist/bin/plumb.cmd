@echo off
rem Runs the plumb command on a JDK 25. The exit code is that of the command.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -version 2>&1 | findstr /c:"version \"25" >nul
if errorlevel 1 (
  echo plumb: needs a JDK 25: install one, for example Eclipse Temurin 25, and set JAVA_HOME to its folder 1>&2
  exit /b 2
)
rem The JVM announces the options it takes from these variables, but not those on its command line.
set "more=%JAVA_TOOL_OPTIONS% %JDK_JAVA_OPTIONS% %_JAVA_OPTIONS%"
set "JAVA_TOOL_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "_JAVA_OPTIONS="
"%java%" -XX:+UseSerialGC -Xmn16m -XX:MaxRAMPercentage=70 -XX:+DisplayVMOutputToStderr -XX:-PrintWarnings -Xlog:disable -Xlog:all=error:stderr %more% -jar "%~dp0..\lib\plumb.jar" %*
