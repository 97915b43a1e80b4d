@"%~dp0python\python.exe" -m chamdiem.cli %*
