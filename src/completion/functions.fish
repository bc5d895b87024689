# Everything is read with fish's own means: a key press starts no program.

# Sets `__distq_words`: those before the cursor without flags and their values, first those of the command, then its arguments. fish asks
# dozens of conditions for one key press, so the words are kept until others are typed.
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
            # The words after `help` are a command.
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

# Whether the words begin with those of COMMAND; and have COUNT arguments after it, if that is given
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

# What is typed of the value so far
function __distq_typed
    commandline -ct | string replace -r -- '^--[^=]*=' ''
end

# YAML files: by name those in a folder of this directory; and any by path
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

# Parts of the running session: KIND, or all
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
