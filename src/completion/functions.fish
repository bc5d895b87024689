# Uses only fish itself: a key press starts no program.

# Sets `__distq_words` to the words before the cursor, without flags and their values: the command, then its arguments.
# fish checks dozens of conditions per key press, so the words are cached until the command line changes.
function __distq_read
    set -l tokens (commandline -opc)
    test "$tokens" = "$__distq_tokens"; and return
    set -g __distq_tokens $tokens
    set -g __distq_words
    set -l called
    set -l takes no
    set -l plain no
    for token in $tokens[2..-1]
        if test $takes = yes
            set takes no
        else if test $plain = no; and test "$token" = --
            set plain yes
        else if test $plain = no; and string match -qr -- '^-.' "$token"
            __distq_takes_value "$called $token"; and set takes yes
        else if test (count $__distq_words) = 0
            # The words after `help` name a command.
            if test "$token" != help
                set __distq_words (__distq_canonical "$token")
                set called $__distq_words
            end
        else
            set -a __distq_words "$token"
            if test (count $__distq_words) = 2; and __distq_is_topic $__distq_words[1]
                set called "$__distq_words"
            end
        end
    end
end

function __distq_at_start
    __distq_read
    not set -q __distq_words[1]
end

# Whether the words begin with COMMAND and, if COUNT is given, have COUNT arguments after it
function __distq_at
    __distq_read
    set -l wanted (string split ' ' -- $argv[1])
    set -l length (count $wanted)
    set -q __distq_words[$length]; or return 1
    test "$__distq_words[1..$length]" = "$argv[1]"; or return 1
    not set -q argv[2]; or test (count $__distq_words) = (math $length + $argv[2])
end

function __distq_helps
    contains -- help (commandline -opc)[2]
end

# The part of the value that is typed so far
function __distq_typed
    commandline -ct | string replace -r -- '^--[^=]*=' ''
end

# YAML files in a folder of this directory by name, and any by path
function __distq_files
    for file in $argv[1]/*.yaml
        string replace -r -- '^.*/(.*)\.yaml$' "\$1\tin $argv[1]" $file
    end
    set -l typed (__distq_typed)
    for path in $typed*.yaml $typed*.yml $typed*/
        echo $path
    end
end

function __distq_directories
    set -l typed (__distq_typed)
    for path in $typed*/
        echo $path
    end
end

function __distq_session
    set -l session default
    set -q DISTQ_SESSION; and test -n "$DISTQ_SESSION"; and set session $DISTQ_SESSION
    set -l previous
    for token in (commandline -opc)
        if test "$previous" = --session
            set session $token
        else if string match -q -- '--session=*' "$token"
            set session (string replace -- --session= '' "$token")
        end
        set previous $token
    end
    echo $session
end

# Parts of the running session, of KIND or all
function __distq_parts
    set -l session (__distq_session)
    set -l folder ".distq/sessions/$session"
    string match -q -- '*/*' "$session"; and return
    test -r $folder/session.json; and test -r $folder/names; or return
    while read -l kind name
        contains -- "$argv[1]" '' $kind; and printf '%s\t%s\n' $name $kind
    end <$folder/names
end

function __distq_sessions
    for record in .distq/sessions/*/session.json
        string replace -r -- '^.*/([^/]*)/session.json$' '$1' $record
    end
end
