@echo off
rem Nightly assignment of codes, run by the Windows Task Scheduler. Change the lines below, then register it once:
rem   schtasks /Create /SC DAILY /ST 22:00 /TN "Dia chi so" /TR "\"D:\DiaChiSo\nightly.bat\""
rem The task must run as the user in whose QGIS the plugin is installed, and QGIS may not hold unsaved edits.
rem Result: a log and a plan of the day in LOGS; exit code 0 = done, 1 = failed (see the log), 2 = not set up.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul

rem ---- Sửa các dòng sau – change these lines ------------------------------------------------------------------
rem Thư mục cài QGIS – where QGIS is installed
set "QGIS=C:\Program Files\QGIS 3.22.16"
rem Sổ địa chỉ – the address register (on a disk of this computer)
set "REGISTER=D:\DiaChiSo\so_dia_chi.gpkg"
rem Lớp nhà và trường mã đối tượng – the layer of buildings, and the field whose value stays with a building
set "BUILDINGS=D:\DiaChiSo\dat_dai.gpkg|layername=nha"
set "ID_FIELD=ma_nha"
rem Lớp thửa đất – the layer of parcels, for sheet and number
set "PARCELS=D:\DiaChiSo\dat_dai.gpkg|layername=thua"
rem true: chỉ lập kế hoạch – plan only; false: ghi vào sổ địa chỉ – write into the register
set "DRY_RUN=true"
rem Nơi để nhật ký và kế hoạch – where log and plan go
set "LOGS=D:\DiaChiSo\nhat_ky"
rem -------------------------------------------------------------------------------------------------------------

if not exist "%LOGS%" mkdir "%LOGS%" || exit /b 2
set "DAY="
for /f %%D in ('powershell -NoProfile -Command "Get-Date -Format yyyy-MM-dd"') do set "DAY=%%D"
if not defined DAY exit /b 2
set "LOG=%LOGS%\%DAY%.log"
set "PLAN=%LOGS%\%DAY%_ke_hoach.gpkg"
>>"%LOG%" echo ==== %DAY% %TIME%

set "QGIS_PROCESS="
for %%F in ("%QGIS%\bin\qgis_process-qgis*.bat") do set "QGIS_PROCESS=%%~fF"
if not defined QGIS_PROCESS (
    >>"%LOG%" echo No qgis_process-qgis*.bat in "%QGIS%\bin": correct the line QGIS=
    exit /b 2
)
if not exist "%REGISTER%" (
    >>"%LOG%" echo No register at "%REGISTER%": correct the line REGISTER=
    exit /b 2
)

rem Says so and goes on where the plugin is enabled already.
call "%QGIS_PROCESS%" plugins enable diachiso >>"%LOG%" 2>&1

call "%QGIS_PROCESS%" run diachiso:assigncodes -- ^
    "INPUT=%BUILDINGS%" ^
    "REGISTER=%REGISTER%" ^
    "ID_FIELD=%ID_FIELD%" ^
    "PARCELS=%PARCELS%" ^
    "DRY_RUN=%DRY_RUN%" ^
    "OUTPUT=%PLAN%" >>"%LOG%" 2>&1
set "CODE=%ERRORLEVEL%"

if "%CODE%"=="0" (
    >>"%LOG%" echo ==== %TIME% Xong – done. "%PLAN%"
    exit /b 0
)
>>"%LOG%" echo ==== %TIME% LỖI – FAILED, exit code %CODE%
exit /b 1
