# The tables above set the variables `takes`, `flags`, `commands`, `command` and `built_in` of their caller.
# Uses only bash itself: a key press starts no program.

# Each argument: a possible word
_distq_offer() {
  local word
  for word in "$@"; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$prefix$word")
  done
}

# Each line: a path, which readline quotes; in a directory, completion continues
_distq_offer_paths() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do
    COMPREPLY+=("$prefix$path")
  done < <(compgen "$@" -- "$cur")
}

# Built-in YAML files and those in a folder of this directory by name, and any by path
_distq_offer_files() {
  local built_in='' path name
  _distq_built_in "$1"
  _distq_offer $built_in
  while IFS= read -r path; do
    name=${path##*/}
    name=${name%.yaml}
    [[ " $built_in " == *" $name "* ]] || _distq_offer "$name"
  done < <(compgen -G "$2/*.yaml")
  _distq_offer_paths -f -X '!*.yaml'
  _distq_offer_paths -f -X '!*.yml'
  _distq_offer_paths -d
}

# Parts of the running session, of KIND or all
_distq_offer_parts() {
  local kind name folder=.distq/sessions/$session
  [[ $session != */* && -r $folder/session.json && -r $folder/names ]] || return
  while read -r kind name; do
    [[ -z $1 || $1 == "$kind" ]] && _distq_offer "$name"
  done <"$folder/names"
}

_distq_offer_sessions() {
  local record
  while IFS= read -r record; do
    record=${record%/session.json}
    _distq_offer "${record##*/}"
  done < <(compgen -G '.distq/sessions/*/session.json')
}

_distq_offer_value() {
  case $1 in
    words\ *) _distq_offer ${1#words } ;;
    topology) _distq_offer_files topology topologies ;;
    scenario) _distq_offer_files scenario scenarios ;;
    part) _distq_offer_parts '' ;;
    member) _distq_offer_parts member ;;
    session) _distq_offer_sessions ;;
    file) _distq_offer_paths -f ;;
    directory) _distq_offer_paths -d ;;
  esac
}

_distq() {
  local IFS=$' \t\n'
  local cur=${COMP_WORDS[COMP_CWORD]} prefix='' session=${DISTQ_SESSION:-default} used=' '
  local command='' commands='' flags='' flag='' takes='' word plain='' helping=''
  local -i i index=0
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ -n $takes ]]; then
      # bash splits --flag=value into three words
      [[ $word == = ]] && continue
      [[ $flag == --session ]] && session=$word
      takes=''
    elif [[ -n $plain ]]; then
      index+=1
    elif [[ $word == -- ]]; then
      plain=yes
    elif [[ $word == --*=* ]]; then
      [[ $word == --session=* ]] && session=${word#*=}
      used+="${word%%=*} "
    elif [[ $word == -?* ]]; then
      flag=$word
      used+="$word "
      _distq_flag_takes "$command $word"
    else
      _distq_commands "$command"
      if [[ -z $command && $word == help ]]; then
        helping=yes
      elif [[ -z $command ]]; then
        _distq_canonical "$word"
      elif [[ -n $commands ]]; then
        command+=" $word"
      else
        index+=1
      fi
    fi
  done
  if [[ -n $takes && $cur == = ]]; then
    cur=''
  elif [[ -z $takes && -z $plain && $cur == --*=* ]]; then
    _distq_flag_takes "$command ${cur%%=*}"
    prefix=${cur%%=*}=
    cur=${cur#*=}
  elif [[ -z $takes && -z $plain && $cur == -* ]]; then
    _distq_flags "$command"
    for word in $flags; do
      [[ $used == *" $word "* ]] || _distq_offer "$word"
    done
    return
  fi
  if [[ -z $takes ]]; then
    _distq_commands "$command"
    if [[ -n $commands ]]; then
      _distq_offer $commands
      return
    fi
    [[ -z $helping ]] && _distq_arg_takes "$command $index"
  fi
  _distq_offer_value "$takes"
}

complete -F _distq distq
