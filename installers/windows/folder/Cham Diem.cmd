@echo off
rem Serves the pages for whoever sits at this PC and opens a browser.
title Cham Diem
"%~dp0chuong-trinh\python\python.exe" "%~dp0chuong-trinh\begin.py" serve %*
if errorlevel 1 pause
