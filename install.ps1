# Installs the distq executable on Windows: install.ps1 [-Version X.Y.Z] [ADDRESS]
#
#   ADDRESS            of the releases: below it are latest/download/FILE and download/vX.Y.Z/FILE (or DISTQ_RELEASES)
#   DISTQ_INSTALL_DIR  where distq.exe goes; %LOCALAPPDATA%\Programs\distq unless set
#
# Nothing is put there before its checksum was compared with SHA256SUMS of the release and it has run once.
# Written for Windows PowerShell 5.1 and PowerShell 7; it has not been run on Windows yet.
param(
  [Parameter(Position = 0)] [string] $Releases,
  [string] $Version
)

# The release workflow fills in the address of its own repository.
$stampedReleases = ''

function Stop-Install([string] $Message, [string] $Remedy) {
  throw "$Message`n  $Remedy"
}

function Get-Target {
  # A 32-bit PowerShell on a 64-bit system names the system's processor in the second variable.
  $processor = if ($env:PROCESSOR_ARCHITEW6432) { $env:PROCESSOR_ARCHITEW6432 } else { $env:PROCESSOR_ARCHITECTURE }
  switch ($processor) {
    'AMD64' { return 'win32-x64' }
    # Windows on ARM runs x64 programs.
    'ARM64' { return 'win32-x64' }
    default { Stop-Install "there is no executable for the processor $processor" 'the npm package runs wherever Node.js does: npx distq' }
  }
}

function Save-File([string] $From, [string] $To) {
  try {
    Invoke-WebRequest -UseBasicParsing -TimeoutSec 600 -Uri $From -OutFile $To
  } catch {
    Stop-Install "cannot download ${From}: $($_.Exception.Message)" 'check the address, the network and the room on the disk, and try again'
  }
}

function Install-Distq([string] $Releases, [string] $Version) {
  # Both are far slower, or fail, otherwise: the progress bar, and TLS 1.0 of Windows PowerShell 5.1.
  $ProgressPreference = 'SilentlyContinue'
  $ErrorActionPreference = 'Stop'
  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

  if (-not $Releases) { $Releases = $env:DISTQ_RELEASES }
  if (-not $Releases) { $Releases = $stampedReleases }
  if (-not $Releases) { Stop-Install 'no address to download from' 'name that of the releases: install.ps1 ADDRESS, or set DISTQ_RELEASES' }
  $Version = $Version -replace '^v', ''
  if ($Version -notmatch '^[0-9A-Za-z.+-]*$') { Stop-Install "not a version: $Version" 'for example: -Version 0.1.0' }
  $Releases = $Releases.TrimEnd('/')
  $from = if ($Version) { "$Releases/download/v$Version" } else { "$Releases/latest/download" }
  $archive = "distq-$(Get-Target).zip"

  $directory = if ($env:DISTQ_INSTALL_DIR) { $env:DISTQ_INSTALL_DIR } else { Join-Path $env:LOCALAPPDATA 'Programs\distq' }
  $work = Join-Path $directory ".distq-install.$([guid]::NewGuid().ToString('N'))"
  try {
    # Beside the place of the executable, so that it gets there by a rename: it is never there in part.
    New-Item -ItemType Directory -Force -Path $work | Out-Null
  } catch {
    Stop-Install "cannot write to ${directory}: $($_.Exception.Message)" 'choose another directory: $env:DISTQ_INSTALL_DIR = ...'
  }
  try {
    Write-Host "downloading $from/$archive"
    $sums = Join-Path $work 'SHA256SUMS'
    Save-File "$from/SHA256SUMS" $sums
    $pattern = "^([0-9a-f]{64}) [ *]$([regex]::Escape($archive))$"
    $expected = Get-Content $sums | ForEach-Object { if ($_ -match $pattern) { $Matches[1] } } | Select-Object -First 1
    if (-not $expected) { Stop-Install "SHA256SUMS of this release does not name $archive" "look at what it has: $Releases" }
    $file = Join-Path $work $archive
    Save-File "$from/$archive" $file
    $actual = (Get-FileHash -Algorithm SHA256 -Path $file).Hash.ToLowerInvariant()
    if ($actual -ne $expected) {
      Stop-Install "$archive is not what the release has: its SHA-256 is $actual, not $expected" `
        'try again; if that does not help, the download was changed on its way: do not use it'
    }
    $unpacked = Join-Path $work 'unpacked'
    try {
      Expand-Archive -Path $file -DestinationPath $unpacked
    } catch {
      Stop-Install "cannot unpack ${archive}: $($_.Exception.Message)" "is there room in ${directory}?"
    }
    $executable = Join-Path $unpacked 'distq.exe'
    $told = & $executable --version
    if ($LASTEXITCODE -ne 0) { Stop-Install 'the executable does not run here' 'the npm package needs Node.js only: npx distq' }
    $place = Join-Path $directory 'distq.exe'
    try {
      Move-Item -Force -Path $executable -Destination $place
    } catch {
      Stop-Install "cannot replace ${place}: $($_.Exception.Message)" 'end every distq that runs (distq down), and try again'
    }
    Write-Host "installed $told as $place"
  } finally {
    Remove-Item -Recurse -Force -Path $work -ErrorAction SilentlyContinue
  }
  if (($env:PATH -split ';') -contains $directory) {
    Write-Host 'try it: distq failover'
  } else {
    Write-Host "$directory is not in PATH; to add it for this user:"
    Write-Host "  [Environment]::SetEnvironmentVariable('Path', `"$directory;`" + [Environment]::GetEnvironmentVariable('Path', 'User'), 'User')"
  }
}

try {
  Install-Distq $Releases $Version
} catch {
  [Console]::Error.WriteLine("error: $($_.Exception.Message)")
  # Run by `irm ... | iex`, `exit` would close the window of the user.
  if ($PSCommandPath) { exit 1 }
}
