# A key press starts no program; files are only listed and read.

# Parts of the running session, of a kind or all ('')
function global:Get-DistqPart([string] $Session, [string] $Kind) {
    $folder = Join-Path '.distq/sessions' $Session
    if ($Session -match '[\\/]') { return }
    if (-not ((Test-Path "$folder/session.json") -and (Test-Path "$folder/names"))) { return }
    Get-Content "$folder/names" | ForEach-Object {
        $kindOfPart, $name = $_ -split ' ', 2
        if ($Kind -eq '' -or $Kind -eq $kindOfPart) { [pscustomobject]@{ Word = $name; Tip = $kindOfPart } }
    }
}

function global:Get-DistqSession {
    Get-ChildItem -Path '.distq/sessions/*/session.json' -ErrorAction SilentlyContinue |
        ForEach-Object { [pscustomobject]@{ Word = $_.Directory.Name; Tip = 'session of this directory' } }
}

# Paths that begin with the typed text: directories, and files with one of the endings (no endings: all files)
function global:Get-DistqPath([string] $Typed, [string[]] $Endings, [bool] $OnlyDirectories) {
    $folder = $Typed -replace '[^\\/]*$', ''
    Get-ChildItem -Path "$Typed*" -ErrorAction SilentlyContinue | ForEach-Object {
        $isWanted = $_.PSIsContainer -or (-not $OnlyDirectories -and ($Endings.Count -eq 0 -or $Endings -contains $_.Extension))
        if ($isWanted) { [pscustomobject]@{ Word = "$folder$($_.Name)"; Tip = $_.Name } }
    }
}

# Built-in YAML files and those in a folder of this directory by name, and any by path
function global:Get-DistqFile([string] $Kind, [string] $Folder, [string] $Typed) {
    $global:DistqBuiltIn[$Kind]
    Get-ChildItem -Path "$Folder/*.yaml" -ErrorAction SilentlyContinue |
        ForEach-Object { [pscustomobject]@{ Word = $_.BaseName; Tip = "in $Folder" } }
    Get-DistqPath $Typed @('.yaml', '.yml') $false
}

function global:Get-DistqValue([string] $Takes, [string] $Session, [string] $Typed) {
    $kind, $words = $Takes -split ' '
    switch ($kind) {
        'words' { $words | ForEach-Object { [pscustomobject]@{ Word = $_; Tip = $_ } } }
        'topology' { Get-DistqFile 'topology' 'topologies' $Typed }
        'scenario' { Get-DistqFile 'scenario' 'scenarios' $Typed }
        'part' { Get-DistqPart $Session '' }
        'member' { Get-DistqPart $Session 'member' }
        'session' { Get-DistqSession }
        'file' { Get-DistqPath $Typed @() $false }
        'directory' { Get-DistqPath $Typed @() $true }
    }
}

Register-ArgumentCompleter -Native -CommandName distq -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $session = if ($env:DISTQ_SESSION) { $env:DISTQ_SESSION } else { 'default' }
    $command = ''
    $takes = ''
    $flag = ''
    $isHelp = $false
    $isPlain = $false
    $index = 0
    $used = @()
    $before = $commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition }
    foreach ($element in $before) {
        $word = if ($null -ne $element.Value) { [string] $element.Value } else { $element.Extent.Text }
        if ($takes) {
            if ($flag -eq '--session') { $session = $word }
            $takes = ''
        }
        elseif ($isPlain) { $index++ }
        elseif ($word -eq '--') { $isPlain = $true }
        elseif ($word -like '--*=*') {
            $flag, $value = $word -split '=', 2
            if ($flag -eq '--session') { $session = $value }
            $used += $flag
        }
        elseif ($word -like '-?*') {
            $flag = $word
            $used += $word
            $takes = $global:DistqFlagTakes["$command $word"]
        }
        elseif ($command -eq '' -and $word -eq 'help') { $isHelp = $true }
        elseif ($command -eq '') { $command = if ($global:DistqAliases.ContainsKey($word)) { $global:DistqAliases[$word] } else { $word } }
        elseif ($global:DistqCommands.ContainsKey($command)) { $command = "$command $word" }
        else { $index++ }
    }

    $prefix = ''
    $typed = $wordToComplete
    $found = if (-not $takes -and -not $isPlain -and $typed -like '--*=*') {
        $flag, $typed = $typed -split '=', 2
        $prefix = "$flag="
        Get-DistqValue $global:DistqFlagTakes["$command $flag"] $session $typed
    }
    elseif ($takes) { Get-DistqValue $takes $session $typed }
    elseif (-not $isPlain -and $typed -like '-*') {
        $key = if ($global:DistqFlags.ContainsKey($command)) { $command } else { '' }
        $global:DistqFlags[$key] | Where-Object { $used -notcontains $_.Word }
    }
    elseif ($global:DistqCommands.ContainsKey($command)) { $global:DistqCommands[$command] }
    elseif (-not $isHelp) {
        $argument = $global:DistqArgTakes["$command $index"]
        if (-not $argument) { $argument = $global:DistqArgTakes["$command *"] }
        Get-DistqValue $argument $session $typed
    }

    $found | Where-Object { $_.Word -like "$([WildcardPattern]::Escape($typed))*" } | ForEach-Object {
        $text = "$prefix$($_.Word)"
        $quoted = if ($text -match "[\s'`$&;(){}|@#,]") { "'$($text -replace "'", "''")'" } else { $text }
        [System.Management.Automation.CompletionResult]::new($quoted, $_.Word, 'ParameterValue', $_.Tip)
    }
}
