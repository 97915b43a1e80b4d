@echo off
rem Opens a prompt in which chamdiem works.
chcp 65001 >nul
"%~dp0chuong-trinh\python\python.exe" "%~dp0chuong-trinh\begin.py" prompt %*
if errorlevel 1 pause
