@setlocal
@set "FONTCONFIG_FILE=%~sdp0fonts.conf"
@"%~dp0python\python.exe" -m chamdiem.cli %*
