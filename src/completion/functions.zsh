# Uses only zsh itself: a key press starts no program.

# The caller's names (WORD:DESCRIPTION), the names of the YAML files in FOLDER, and YAML files by path
_distq_files() {
  local -a own=($1/*.yaml(N:t:r))
  local expl
  _describe -t names name known
  _wanted own expl "file in $1" compadd -a own
  _wanted files expl file _files -g '*.(yaml|yml)(-.)'
}

# Parts of the running session, of KIND or all
_distq_parts() {
  local session=${${(Q)opt_args[--session]}:-${DISTQ_SESSION:-default}}
  local folder=.distq/sessions/$session kind name expl
  local -a names
  [[ $session != */* && -r $folder/session.json && -r $folder/names ]] || return 1
  while read -r kind name; do
    [[ -z $1 || $1 == $kind ]] && names+=($name)
  done <$folder/names
  _wanted parts expl 'part of the running session' compadd -a names
}

_distq_sessions() {
  local expl
  local -a names=(.distq/sessions/*/session.json(N:h:t))
  _wanted sessions expl 'session of this directory' compadd -a names
}
